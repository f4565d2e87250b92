import { client, ready, server } from '@serenity-kit/opaque';

/**
 * The deliberate stretching of a password (Argon2id within OPAQUE) with the bare exchange around it,
 * both sides in this process: resolves to a measurement, which gives milliseconds.
 */
export async function startStretching(): Promise<() => number> {
  await ready;
  const password = 'a password of the benchmark';
  const userIdentifier = 'benchmark';
  const serverSetup = server.createSetup();
  const { clientRegistrationState, registrationRequest } = client.startRegistration({ password });
  const { registrationResponse } = server.createRegistrationResponse({
    serverSetup,
    userIdentifier,
    registrationRequest,
  });
  const { registrationRecord } = client.finishRegistration({
    password,
    clientRegistrationState,
    registrationResponse,
  });
  return () => {
    const { clientLoginState, startLoginRequest } = client.startLogin({ password });
    const { loginResponse } = server.startLogin({
      serverSetup,
      userIdentifier,
      registrationRecord,
      startLoginRequest,
    });
    const began = performance.now();
    const login = client.finishLogin({ clientLoginState, loginResponse, password });
    const took = performance.now() - began;
    if (login === undefined) throw new Error('the password did not fit');
    return took;
  };
}
