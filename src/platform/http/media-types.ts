export const JSON_TYPE = 'application/json';
/** One JSON object a line. */
export const NDJSON_TYPE = 'application/x-ndjson';
export const CSV_TYPE = 'text/csv';
/** Server-sent events. */
export const EVENT_STREAM_TYPE = 'text/event-stream';
/** What a page's form sends. */
export const FORM_TYPE = 'application/x-www-form-urlencoded';
export const CALENDAR_TYPE = 'text/calendar';
export const FHIR_TYPE = 'application/fhir+json';
/** One FHIR resource a line. */
export const FHIR_NDJSON_TYPE = 'application/fhir+ndjson';
export const X12_TYPE = 'application/edi-x12';
export const PDF_TYPE = 'application/pdf';
export const DOCUMENT_TYPES: readonly string[] = [PDF_TYPE, 'image/png', 'image/jpeg'];

/** Of a `Content-Type` or one part of an `Accept`, without parameters. */
export function mediaType(header: string): string {
  return (header.split(';')[0] ?? '').trim().toLowerCase();
}

const QUALITY = /;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)/i;

/**
 * The type to answer with, of those an address gives, by `Accept` (RFC 9110): the highest quality, where the most specific
 * range speaks for a type; on a tie what the client names first, then what the address prefers. Undefined: none is wanted.
 */
export function preferredType(accept: string | undefined, gives: readonly string[]): string | undefined {
  if (accept === undefined || accept.trim() === '' || accept === '*/*') return gives[0];
  const ranges = accept.split(',').map((part, place) => ({ range: mediaType(part), quality: Number(QUALITY.exec(part)?.[1] ?? 1), place }));
  let best: { readonly type: string; readonly quality: number; readonly place: number } | undefined;
  for (const type of gives) {
    const speaking = [type, `${type.split('/')[0] ?? ''}/*`, '*/*'].map((range) => ranges.find((each) => each.range === range)).find((each) => each !== undefined);
    if (speaking === undefined || speaking.quality === 0) continue;
    const { quality, place } = speaking;
    if (best === undefined || quality > best.quality || (quality === best.quality && place < best.place)) best = { type, quality, place };
  }
  return best?.type;
}

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

/** What is sent is one of the types, in UTF-8 when it is JSON, and not compressed. */
export function isTaken(contentType: string | undefined, encoding: string | undefined, taken: readonly string[]): boolean {
  if (contentType === undefined || (encoding !== undefined && encoding.toLowerCase() !== 'identity')) return false;
  const type = mediaType(contentType);
  const charset = type === JSON_TYPE || type === FHIR_TYPE ? CHARSET.exec(contentType)?.[1]?.toLowerCase() : undefined;
  return taken.includes(type) && (charset === undefined || charset === 'utf-8' || charset === 'utf8');
}
