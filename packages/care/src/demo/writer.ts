import type { Language } from '../record/fields.ts';
import type { Rng } from '../rng.ts';
import { createScale } from './scale.ts';
import { type Bank, type Course, type CourseKey, courses, type Slots } from './text/bank.ts';
import { banks } from './text/index.ts';

export type Mode = 'centre' | 'remote' | 'phone';

/** One written session. */
export interface Session {
  readonly title: string;
  readonly text: string;
  readonly mode: Mode;
  /** What the professional recorded about a minor; null for adults. */
  readonly minorDecides: boolean | null;
}

export interface CourseOptions {
  readonly language: Language;
  readonly course: CourseKey;
  /** Weeks from each session to the next; one for every session. */
  readonly gaps: readonly (1 | 2)[];
  readonly minor: boolean;
  /** Whether a minor is judged able to decide on their care. */
  readonly capable: boolean;
  /** Whether the course has come to its end. */
  readonly closed: boolean;
}

/** The course's texts in a language. */
export function courseText(language: Language, key: CourseKey): Course {
  return banks[language].courses.find((course) => course.key === key) as Course;
}

/** Fills `{slots}`; a slot at the start of a sentence gets a capital. */
function fill(template: string, slots: Slots): string {
  return template.replace(
    /(^|[.!?]\s)?\{(\w+)\}/g,
    (_, start: string | undefined, name: string) => {
      const value = slots[name] ?? '';
      if (start === undefined) return value;
      return start + value.charAt(0).toUpperCase() + value.slice(1);
    },
  );
}

/** Draws in random order, each once before any comes again. */
function deck<T>(rng: Rng, items: readonly T[]): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = rng.shuffle(items);
    return left.pop() as T;
  };
}

/**
 * Spreads the course's passages over the sessions in their order, so that a course unfolds: at
 * most two a session; a short or unfinished course ends before the late ones.
 */
function passagesOf(rng: Rng, course: Course, { gaps, closed }: CourseOptions): string[][] {
  const all = [...course.early, ...course.middle, ...course.late];
  const count = closed ? all.length : Math.ceil((all.length * rng.int(45, 85)) / 100);
  const told = all.slice(0, count);
  const slots = Math.max(gaps.length - (closed ? 2 : 1), 1);
  const perSession = Math.min(2, told.length / slots);
  const step = told.length / slots;
  return Array.from({ length: slots }, (_, at) => {
    const from = Math.floor(at * step);
    const until = Math.max(from, Math.floor((at + 1) * step));
    return told.slice(from, Math.min(until, from + Math.ceil(perSession)));
  });
}

function modeOf(rng: Rng, first: boolean): Mode {
  if (first || rng.chance(78)) return 'centre';
  return rng.chance(75) ? 'remote' : 'phone';
}

/** Writes the sessions of one course, each taking up what the one before left. */
export function* writeCourse(rng: Rng, options: CourseOptions): Generator<Session> {
  const bank = banks[options.language];
  const course = courseText(options.language, options.course);
  const slots = rng.pick(course.variants);
  const passages = passagesOf(rng, course, options);
  const scale = createScale(rng, courses[options.course].scale);
  const headed = rng.chance(50);
  const next = {
    presence: deck(rng, [...bank.presence, ...bank.presenceLater]),
    method: deck(rng, bank.methods),
    homework: deck(rng, course.homework),
    arrival: deck(rng, options.minor ? bank.arrival : [...bank.arrival, ...bank.arrivalFromWork]),
  };
  let review: string | null = null;
  for (const [at, gap] of options.gaps.entries()) {
    const isFirst = at === 0;
    const isLast = options.closed && at === options.gaps.length - 1;
    const isReview = !isFirst && !isLast && at % 5 === 4;
    const mode = modeOf(rng, isFirst);
    const told = isFirst ? course.intake : isLast ? [] : (passages[at - 1] ?? []);
    const story: string[] = isFirst
      ? [rng.pick(bank.arrivalFirst), rng.pick(bank.presence)]
      : [arrivalOf(rng, bank, mode, next.arrival), next.presence()];
    if (options.minor) story.push(...minorLines(rng, bank, options, isFirst || isReview));
    if (review !== null) story.push(review);
    story.push(...told);
    const measured = isFirst || isReview || isLast;
    const work = isLast ? [...bank.closing] : [next.method()];
    if (!isLast && !isFirst && told.length === 0) work.push(next.method());
    if (measured) work.push(fill(...scale.next(bank)));
    if (isFirst || rng.chance(25)) work.push(rng.pick(bank.risk));
    const homework = isLast || rng.chance(15) ? null : next.homework();
    review = homework === null ? null : rng.chance(60) ? homework.done : homework.partly;
    const plan = isLast ? [] : planOf(rng, bank, gap, homework?.assign ?? null);
    const all = { ...slots, scaleNow: String(scale.now()) };
    const title = isFirst ? 'intake' : isLast ? 'closing' : isReview ? 'review' : 'session';
    yield {
      title: bank.titles[title],
      text: layOut(bank, headed, [story, work, plan], all),
      mode,
      minorDecides: options.minor ? options.capable : null,
    };
  }
}

function arrivalOf(rng: Rng, bank: Bank, mode: Mode, next: () => string): string {
  if (mode === 'remote') return rng.pick(bank.arrivalRemote);
  if (mode === 'phone') return rng.pick(bank.arrivalPhone);
  return next();
}

function minorLines(rng: Rng, bank: Bank, { capable }: CourseOptions, assessed: boolean): string[] {
  const lines = assessed ? [bank.minorDecides[capable ? 'yes' : 'no']] : [];
  // A child who cannot yet decide has a guardian in the room; the other lines need their consent.
  const together = bank.guardians[0];
  if (capable && rng.chance(40)) lines.push(rng.pick(bank.guardians));
  else if (!capable && together !== undefined && rng.chance(60)) lines.push(together);
  return lines;
}

function planOf(rng: Rng, bank: Bank, gap: 1 | 2, assign: string | null): string[] {
  const when = rng.pick(bank.when[gap]);
  return [assign ?? rng.pick(bank.noHomework), fill(rng.pick(bank.next), { when })];
}

/** Three parts as paragraphs, with or without headings, ended by a line break. */
function layOut(
  bank: Bank,
  headed: boolean,
  [story, work, plan]: readonly [string[], string[], string[]],
  slots: Slots,
): string {
  const { course, work: workHeading, plan: planHeading } = bank.headings;
  const parts = [
    { heading: course, lines: story },
    { heading: workHeading, lines: work },
    { heading: planHeading, lines: plan },
  ];
  return parts
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => {
      const body = lines.map((line) => fill(line, slots)).join(' ');
      return headed ? `${heading}\n${body}` : body;
    })
    .join('\n\n')
    .concat('\n');
}
