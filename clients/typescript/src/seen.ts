/** The header of a write whose meaning depends on what was seen: `params: { header: ifMatch(answer) }`. */
export function ifMatch(seen: { readonly etag: string | undefined } | number): { 'If-Match': string } {
  if (typeof seen === 'number') return { 'If-Match': `"${seen}"` };
  if (seen.etag === undefined) throw new Error('That answer has no ETag: use one about this patient, or its version.');
  return { 'If-Match': seen.etag };
}
