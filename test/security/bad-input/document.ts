/** The API document as a generator reads it: operations with their parameters, bodies and promised answers, references followed. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly nullable?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** By media type. */
  readonly bodies: Readonly<Record<string, Schema>>;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

export interface ApiDocument {
  readonly operations: readonly Operation[];
  /** Follows references and merges `allOf`; deeper ones stay. */
  resolve(schema: Schema): Schema;
  readonly components: object;
}

interface Raw {
  readonly paths: Readonly<Record<string, Readonly<Record<string, {
    readonly operationId: string;
    readonly parameters?: readonly Parameter[];
    readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
    readonly responses: Operation['responses'];
  }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export function readDocument(text: string): ApiDocument {
  const raw = JSON.parse(text) as Raw;
  const resolve = (schema: Schema): Schema => {
    if (schema.$ref !== undefined) return resolve(raw.components.schemas[schema.$ref.split('/').at(-1) ?? ''] as Schema);
    if (schema.allOf === undefined) return schema;
    return [...schema.allOf.map(resolve), { ...schema, allOf: undefined } as Schema].reduce((all, each) => ({ ...all, ...each, properties: { ...all.properties, ...each.properties }, required: [...(all.required ?? []), ...(each.required ?? [])] }));
  };
  const operations = Object.entries(raw.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId, parameters = [], requestBody, responses }]): Operation => ({
    operationId, method: method.toUpperCase(), path, parameters, responses,
    bodies: Object.fromEntries(Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema])),
  })));
  return { operations, resolve, components: raw.components };
}
