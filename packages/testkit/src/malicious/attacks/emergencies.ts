import {
  approveEmergency,
  askFor,
  findRequest,
  openEmergency,
  type OpenedFile,
  type Practice,
  prepareRotation,
  readFile,
  sendAll,
} from '@vaiti/client';
import type { ReplyOf } from '@vaiti/contract';
import {
  type EntryPlan,
  type FileId,
  type Identity,
  idBytes,
  type PrincipalId,
  type SealedEntry,
  sha256,
  signApproval,
  type SignedApproval,
  toHex,
} from '@vaiti/core';
import { newPatient, readTexts } from '../../notes.ts';
import { joinPractice, type Joined, newCouncil, type TestCouncil } from '../../officers.ts';
import type { SmallPractice } from '../../personas.ts';
import type { Attack } from '../attack.ts';
import { type Stage, TEXTS } from '../stage.ts';
import { flipped, onRead, type Tamper, withEntries } from '../tamper.ts';
import { insidersEntry } from './insider.ts';

type Line = ReplyOf<'requests'>['requests'][number];

const REASON = 'Potilas päivystyksessä.';
const TOLD = 'Avattiin päivystyksen pyynnöstä.';

const councils = new WeakMap<SmallPractice, Promise<TestCouncil>>();

/** The practice's council, two of three: two officers from elsewhere, and the colleague. */
function councilOn({ practice }: Stage): Promise<TestCouncil> {
  const known =
    councils.get(practice) ??
    newCouncil(practice, { officers: 2, threshold: 2, also: ['colleague'] });
  councils.set(practice, known);
  return known;
}

/** A file of therapist and colleague whose key is split, and who may decide about it. */
interface Split {
  readonly file: FileId;
  readonly officers: readonly [Identity, Identity];
  readonly council: TestCouncil;
  readonly before: OpenedFile;
}

async function splitFile(stage: Stage): Promise<Split> {
  const council = await councilOn(stage);
  const [first, second] = council.officers;
  if (first === undefined || second === undefined) throw new RangeError('no officers');
  const therapist = await stage.practice.open('therapist');
  const colleague = stage.practice.people.colleague.identity.id;
  const readers = [{ reader: colleague, scope: 'root' as const }];
  const file = await newPatient(therapist, { texts: TEXTS, readers });
  const as = therapist.member.identity.id;
  const before = await readFile(therapist, { file, as, purpose: 'care' });
  return { file, officers: [first.identity, second.identity], council, before };
}

/** What an insider's approval says beside the file and its epoch. */
interface Word {
  readonly by: Identity;
  readonly file?: FileId;
  readonly requester?: PrincipalId;
}

function approvalOn({ before, file }: Split, eve: Identity, word: Word): Promise<SignedApproval> {
  return signApproval(word.by, {
    practice: before.file.state.practice,
    kind: 'emergency',
    request: sha256(idBytes(file)).slice(0, 16),
    file: word.file ?? file,
    epoch: before.keys.epoch,
    requester: word.requester ?? eve.id,
    time: Date.now(),
  });
}

/**
 * The therapist reads a file into which the server took an emergency entry of Eve's that rests on what
 * `approvals` gives.
 */
function readingAfter(
  approvals: (scene: Split, stage: Stage, eve: Identity) => Promise<readonly SignedApproval[]>,
): Attack['arrange'] {
  return async (stage) => {
    const scene = await splitFile(stage);
    const eve = stage.practice.people.eve.identity;
    const given = await approvals(scene, stage, eve);
    const { state } = scene.before.file;
    const line = { reader: idBytes(eve.id), generation: 1, scope: 'root' as const };
    const access = [{ ...line, grant: sha256(line.reader), until: state.day }];
    const plan: Partial<EntryPlan> = { kind: 'emergency', compartment: 'shared', access };
    const entry = await insidersEntry(
      scene.before,
      eve,
      given.length === 0 ? plan : { ...plan, approvals: given },
    );
    return reading(stage, scene.file, entry);
  };
}

