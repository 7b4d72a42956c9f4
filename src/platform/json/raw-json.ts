/** JSON that is put together from parts already serialised: an answer's findings are written once, not walked again. */

/** `object` with one more field whose value is JSON already. */
export function withJson(object: object, field: string, json: string): string {
  const head = JSON.stringify(object);
  const open = head.slice(0, -1);
  return `${open}${open.length > 1 ? ',' : ''}"${field}":${json}}`;
}

export function listOfJson(items: readonly string[]): string {
  return `[${items.join(',')}]`;
}
