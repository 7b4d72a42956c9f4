/** Past row-level security, which binds the owner of the tables too: for migrations and dumps, and never for the service. */
export const EVERY_PRACTICE = '-c pathgate.door=maintenance';

/**
 * The address with further settings of the connection (`-c name=value`). In the address and not beside it: what stands in an address wins over what is
 * given beside it, and an operator's own `options=` would silently have taken the place of the service's role.
 */
export function withOptions(url: string, options: string): string {
  const address = new URL(url);
  const own = address.searchParams.get('options');
  address.searchParams.delete('options');
  const all = encodeURIComponent(own === null ? options : `${own} ${options}`);
  // Not by the list of parameters, which writes a space as a plus: PostgreSQL's own programs do not read it so.
  address.search = address.search === '' ? `options=${all}` : `${address.search}&options=${all}`;
  return address.toString();
}