async function reading(stage: Stage, file: FileId, entry: SealedEntry) {
  const therapist = await stage.open('therapist');
  return {
    tamper: onRead(file, (reply) => withEntries(reply, [...reply.entries, entry])),
    act: () => readTexts(therapist, file),
  };
}

/** Changes how the server hands out one request. */
function onRequest(id: string, change: (line: Line) => Line): Tamper {
  return {
    reply: {
      requests: ({ requests }) => ({
        requests: requests.map((line) => (toHex(line.id) === id ? change(line) : line)),
      }),
    },
  };
}

/** Nobody may have many requests open: after so many somebody else asks. */
const OPEN_AT_ONCE = 10;
const askers = new WeakMap<SmallPractice, { asked: number; who: Promise<Joined> }>();

/** A therapist of elsewhere who asks for files. */
function askerOn({ practice }: Stage): Promise<Joined> {
  const known = askers.get(practice);
  const fresh = known === undefined || known.asked >= OPEN_AT_ONCE;
  const asker = fresh ? { asked: 0, who: joinPractice(practice, 'therapist') } : known;
  asker.asked++;
  askers.set(practice, asker);
  return asker.who;
}

/** A request about a file, honestly made, and who made it. */
async function asked(
  stage: Stage,
  file: FileId,
): Promise<{ readonly id: string; readonly asker: Joined }> {
  const asker = await askerOn(stage);
  const id = await askFor(await asker.open(), { kind: 'emergency', file, reason: REASON });
  return { id, asker };
}

/** How the server hands the request to this person. */
async function lineOf(practice: Practice, id: string): Promise<Line> {
  return (await findRequest(practice, id)).line;
}

/** The first officer decides on what the server hands out. */
function deciding(
  change: (line: Line, scene: Split, stage: Stage) => Promise<Line> | Line,
  prepare: (scene: Split, stage: Stage) => Promise<unknown> = () => Promise.resolve(),
): Attack['arrange'] {
  return async (stage) => {
    const scene = await splitFile(stage);
    await prepare(scene, stage);
    const { id } = await asked(stage, scene.file);
    const [officer] = scene.council.officers;
    if (officer === undefined) throw new RangeError('no officer');
    const changed = await change(await lineOf(await officer.open(), id), scene, stage);
    const victim = await officer.open({ fetch: stage.server.fetch });
    return {
      tamper: onRequest(id, () => changed),
      act: async () => {
        await approveEmergency(victim, await findRequest(victim, id));
        return [id];
      },
    };
  };
}

async function approveAll({ council }: Split, id: string): Promise<void> {
  for (const one of council.officers) {
    const officer = await one.open();
    await approveEmergency(officer, await findRequest(officer, id));
  }
}

/** Whoever asked opens the file with what the server hands out of the officers' approvals. */
function opening(
  change: (line: Line, scene: Split, stage: Stage) => Promise<Line> | Line,
): Attack['arrange'] {
  return async (stage) => {
    const scene = await splitFile(stage);
    const { asker, id } = await asked(stage, scene.file);
    await approveAll(scene, id);
    const changed = await change(await lineOf(await asker.open(), id), scene, stage);
    const victim = await asker.open({ fetch: stage.server.fetch });
    return {
      tamper: onRequest(id, () => changed),
      act: async () => (await openEmergency(victim, id, TOLD)).file.entries,
    };
  };
}

/** What an officer is handed about a request for another file. */
async function elsewhere(stage: Stage): Promise<Line> {
  const other = await splitFile(stage);
  const { id } = await asked(stage, other.file);
  const [officer] = other.council.officers;
  if (officer === undefined) throw new RangeError('no officer');
  return lineOf(await officer.open(), id);
}

