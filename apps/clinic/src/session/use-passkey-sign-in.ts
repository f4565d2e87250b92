import { useMutation } from '@tanstack/react-query';
import { askPasskey } from '../access/passkey.ts';
import { useSession } from './session.tsx';

/** Signs in or unlocks with a passkey: the page asks for it, the worker opens the keys. */
export function usePasskeySignIn() {
  const { client } = useSession();
  return useMutation({
    mutationFn: async () => {
      const { prf } = await askPasskey();
      return client.signInByPasskey({ prf });
    },
    gcTime: 0,
  });
}
