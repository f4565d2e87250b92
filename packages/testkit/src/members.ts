import {
  confirmInvitation,
  createApi,
  type Credentials,
  inviteToFile,
  Joiner,
  memberOf,
  memoryStore,
  parseSecretKey,
  Practice,
  readDirectory,
  signIn,
} from '@vaiti/client';
import type { FileId, MemberRole, PrincipalId } from '@vaiti/core';
import { realEntropy } from './entropy.ts';
import type { OpenOptions, SmallPractice } from './personas.ts';

/** A patient or guardian whom a file has let in, with an account. */
export interface TestMember {
  readonly id: PrincipalId;
  readonly credentials: Credentials;
  /** The practice as their client opens it: signs in each time. */
  readonly open: (options?: OpenOptions) => Promise<Practice>;
}

/** Whom to let in, and the clock by which all of it happens. */
export interface MemberPlan {
  readonly file: FileId;
  readonly role: MemberRole;
  readonly name: string;
  readonly now?: () => number;
}

const PASSWORD = 'hiljainen metsä ja järvi';

/** Invitation, answer, comparison, account: as it goes at a visit, through the real client. */
export async function newMember(
  { url }: Pick<SmallPractice, 'url'>,
  lead: Practice,
  plan: MemberPlan,
): Promise<TestMember> {
  const { file, name, role } = plan;
  const now = plan.now ?? Date.now;
  const directory = await readDirectory(lead);
  const invited = { name, role, file, patientName: 'Testi Koivu' };
  const { code, id } = await inviteToFile(lead, directory, invited);
  const api = createApi({ baseUrl: url, fetch });
  const joiner = new Joiner({ api, store: memoryStore(), entropy: realEntropy, now }, code);
  const { fingerprint = '' } = await joiner.answer();
  const { id: principal } = await confirmInvitation(lead, id, fingerprint);
  const secretKey = await joiner.secretKey();
  await joiner.finish(PASSWORD, secretKey.slice(-7));
  const credentials = { secretKey: parseSecretKey(secretKey), password: PASSWORD };
  const open = async (options: OpenOptions = {}): Promise<Practice> => {
    const through = createApi({ baseUrl: url, fetch: options.fetch ?? fetch });
    const store = options.store ?? memoryStore();
    const around = { api: through, store, entropy: realEntropy, now: options.now ?? now };
    return Practice.open(memberOf(await signIn(through, credentials), around));
  };
  return { id: principal, credentials, open };
}