/** The therapist re-seals the file, so that its key is split anew. */
async function rotated({ before }: Split, stage: Stage): Promise<void> {
  const therapist = await stage.practice.open('therapist');
  const self = { reader: therapist.member.identity.id, scope: 'root' as const };
  await sendAll(therapist, [await prepareRotation(therapist, before, [self])]);
}

/** Shares from before the newest epoch, by file. */
const olderShares = new Map<FileId, Line>();

/** Emergency access: what a server tries alone, and together with insiders. */
export const emergencyAttacks: readonly Attack[] = [
  {
    name: 'emergency without approvals',
    says: 'takes an emergency entry of an insider whom nobody let in',
    expected: ['chain-approval-invalid'],
    arrange: readingAfter(() => Promise.resolve([])),
  },
  {
    name: 'fewer approvals than needed',
    says: 'takes an emergency entry with one approval where two are needed',
    expected: ['chain-approval-invalid'],
    arrange: readingAfter(async (scene, _, eve) => [
      await approvalOn(scene, eve, { by: scene.officers[0] }),
    ]),
  },
  {
    name: 'approvals from inside the team',
    says: 'takes an emergency entry to which one outsider alone agreed, beside a colleague of the team',
    expected: ['chain-approval-invalid'],
    arrange: readingAfter((scene, stage, eve) =>
      Promise.all(
        [scene.officers[0], stage.practice.people.colleague.identity].map((by) =>
          approvalOn(scene, eve, { by }),
        ),
      ),
    ),
  },
  {
    name: 'requester approves themselves',
    says: 'takes an emergency entry that its author approved beside one officer',
    expected: ['chain-approval-invalid'],
    arrange: readingAfter((scene, _, eve) =>
      Promise.all([scene.officers[0], eve].map((by) => approvalOn(scene, eve, { by }))),
    ),
  },
  {
    name: 'approval of somebody who is no officer',
    says: 'takes an emergency entry that reception approved',
    expected: ['chain-approval-invalid'],
    arrange: readingAfter((scene, stage, eve) =>
      Promise.all(
        [scene.officers[0], scene.officers[1], stage.practice.people.reception.identity].map((by) =>
          approvalOn(scene, eve, { by }),
        ),
      ),
    ),
  },
  {
    name: 'approval for another file',
    says: 'replays approvals that officers gave for another patient',
    expected: ['chain-approval-invalid'],
    arrange: readingAfter(async (scene, stage, eve) => {
      const { file } = await splitFile(stage);
      return Promise.all(scene.officers.map((by) => approvalOn(scene, eve, { by, file })));
    }),
  },
  {
    name: 'approval for another requester',
    says: 'replays approvals that officers gave to somebody else',
    expected: ['chain-approval-invalid'],
    arrange: readingAfter((scene, stage, eve) => {
      const requester = stage.practice.people.reception.identity.id;
      return Promise.all(scene.officers.map((by) => approvalOn(scene, eve, { by, requester })));
    }),
  },
  {
    name: 'forged approval',
    says: 'takes an emergency entry with an approval that the officer never signed',
    expected: ['signature-invalid'],
    arrange: readingAfter(async (scene, _, eve) => {
      const given = await Promise.all(scene.officers.map((by) => approvalOn(scene, eve, { by })));
      return given.map((one, i) =>
        i === 0 ? { ...one, signature: flipped(one.signature, 77) } : one,
      );
    }),
  },
  {
    name: 'split among a council of nobody’s',
    says: 'takes a split of a colleague’s among officers whom no administrator named',
    expected: ['chain-split-invalid'],
    arrange: async (stage) => {
      const scene = await splitFile(stage);
      const { split } = scene.before.file.state;
      if (split === undefined) throw new RangeError('no split');
      const { id, keys } = stage.practice.people.colleague.identity;
      const grant = sha256(keys.sign);
      const entry = await insidersEntry(scene.before, stage.practice.people.colleague.identity, {
        kind: 'rotate',
        epoch: scene.before.keys.epoch + 1,
        access: [{ reader: idBytes(id), generation: 1, scope: 'root', grant }],
        split: { ...split, council: split.council + 7 },
      });
      return reading(stage, scene.file, entry);
    },
  },
  {
    name: 'withheld emergency entry',
    says: 'hides from the care team that their file was opened in an emergency',
    expected: ['head-rolled-back'],
    arrange: async (stage) => {
      const scene = await splitFile(stage);
      const { asker, id } = await asked(stage, scene.file);
      await approveAll(scene, id);
      await openEmergency(await asker.open(), id, TOLD);
      const therapist = await stage.open('therapist');
      await readTexts(therapist, scene.file);
      const { length } = scene.before.file.entries;
      return {
        tamper: onRead(scene.file, (reply) => withEntries(reply, reply.entries.slice(0, length))),
        act: () => readTexts(therapist, scene.file, { fresh: true }),
      };
    },
  },
  {
    name: 'share of another patient',
    says: 'hands the officer the share of another patient’s file to be sealed to whoever asked',
    expected: ['share-mismatch'],
    arrange: deciding(async (line, _, stage) => ({
      ...line,
      share: (await elsewhere(stage)).share,
    })),
  },
  {
    name: 'share of an older epoch',
    says: 'hands the officer a share from before the file was re-sealed',
    expected: ['share-mismatch'],
    arrange: deciding(
      (line, { file }) => ({ ...line, share: olderShares.get(file)?.share ?? line.share }),
      async (scene, stage) => {
        const { id } = await asked(stage, scene.file);
        const [officer] = scene.council.officers;
        if (officer !== undefined)
          olderShares.set(scene.file, await lineOf(await officer.open(), id));
        await rotated(scene, stage);
      },
    ),
  },
  {
    name: 'split entry of another patient',
    says: 'hands the officer the split of another patient’s file, with its share',
    expected: ['request-altered'],
    arrange: deciding(async (line, _, stage) => {
      const { share, split } = await elsewhere(stage);
      return { ...line, share, split };
    }),
  },
  {
    name: 'split entry altered',
    says: 'hands the officer a split that its author did not sign',
    expected: ['request-altered'],
    arrange: deciding((line) => ({
      ...line,
      split: line.split && { ...line.split, bodyHash: flipped(line.split.bodyHash, 5) },
    })),
  },
  {
    name: 'request with another reason',
    says: 'shows the officer another reason than the one that was signed',
    expected: ['request-altered'],
    arrange: deciding(async (line, _, stage) => ({
      ...line,
      reason: (await elsewhere(stage)).reason,
    })),
  },
  {
    name: 'request that nobody signed',
    says: 'shows the officer a request that the person did not make',
    expected: ['request-altered'],
    arrange: deciding((line) => ({
      ...line,
      request: { ...line.request, signature: flipped(line.request.signature, 3) },
    })),
  },
  {
    name: 'wrong share from an officer',
    says: 'gives the requester one officer’s share in the place of another’s',
    expected: ['share-mismatch'],
    arrange: opening((line) => {
      const [first] = line.approvals;
      return {
        ...line,
        approvals: line.approvals.map((one) => ({ ...one, share: first?.share ?? null })),
      };
    }),
  },
  {
    name: 'share withheld from the requester',
    says: 'shows an approval without the share that came with it',
    expected: ['share-mismatch'],
    arrange: opening((line) => ({
      ...line,
      approvals: line.approvals.map((one, i) => (i === 0 ? { ...one, share: null } : one)),
    })),
  },
  {
    name: 'approval shown that was never given',
    says: 'shows the requester an approval with a signature that is not the officer’s',
    expected: ['request-altered'],
    arrange: opening((line) => ({
      ...line,
      approvals: line.approvals.map((one) => ({
        ...one,
        approval: { ...one.approval, signature: flipped(one.approval.signature, 9) },
      })),
    })),
  },
];
