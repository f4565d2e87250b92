import { z } from 'zod';
import { clinicEvent, type ClinicMethod, clinicMethods } from '../clinic/methods.ts';

const methodNames = Object.keys(clinicMethods) as [ClinicMethod, ...ClinicMethod[]];

/** Page to worker. */
export const callMessage = z.strictObject({
  type: z.literal('call'),
  id: z.number().int(),
  method: z.enum(methodNames),
  args: z.unknown(),
});

/** Worker to page. */
export const workerMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('result'), id: z.number().int(), result: z.unknown() }),
  z.strictObject({
    type: z.literal('refusal'),
    id: z.number().int(),
    code: z.string(),
    reference: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('event'), event: clinicEvent }),
]);
export type WorkerMessage = z.infer<typeof workerMessage>;
