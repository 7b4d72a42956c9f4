/**
 * Descriptors of procedure codes are licensed, so none ship. A practice that holds the licence puts its own into
 * `code-descriptors.json` of its data directory: an object of code and text. A file that is wrong stops the start.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isRejection } from '../../machines/kernel/rejection';
import { ConfigRefusal } from '../platform/config/config';
import { isOneLine } from '../platform/http/fields';
import { parseStrictJson } from '../platform/json/strict-json';
import type { CodeDescriptors } from './code-descriptors';

const FILE_BYTES_MAX = 10_000_000;
const CHARS_MAX = 500;
const CODE = /^[0-9A-Z][0-9]{3}[0-9A-Z]$/;

/** Throws `ConfigRefusal`, one line. */
export function openCodeDescriptors(file: string): CodeDescriptors {
  if (!existsSync(file)) return {};
  if (statSync(file).size > FILE_BYTES_MAX) throw refusal(file, `it is larger than ${FILE_BYTES_MAX} bytes`);
  const json = parseStrictJson(readFileSync(file));
  if (isRejection(json)) throw refusal(file, json.message);
  const { value } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal(file, 'an object of code and text is expected, as {"64635": "..."}');
  for (const [code, text] of Object.entries(value as Record<string, unknown>)) {
    if (!CODE.test(code)) throw refusal(file, `/${code}: a procedure code of five characters is expected`);
    if (typeof text !== 'string' || text.trim() === '' || text.length > CHARS_MAX || !isOneLine(text)) throw refusal(file, `/${code}: one line of at most ${CHARS_MAX} characters is expected`);
  }
  return value as CodeDescriptors;
}

function refusal(file: string, reason: string): ConfigRefusal {
  return new ConfigRefusal(`${file} cannot be used: ${reason.replace(/[.]$/, '')}. Correct it or take it out.`);
}
