import {
  type ArgsOf,
  type ClinicClient,
  type ClinicEvent,
  type ClinicMethod,
  clinicMethods,
  type ResultOf,
} from '../clinic/methods.ts';
import { ClientError, type ClientErrorCode } from '../errors.ts';
import { workerMessage } from './messages.ts';

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The part of `Worker` that is used, so that tests may use a MessagePort. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  addEventListener(type: string, listener: (event: MessageEvent | ErrorEvent) => void): void;
}

/**
 * The page's end of the key worker. Results are parsed; refusals arrive as `ClientError`. A worker
 * that fails to start rejects everything with `web-worker-failed`.
 */
export function connectClinic(worker: WorkerLike): ClinicClient {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(event: ClinicEvent) => void>();
  let next = 0;
  let failed: ClientError | undefined;

  worker.addEventListener('message', (event) => {
    if (!('data' in event)) return;
    const parsed = workerMessage.safeParse(event.data);
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.type === 'event') {
      for (const listener of listeners) listener(message.event);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'result') call?.resolve(message.result);
    else call?.reject(refusal(message.code, message.reference));
  });
  worker.addEventListener('error', () => {
    failed = new ClientError('web-worker-failed');
    for (const call of waiting.values()) call.reject(failed);
    waiting.clear();
  });

  async function call<M extends ClinicMethod>(method: M, args: ArgsOf<M>): Promise<ResultOf<M>> {
    if (failed !== undefined) throw failed;
    const id = next++;
    const result = await new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ type: 'call', id, method, args });
    });
    return clinicMethods[method].result.parse(result) as ResultOf<M>;
  }

  const methods = Object.keys(clinicMethods) as ClinicMethod[];
  const calls = Object.fromEntries(
    methods.map((method) => [method, (args: ArgsOf<ClinicMethod>) => call(method, args)]),
  );
  const subscribe = (listener: (event: ClinicEvent) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { ...calls, subscribe } as unknown as ClinicClient;
}

function refusal(code: string, reference: string | null): ClientError {
  return new ClientError(code as ClientErrorCode, reference === null ? {} : { reference });
}
