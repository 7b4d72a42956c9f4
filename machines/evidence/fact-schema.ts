/**
 * The field table as JSON Schema in OpenAPI 3.0's dialect, for the API document. Pure.
 * What a schema cannot say (ranges by instrument, dates against each other and against the patient) `parseFact` checks.
 */
import { LEVELS } from '../kernel/anatomy';
import { OFFSET_INSTANT_PATTERN } from '../kernel/instant';
import type { FactType } from './fact';
import { FACT_SHAPES, FACT_TYPES, OBSERVATION, TRIAL_DAY } from './field-table';
import { TEXT_LENGTH_MAX } from './read-shape';
import type { ObjectShape, Shape } from './shape';

export type JsonSchema = { readonly [key: string]: unknown };

const REFERENCES = '#/components/schemas/';

/**
 * Components by name: `Fact` (one of all types, told apart by `type`), one per type (`BlockFact`, `ScsTrialFact` ...),
 * `Observation` and `TrialDay`. `references` is where the document keeps its components.
 * A case file names its facts, so its facts take an `id`; the service gives ids itself.
 */
export function factJsonSchema(references = REFERENCES, takesIds = false): Readonly<Record<string, JsonSchema>> {
  const refs = FACT_TYPES.map((type) => [type, `${references}${schemaNameOf(type)}`] as const);
  const components: Record<string, JsonSchema> = {
    Fact: {
      description: 'One documented clinical statement. Facts are never refused for being clinically insufficient.',
      oneOf: refs.map(([, $ref]) => ({ $ref })),
      discriminator: { propertyName: 'type', mapping: Object.fromEntries(refs) },
    },
    Observation: objectSchema(OBSERVATION),
    TrialDay: objectSchema(TRIAL_DAY),
  };
  for (const [type, shape] of FACT_SHAPES) components[schemaNameOf(type as FactType)] = objectSchema(takesIds ? shape : withoutId(shape), type);
  return components;
}

function withoutId({ fields, ...shape }: ObjectShape): ObjectShape {
  const { id: _, ...rest } = fields;
  return { ...shape, fields: rest };
}

/** `scs-trial` is `ScsTrialFact`. */
export function schemaNameOf(type: FactType): string {
  return `${type.split('-').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')}Fact`;
}

function objectSchema(shape: ObjectShape, type?: string): JsonSchema {
  const properties: Record<string, JsonSchema> = type === undefined ? {} : { type: { type: 'string', enum: [type] } };
  for (const [name, field] of Object.entries(shape.fields)) properties[name] = schemaOf(field.shape);
  const required = Object.keys(shape.fields).filter((name) => shape.fields[name]?.isRequired);
  if (type !== undefined) required.unshift('type');
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

function schemaOf(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case 'text': return { type: 'string', minLength: 1, maxLength: TEXT_LENGTH_MAX, pattern: '\\S' };
    case 'pattern': return { type: 'string', pattern: shape.pattern.source, example: shape.example };
    case 'one-of': return { type: 'string', enum: [...shape.values] };
    case 'level': return { type: 'string', enum: [...LEVELS] };
    case 'yes-no': return { type: 'boolean' };
    case 'date': return { type: 'string', format: 'date', ...(shape.mayBeNull && { nullable: true }) };
    case 'instant': return { type: 'string', pattern: OFFSET_INSTANT_PATTERN.source, example: '2026-09-14T09:00:00-07:00' };
    case 'number': return { type: shape.is === 'whole' ? 'integer' : 'number', minimum: shape.min, maximum: shape.max, ...describe(shape.is) };
    case 'list': return { type: 'array', maxItems: shape.itemsMax, items: schemaOf(shape.of) };
    case 'either': return { anyOf: [schemaOf(shape.first), schemaOf(shape.second)] };
    case 'object': return objectSchema(shape);
  }
}

function describe(is: Extract<Shape, { kind: 'number' }>['is']): JsonSchema {
  if (is === 'percent') return { description: 'In per cent: 80, not 0.8. At most four decimals.' };
  return is === 'score' ? { description: 'At most four decimals.' } : {};
}
