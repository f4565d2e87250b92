import type { PrincipalId } from '@vaiti/core';
import { handOver } from '../../access/hand-over.ts';
import { leave, standingWithout } from '../../access/leave.ts';
import { rotatePending, standingOf } from '../../access/rotate.ts';
import { ClientError } from '../../errors.ts';
import type { Practice } from '../../practice/practice.ts';
import type { ClinicContext, Handlers } from '../context.ts';
import type { leavingMethods } from '../leaving-methods.ts';

/** What an administrator is told of the practice. Throws `not-found` to everybody else. */
async function standingNow(practice: Practice) {
  const { practice: counted } = await standingOf(practice);
  if (counted === null) throw new ClientError('not-found');
  return counted;
}

/** People who leave, and caseloads that go to somebody else. */
export function leavingHandlers(context: ClinicContext): Handlers<keyof typeof leavingMethods> {
  const { emit } = context.around;
  return {
    practiceStanding: () => context.run(({ practice }) => standingNow(practice)),
    leaving: ({ principal }) =>
      context.run(async ({ practice }) => {
        const already = (await standingNow(practice)).stranded;
        return { ...(await standingWithout(practice, principal as PrincipalId)), already };
      }),
    leave: ({ principal, force }) =>
      context.done(async ({ practice }) => {
        await leave(practice, principal as PrincipalId, { force });
        await rotatePending(practice);
      }),
    handOver: ({ from, to, consent, remove }) =>
      context.run(({ practice }) =>
        handOver(practice, {
          from: from as PrincipalId,
          to: to as PrincipalId,
          consent,
          remove,
          onProgress: (done, of) => {
            emit({ event: 'handing', done, of });
          },
        }),
      ),
  };
}
