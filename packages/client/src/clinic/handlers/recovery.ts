import type { PrincipalId } from '@vaiti/core';
import { inviteBack } from '../../invite/invite.ts';
import { nameOf } from '../../practice/directory.ts';
import { isoDay } from '../../practice/member.ts';
import { giveBack, lostFiles, returnedColleagues } from '../../recover/give-back.ts';
import { confirmNewKeys } from '../../recover/renew.ts';
import type { ClinicContext, Handlers } from '../context.ts';
import { invitationView } from '../people.ts';
import type { recoveryMethods } from '../recovery-methods.ts';

/** People who lost their keys and come back. */
export function recoveryHandlers(context: ClinicContext): Handlers<keyof typeof recoveryMethods> {
  const { emit } = context.around;
  return {
    inviteBack: ({ principal }) =>
      context.run(async ({ practice, directory }) => {
        const { id } = await inviteBack(practice, directory, principal as PrincipalId);
        return invitationView(practice, directory, id);
      }),
    confirmKeys: ({ principal, fingerprint }) =>
      context.done(({ practice }) =>
        confirmNewKeys(practice, principal as PrincipalId, fingerprint),
      ),
    returned: () =>
      context.run(async ({ practice, directory }) =>
        (await returnedColleagues(practice)).map(({ by, files, fingerprint, person, since }) => ({
          principal: person,
          name: nameOf(directory, person),
          fingerprint,
          since: isoDay(since),
          by: by.map((id) => nameOf(directory, id)),
          files,
        })),
      ),
    giveBack: ({ principal, fingerprint }) =>
      context.run(({ practice }) =>
        giveBack(practice, principal as PrincipalId, {
          fingerprint,
          onProgress: (done, of) => {
            emit({ event: 'handing', done, of });
          },
        }),
      ),
    lost: () =>
      context.run(async ({ practice, directory }) => {
        const lost = await lostFiles(practice);
        const alone = lost.filter(({ holders }) => holders.length === 0).length;
        const ids = [...new Set(lost.flatMap(({ holders }) => holders))];
        const holders = ids.map((id) => nameOf(directory, id)).sort();
        return { waiting: lost.length - alone, holders, alone };
      }),
  };
}
