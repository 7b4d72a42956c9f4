/** What may be accepted, and what was promised as an answer, read from the document alone: nothing of the service's own validation. */
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { ApiDocument, Operation, Schema } from './document';

const DEPTH_MAX = 64;

export interface Judge {
  /** Why a body may not be accepted; undefined: it may. */
  refuses(schema: Schema, bytes: Buffer): string | undefined;
  /** What an answer has that was not promised; undefined: all of it was. */
  surprisedBy(operation: Operation, status: number, contentType: string, text: string): string | undefined;
}

export function judgeOf(document: ApiDocument): Judge {
  const requests = validators(document, true);
  const answers = validators(document, false);
  return {
    refuses: (schema, bytes) => {
      const read = readStrictly(bytes);
      if ('fault' in read) return read.fault;
      const validate = requests(schema);
      return validate(read.value) ? undefined : `${validate.errors?.[0]?.instancePath} ${validate.errors?.[0]?.message}`;
    },
    surprisedBy: ({ responses }, status, contentType, text) => {
      const promised = responses[String(status)] ?? responses['default'];
      if (promised === undefined) return `${status} is not promised`;
      if (text === '') return undefined;
      const [type = ''] = contentType.split(';');
      const media = promised.content?.[type];
      if (media === undefined) return `${status} as ${type || 'nothing'} is not promised`;
      if (!/[/+]json$/.test(type)) return undefined;
      const validate = answers(media.schema);
      return validate(JSON.parse(text)) ? undefined : `${status}: ${validate.errors?.[0]?.instancePath} ${validate.errors?.[0]?.message}`;
    },
  };
}

/** `closed`: no field may be there that is not described. */
function validators(document: ApiDocument, closed: boolean): (schema: Schema) => ValidateFunction {
  const ajv = addFormats(new Ajv({ strict: false }));
  const components = JSON.parse(JSON.stringify(document.components)) as object;
  if (closed) close(components);
  ajv.addSchema({ $id: 'api', components });
  const known = new Map<string, ValidateFunction>();
  return (schema) => {
    const text = JSON.stringify(schema);
    const made = known.get(text) ?? ajv.compile(JSON.parse(text.replaceAll('#/components', 'api#/components')) as object);
    known.set(text, made);
    return made;
  };
}

function close(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return;
  const { properties, additionalProperties } = schema as { properties?: object; additionalProperties?: boolean };
  if (properties !== undefined && typeof properties === 'object' && additionalProperties === undefined && !('type' in properties && typeof (properties as { type: unknown }).type === 'string')) Object.assign(schema, { additionalProperties: false });
  Object.values(schema).forEach(close);
}

/** UTF-8, JSON, no key twice, no number beyond a double, no text that is none, no depth without end. */
function readStrictly(bytes: Buffer): { readonly value: unknown } | { readonly fault: string } {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    return { fault: (error as Error).message };
  }
  if (hasKeyTwice(text)) return { fault: 'a key twice' };
  const fault = faultIn(value, 0);
  return fault === undefined ? { value } : { fault };
}

function faultIn(value: unknown, depth: number): string | undefined {
  if (depth > DEPTH_MAX) return 'too deep';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'no number';
  if (typeof value === 'string' && (/\p{Surrogate}/u.test(value) || value.includes('\0'))) return 'no text';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, each] of Object.entries(value)) {
    const fault = faultIn(key, depth) ?? faultIn(each, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Walks the text, which is known to be JSON. */
function hasKeyTwice(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (/^\s*:/.test(text.slice(index + token.length, index + token.length + 20))) {
      const keys = open.at(-1);
      const key = JSON.parse(token) as string;
      if (keys?.has(key) === true) return true;
      keys?.add(key);
    }
  }
  return false;
}
