import type { ClinicContext, Handlers, SessionControl } from '../context.ts';
import type { ClinicMethod } from '../methods.ts';
import { accessHandlers } from './access.ts';
import { accountHandlers } from './account.ts';
import { caseloadHandlers } from './caseload.ts';
import { emergencyHandlers } from './emergency.ts';
import { fileHandlers } from './file.ts';
import { forgettingHandlers } from './forgetting.ts';
import { joiningHandlers } from './joining.ts';
import { leavingHandlers } from './leaving.ts';
import { patientHandlers } from './patients.ts';
import { peopleHandlers } from './people.ts';
import { recoveryHandlers } from './recovery.ts';
import { sharingHandlers } from './sharing.ts';
import { supervisionHandlers } from './supervision.ts';

/** Every method of the clinic: one file an area. A method without a handler does not compile. */
export function handlersOf(
  context: ClinicContext,
  session: SessionControl,
): Handlers<ClinicMethod> {
  return {
    ...accountHandlers(context, session),
    ...accessHandlers(context, session),
    ...caseloadHandlers(context),
    ...fileHandlers(context),
    ...forgettingHandlers(context),
    ...sharingHandlers(context),
    ...supervisionHandlers(context),
    ...patientHandlers(context),
    ...emergencyHandlers(context),
    ...peopleHandlers(context),
    ...joiningHandlers(context),
    ...recoveryHandlers(context),
    ...leavingHandlers(context),
  };
}
