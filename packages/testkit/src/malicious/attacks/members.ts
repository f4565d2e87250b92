import type { ReplyOf } from '@vaiti/contract';
import {
  confirmInvitation,
  createApi,
  decideVisit,
  inviteToFile,
  Joiner,
  memoryStore,
  newIdentity,
  openOwn,
  ownInvitation,
  type Practice,
  readDirectory,
  readShared,
  shareFile,
  tellAbout,
} from '@vaiti/client';
import {
  type Access,
  type EntryPlan,
  type FileId,
  fingerprintOf,
  fromHex,
  type Identity,
  idBytes,
  invitationKeys,
  type MemberRole,
  memberScopes,
  newRecordId,
  type Scope,
  type SealedEntry,
  type Secret,
  signJoin,
} from '@vaiti/core';
import { realEntropy } from '../../entropy.ts';
import { newMember } from '../../members.ts';
import { newPatient, readTexts } from '../../notes.ts';
import type { Attack } from '../attack.ts';
import { type Stage, TEXTS } from '../stage.ts';
import { changedAt, itemAt, onRead, type Tamper, withEntries } from '../tamper.ts';
import { insidersEntry } from './insider.ts';

const BIRTH = `${String(new Date().getUTCFullYear() - 12)}-02-03`;

/** A minor's file of therapist and colleague. */
async function minor(stage: Stage): Promise<{ therapist: Practice; file: FileId }> {
  const therapist = await stage.honest('therapist');
  const colleague = stage.practice.people.colleague.identity.id;
  const readers = [{ reader: colleague, scope: 'root' as const }];
  return {
    therapist,
    file: await newPatient(therapist, { texts: TEXTS, birthDate: BIRTH, readers }),
  };
}

function lineFor({ id }: Identity, scope: Scope): Access {
  return { reader: idBytes(id), generation: 1, scope, grant: realEntropy(32) };
}

interface Team {
  readonly stage: Stage;
  /** Somebody whom the file has let in, in the role of the scene. */
  readonly member: Identity;
  readonly day: number;
}

type Made = Partial<EntryPlan> & { readonly author: Identity };

/**
 * The therapist reads a file that has let a member in, until today, with one more entry that somebody
 * signed and the server took.
 */
function adding(role: MemberRole, make: (team: Team) => Made): Attack['arrange'] {
  return async (stage) => {
    const { file, therapist } = await minor(stage);
    const member = await newIdentity(realEntropy);
    const { opened } = await openOwn(therapist, file);
    const { day } = opened.file.state;
    const keys = { role, keys: member.keys };
    const plan = { reader: member.id, scope: memberScopes[role], member: keys, until: day };
    const shared = await shareFile(therapist, opened, plan);
    const { author, ...rest } = make({ stage, member, day });
    const entry: SealedEntry = await insidersEntry(shared, author, rest);
    const through = await stage.open('therapist');
    return {
      tamper: onRead(file, (reply) => withEntries(reply, [...reply.entries, entry])),
      act: () => readTexts(through, file),
    };
  };
}

/** An invitation of a guardian, past the malicious server. */
async function invited(stage: Stage): Promise<{ file: FileId; id: string; code: Secret }> {
  const { file, therapist } = await minor(stage);
  const directory = await readDirectory(therapist);
  const about = { name: 'Äiti', role: 'guardian' as const, patientName: 'Testi Koivu' };
  const { code, id } = await inviteToFile(therapist, directory, { ...about, file });
  return { file, id, code };
}

function joiner(stage: Stage, code: Secret): Joiner {
  const api = createApi({ baseUrl: stage.practice.url, fetch });
  return new Joiner({ api, store: memoryStore(), entropy: realEntropy, now: Date.now }, code);
}

type Listed = ReplyOf<'invitations'>['invitations'][number];

/** What stands in the list about one invitation, changed. */
function onListed(id: string, change: (listed: Listed) => Listed): Tamper {
  const at = fromHex(id);
  const same = (one: Listed) => at.every((byte, i) => byte === one.id[i]);
  return {
    reply: {
      invitations: ({ invitations }) => ({
        invitations: invitations.map((one) => (same(one) ? change(one) : one)),
      }),
    },
  };
}

/** A guardian of two children, who has been told something about each. */
async function guardianOfTwo(stage: Stage) {
  const { file, therapist } = await minor(stage);
  const { file: other } = await minor(stage);
  const guardian = await newMember(stage.practice, therapist, {
    file,
    role: 'guardian',
    name: 'Äiti',
  });
  const { opened } = await openOwn(therapist, file);
  const keys = opened.file.state.members.get(guardian.id);
  for (const [at, one] of [file, other].entries()) {
    const visit = newRecordId(realEntropy);
    let own = await openOwn(therapist, one);
    if (at === 1 && keys !== undefined)
      await shareFile(therapist, own.opened, {
        reader: guardian.id,
        scope: 'guardian',
        member: keys,
      });
    own = await openOwn(therapist, one);
    own = await decideVisit(therapist, own, { visit, choice: 'guardian', text: '' });
    const told = { title: '', text: `Lapsi ${String(at)}`, authorName: 'Helmi' };
    await tellAbout(therapist, own, { visit, audience: 'guardian', ...told });
  }
  const theirs = await guardian.open({ fetch: stage.server.fetch });
  return {
    file,
    other,
    theirs,
    act: async () => (await readShared(theirs)).flatMap((f) => f.items),
  };
}

