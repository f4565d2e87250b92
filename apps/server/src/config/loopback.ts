/**
 * Whether a host name or address is this machine's own. What calls without a socket, as tests do, is
 * `in-process`.
 */
export function isLoopback(host: string): boolean {
  return (
    ['localhost', '::1', '[::1]', 'in-process'].includes(host) ||
    /^(?:::ffff:)?127(?:\.\d+){3}$/.test(host)
  );
}
