/** Bodies made from the API's own document, a token of its own in every text and date: whatever is sent can be found again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly example?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
}

export interface WriteRoute {
  readonly method: string;
  readonly path: string;
  readonly body: Schema | undefined;
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

const DOCUMENT = JSON.parse(readFileSync(join(__dirname, '../../docs/openapi.json'), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};
const DEPTH_MAX = 12;

/** Every operation that changes something and takes JSON, or nothing. */
export function writeRoutes(): readonly WriteRoute[] {
  return Object.entries(DOCUMENT.paths).flatMap(([path, methods]) => Object.entries(methods).filter(([method]) => method !== 'get').flatMap(([method, { requestBody }]) => {
    const schema = requestBody?.content['application/json']?.schema;
    return requestBody !== undefined && schema === undefined ? [] : [{ method: method.toUpperCase(), path, body: schema }];
  }));
}

/** Tokens that were put anywhere so far, and where. */
export class Tokens {
  readonly placed = new Map<string, string>();
  private count = 0;
  private days = 0;

  text(where: string): string {
    const token = `zq${(++this.count).toString(36).padStart(4, '0')}qz`;
    this.placed.set(token, where);
    return token;
  }

  /** Long before anything that the service says of itself. */
  day(where: string): string {
    const token = new Date(Date.UTC(1903, 0, 1 + this.days++)).toISOString().slice(0, 10);
    this.placed.set(token, where);
    return token;
  }

  /** Those that stand in a text, with where they were put. */
  foundIn(text: string): readonly string[] {
    const words = new Set(text.match(/zq[0-9a-z]{4}qz|19[0-4]\d-\d\d-\d\d/g));
    return [...words].filter((word) => this.placed.has(word)).map((word) => `${word} (${this.placed.get(word)})`);
  }
}

/** One for each alternative at the top or one level below it (the types of facts). */
export function bodiesOf(schema: Schema | undefined, where: string, tokens: Tokens): readonly unknown[] {
  if (schema === undefined) return [undefined];
  const choices = Math.max(1, ...Object.values(resolved(schema).properties ?? {}).map((each) => resolved(each).oneOf?.length ?? 1));
  return Array.from({ length: choices }, (_, choice) => valueOf(schema, where, tokens, choice, 0));
}

function resolved(schema: Schema): Schema {
  if (schema.$ref !== undefined) return resolved(DOCUMENT.components.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)] ?? {});
  const [only] = schema.allOf ?? [];
  return only !== undefined && schema.allOf?.length === 1 ? { ...schema, ...resolved(only), allOf: undefined } : schema;
}

function valueOf(raw: Schema, where: string, tokens: Tokens, choice: number, depth: number): unknown {
  const schema = resolved(raw);
  const choices = schema.oneOf ?? schema.anyOf;
  if (depth > DEPTH_MAX) return undefined;
  if (choices !== undefined) return valueOf(choices[choice % choices.length] ?? {}, where, tokens, choice, depth + 1);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'object': return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, valueOf(each, `${where}/${name}`, tokens, choice, depth + 1)]));
    case 'array': return [valueOf(schema.items ?? {}, where, tokens, choice, depth + 1)];
    case 'integer': case 'number': return schema.minimum ?? 1;
    case 'boolean': return true;
    default: return textOf(schema, where, tokens);
  }
}

function textOf({ format, pattern, maxLength = Infinity, example }: Schema, where: string, tokens: Tokens): unknown {
  if (format === 'date') return tokens.day(where);
  if (format === 'date-time') return `${tokens.day(where)}T12:00:00.000Z`;
  const token = tokens.text(where);
  const isTaken = token.length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(token));
  if (isTaken) return token;
  tokens.placed.delete(token);
  return example;
}
