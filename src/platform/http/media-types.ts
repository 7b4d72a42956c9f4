export const JSON_TYPE = 'application/json';
export const PDF_TYPE = 'application/pdf';
export const DOCUMENT_TYPES: readonly string[] = [PDF_TYPE, 'image/png', 'image/jpeg'];

/** Of a `Content-Type` or one part of an `Accept`, without parameters. */
export function mediaType(header: string): string {
  return (header.split(';')[0] ?? '').trim().toLowerCase();
}
