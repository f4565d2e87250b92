/**
 * What the note writer knows in one language. Texts are whole sentences; `{name}` is a slot that
 * the course's variant or the writer fills, already in the form the sentence needs.
 */
export type Slots = Readonly<Record<string, string>>;

/** Something to try between sessions, and how the next note tells what came of it. */
export interface Homework {
  readonly assign: string;
  readonly done: string;
  readonly partly: string;
}

/** A course of therapy: what it is about and how it unfolds over the sessions. */
export interface Course {
  readonly key: CourseKey;
  /** Diagnosis or reason in words, as it reads in the file. */
  readonly condition: string;
  readonly intake: readonly string[];
  readonly early: readonly string[];
  readonly middle: readonly string[];
  readonly late: readonly string[];
  readonly homework: readonly Homework[];
  /** One is chosen for a patient and stays: the same train, the same employer, all through. */
  readonly variants: readonly Slots[];
}

/** Courses with their ICD-10 code and for whom they are. The same in every language. */
export const courses = {
  panic: { code: 'F41.0', minor: false, scale: 'GAD-7' },
  depression: { code: 'F32.1', minor: false, scale: 'PHQ-9' },
  burnout: { code: 'Z73.0', minor: false, scale: 'PHQ-9' },
  grief: { code: 'F43.2', minor: false, scale: 'PHQ-9' },
  insomnia: { code: 'F51.0', minor: false, scale: 'PHQ-9' },
  social: { code: 'F40.1', minor: false, scale: 'GAD-7' },
  school: { code: 'F93.8', minor: true, scale: 'GAD-7' },
  separation: { code: 'Z63.5', minor: true, scale: 'PHQ-9' },
} as const;
export type CourseKey = keyof typeof courses;

/** Everything of one language. */
export interface Bank {
  readonly titles: {
    readonly intake: string;
    readonly session: string;
    readonly review: string;
    readonly closing: string;
    readonly visit: Readonly<Record<'centre' | 'remote' | 'phone', string>>;
  };
  readonly headings: { readonly course: string; readonly work: string; readonly plan: string };
  readonly arrivalFirst: readonly string[];
  readonly arrival: readonly string[];
  /** For adults only. */
  readonly arrivalFromWork: readonly string[];
  readonly arrivalRemote: readonly string[];
  readonly arrivalPhone: readonly string[];
  readonly presence: readonly string[];
  /** Not at the first session: they compare. */
  readonly presenceLater: readonly string[];
  readonly methods: readonly string[];
  readonly guardians: readonly string[];
  readonly minorDecides: Readonly<Record<'yes' | 'no', string>>;
  /** Slots `scale`, `score`, `before`. */
  readonly scaleFirst: readonly string[];
  readonly scaleLower: readonly string[];
  readonly scaleHigher: readonly string[];
  readonly risk: readonly string[];
  readonly noHomework: readonly string[];
  /** Slot `when`. */
  readonly next: readonly string[];
  /** By weeks until the next session. */
  readonly when: Readonly<Record<1 | 2, readonly string[]>>;
  readonly closing: readonly string[];
  /** Reasons of an amendment and the sentence it adds; `forAll` false: of working age only. */
  readonly amendments: readonly {
    readonly reason: string;
    readonly forAll: boolean;
    readonly adds: string;
  }[];
  readonly relations: readonly string[];
  readonly courses: readonly Course[];
}
