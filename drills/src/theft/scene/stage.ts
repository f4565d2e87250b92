import { generateCareload, generateDemoPractice } from '@vaiti/care/demo';
import { createFile, type Practice } from '@vaiti/client';
import { foundSmallPractice, type PersonaName, type SmallPractice } from '@vaiti/testkit';
import { type Needle, patientNeedles, uniqueNeedles } from '../find/needles.ts';
import { type FiledPatient, filePatient } from './patients.ts';
import { groupNeedles, peopleNeedles } from './secrets.ts';

/** The practice whose server is stolen. */
export interface Stage {
  readonly practice: SmallPractice;
  readonly patients: readonly FiledPatient[];
  readonly needles: readonly Needle[];
  /** A client of its own for this person. */
  readonly open: (name: PersonaName) => Promise<Practice>;
}

/** Milliseconds: while the heap is written down, the server answers nobody. */
const PATIENCE = 240_000;

const SEED = 'theft';

/** The staff's names, as the sealed directory holds them. */
async function fileStaff(practice: Practice, small: SmallPractice, today: string) {
  const { staff, practiceName } = generateDemoPractice({ seed: SEED, today });
  const contents = staff.map(({ name, title }) => ({
    compartment: 'directory' as const,
    content: {
      type: 'staff',
      userId: Buffer.from(practice.member.entropy(16)).toString('hex'),
      name,
      title,
      roles: [],
    },
  }));
  const named = { type: 'practice', name: practiceName, demo: true };
  const first = { compartment: 'directory' as const, content: named };
  const readers = [{ reader: small.groups.staff, scope: 'root' as const }];
  await createFile(practice, { readers, contents: [first, ...contents] });
  return staff.flatMap(({ name, email }): Needle[] => [
    { kind: 'staff name', value: name },
    { kind: 'e-mail', value: email },
  ]);
}

/** Founds a practice on the server and fills it, through real clients. */
export async function setStage(
  server: { readonly url: string; readonly setupToken: string },
  size: { readonly patients: number; readonly notes: number },
  progress: (line: string) => void,
): Promise<Stage> {
  const practice = await foundSmallPractice(server);
  const open = (name: PersonaName) => practice.open(name, { timeout: PATIENCE });
  const today = new Date().toISOString().slice(0, 10);
  const founder = await open('founder');
  const staffNeedles = await fileStaff(founder, practice, today);
  const therapist = await open('therapist');
  const others = [{ reader: practice.groups.reception, scope: 'contact' as const }];
  const patients: FiledPatient[] = [];
  const load = { seed: SEED, today, patients: size.patients, notesPerPatient: size.notes };
  for (const patient of generateCareload(load)) {
    patients.push(await filePatient(therapist, patient, others));
    if (patients.length % 50 === 0)
      progress(`${String(patients.length)} of ${String(size.patients)} patients filed`);
  }
  const needles = uniqueNeedles([
    ...peopleNeedles(practice),
    ...groupNeedles(founder),
    ...groupNeedles(await open('reception')),
    ...staffNeedles,
    ...patients.flatMap(({ patient, key }) => [...patientNeedles(patient), key]),
  ]);
  return { practice, patients, needles, open };
}