/** Attacks on patients’ and guardians’ own access. */
export const memberAttacks: readonly Attack[] = [
  {
    name: 'substituted key of a guardian',
    says: 'answers an invitation to a file with keys of its own',
    expected: ['join-invalid'],
    arrange: async (stage) => {
      const { code, id } = await invited(stage);
      await joiner(stage, code).answer();
      const own = await newIdentity(realEntropy);
      const forged = await signJoin({ ...invitationKeys(code), mac: own.seed }, own);
      const through = await stage.open('therapist');
      return {
        tamper: onListed(id, (listed) => ({ ...listed, join: forged })),
        act: async () => (await ownInvitation(through, id)).answer,
      };
    },
  },
  {
    name: 'somebody else answers',
    says: 'shows the answer of somebody who overheard the code in the place of the guardian’s',
    expected: ['fingerprint-changed'],
    arrange: async (stage) => {
      const { code, id } = await invited(stage);
      const { fingerprint = '' } = await joiner(stage, code).answer();
      const eve = await newIdentity(realEntropy);
      const join = await signJoin(invitationKeys(code), eve);
      const through = await stage.open('therapist');
      return {
        tamper: onListed(id, (listed) => ({ ...listed, join })),
        act: async () => fingerprintOf((await confirmInvitation(through, id, fingerprint)).keys),
      };
    },
  },
  {
    name: 'invitation to a file as one to the practice',
    says: 'shows an invitation of a guardian as that of a member of staff',
    expected: ['answer-for-another'],
    arrange: async (stage) => {
      const { code, id } = await invited(stage);
      await joiner(stage, code).answer();
      const through = await stage.open('therapist');
      return {
        tamper: onListed(id, (listed) => ({ ...listed, kind: 'staff' })),
        act: async () => (await ownInvitation(through, id)).answer,
      };
    },
  },
  {
    name: 'let in by somebody without the root',
    says: 'takes an entry in which a guardian lets somebody in',
    expected: ['chain-author-not-reader'],
    arrange: adding('guardian', ({ member }) => ({
      author: member,
      kind: 'share',
      members: [{ role: 'guardian', keys: member.keys }],
      access: [lineFor(member, 'guardian')],
    })),
  },
  {
    name: 'patient given the record',
    says: 'takes an entry of a colleague that gives a patient the key to the notes',
    expected: ['chain-access-invalid'],
    arrange: adding('patient', ({ member, stage }) => ({
      author: stage.practice.people.colleague.identity,
      kind: 'share',
      access: [lineFor(member, 'clinical')],
    })),
  },
  {
    name: 'guardian given the whole file',
    says: 'takes a new epoch of a colleague in which a guardian holds the root',
    expected: ['chain-access-invalid'],
    arrange: adding('guardian', ({ member, stage }) => {
      const author = stage.practice.people.colleague.identity;
      const access = [lineFor(author, 'root'), lineFor(member, 'root')];
      return { author, kind: 'rotate', epoch: 2, access };
    }),
  },
  {
    name: 'guardian writes in the record',
    says: 'takes an entry of a guardian among the notes',
    expected: ['chain-author-not-reader'],
    arrange: adding('guardian', ({ member }) => ({ author: member })),
  },
  {
    name: 'guardian after the last day',
    says: 'takes an entry that a guardian wrote after the last day of their access',
    expected: ['chain-author-not-reader'],
    arrange: adding('guardian', ({ day, member }) => ({
      author: member,
      compartment: 'guardian',
      day: day + 1,
    })),
  },
  {
    name: 'body of a note for a guardian',
    says: 'hands a guardian the body of a note in the place of what was told to them',
    expected: ['length-mismatch', 'body-mismatch', 'ciphertext-truncated'],
    arrange: async (stage) => {
      const { act, file } = await guardianOfTwo(stage);
      const therapist = await stage.honest('therapist');
      const { opened } = await openOwn(therapist, file);
      const note = opened.file.entries.find(
        ({ header, sealed }) => header.compartment === 'clinical' && sealed.body !== null,
      );
      return {
        tamper: onRead(file, (reply) => {
          const at = reply.entries.findLastIndex(({ body }) => body !== null && body.length > 0);
          const body = note?.sealed.body ?? null;
          return { ...reply, entries: changedAt(reply.entries, at, (one) => ({ ...one, body })) };
        }),
        act,
      };
    },
  },
  {
    name: 'file of another child',
    says: 'hands a guardian of two children the file of one as that of the other',
    expected: ['answer-for-another'],
    arrange: async (stage) => {
      const { act, file, other } = await guardianOfTwo(stage);
      return {
        tamper: {
          reply: {
            read: ({ outcomes }) => {
              const replies = outcomes.flatMap((one) =>
                one.outcome === 'released' ? [one.reply] : [],
              );
              const of = (id: FileId) =>
                itemAt(
                  replies.filter(({ file: one }) => idBytes(id).every((b, i) => b === one[i])),
                  0,
                );
              const { file: named, leaf } = of(file);
              const swapped = { ...of(other), file: named, leaf };
              return {
                outcomes: outcomes.map((one) =>
                  one.outcome === 'released' && one.reply === of(file)
                    ? { ...one, reply: swapped }
                    : one,
                ),
              };
            },
          },
        },
        act,
      };
    },
  },
];
