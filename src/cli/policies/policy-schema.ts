/** The JSON Schema of a policy file, for editors: made from the tables that the parser reads by, so that it cannot say anything else. */
import type { FieldShape, PlainFieldShape } from '../../../machines/criteria/evaluation';
import { REGISTRY } from '../../../machines/criteria/registry';
import { KIND_LABELS } from '../../../machines/criteria/narrate';
import { KINDS, RELIEF_STATISTICS, STEPS, type Kind } from '../../../machines/criteria/types';
import { FAMILIES } from '../../../machines/policies/family';
import { CONFIDENCES, POLICY_SCHEMA } from '../../../machines/policies/parse';
import { PATHWAYS } from '../../../machines/patient';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string', minLength: 1, maxLength: 500 };
const date: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'A date, YYYY-MM-DD.' };
const count: Schema = { type: 'integer', minimum: 0 };
const words: Schema = { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true };
const confidence: Schema = { enum: [...CONFIDENCES] };
const closed = (properties: Readonly<Record<string, Schema>>, required: readonly string[], more: Schema = {}): Schema => ({ type: 'object', properties, required, additionalProperties: false, ...more });

const FIELDS: Readonly<Record<Exclude<PlainFieldShape, readonly string[]>, Schema>> = {
  count, words, figure: { type: 'number', exclusiveMinimum: 0 }, percent: { type: 'number', minimum: 1, maximum: 100, description: 'Percent: 80, not 0.8.' }, boolean: { type: 'boolean' },
  figures: { type: 'object', additionalProperties: { type: 'number', minimum: 0 } }, 'word-lists': { type: 'object', additionalProperties: words },
};

function fieldSchema(shape: FieldShape): Schema {
  if (typeof shape === 'object' && 'optional' in shape) return fieldSchema(shape.optional);
  return typeof shape === 'string' ? FIELDS[shape] : { enum: [...shape] };
}

function requiredSchema(kind: Kind): Schema {
  const shape: Readonly<Record<string, FieldShape>> = REGISTRY[kind].shape;
  // Fields of one variant of a requirement only (`rule`) are checked by the parser.
  const isUnion = 'rule' in shape;
  const needed = Object.entries(shape).filter(([name, field]) => !(typeof field === 'object' && 'optional' in field) && (!isUnion || name === 'rule')).map(([name]) => name);
  return closed(Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, fieldSchema(field)])), needed);
}

export function policySchema(): Schema {
  const citation = { source: { ...text, description: 'The name of one of the sources above.' }, section: text };
  const criterion = closed({
    id: text, kind: { enum: [...KINDS] }, required: { type: 'object' }, ...citation, confidence,
    contested: { type: 'array', minItems: 2, items: closed({ reading: text, ...citation }, ['reading', 'source']) },
    noFigureInSource: { type: 'boolean' }, onlyForIndications: words, notForIndications: words, onlyInSettings: words,
    asksForClinician: { type: 'boolean', description: 'The source asks for a clinician: what was imported and nobody has attested here does not meet it alone.' },
  }, ['id', 'kind', 'required', 'source', 'confidence'], {
    allOf: KINDS.map((kind) => ({ if: { properties: { kind: { const: kind } } }, then: { properties: { kind: { description: KIND_LABELS[kind] }, required: requiredSchema(kind) } } })),
  });
  const group = closed({ extends: words, criteria: { type: 'array', items: { $ref: '#/$defs/criterion' } } }, ['criteria']);
  const steps: Schema = { type: 'object', additionalProperties: { $ref: '#/$defs/group' }, properties: Object.fromEntries(STEPS.map((step) => [step, { $ref: '#/$defs/group' }])) };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A policy of a payer',
    ...closed({
      $schema: text, schema: { const: POLICY_SCHEMA }, family: { enum: Object.keys(FAMILIES), description: 'Rules that several policies share; the file states what differs.' },
      id: text, title: text, document: text, revision: text, pathway: { enum: [...PATHWAYS] }, effectiveFrom: date, effectiveTo: date,
      covers: closed({ payer: text, line: text, exceptLines: words, states: words, delegate: closed({ name: text, from: date, to: date }, ['name', 'from']) }, ['payer']),
      confidence, readOn: date, reviewBy: date, replaces: { ...text, description: 'The shipped policy in whose place this one stands: id@version.' },
      sources: { type: 'object', additionalProperties: closed({ title: text, document: text, version: text, effective: date, url: text }, ['title', 'document']) },
      parameters: closed({
        agentWindowMinutes: FIELDS.figures, reliefStatistic: { enum: [...RELIEF_STATISTICS] }, reliefAtHour: count, reliefFromMinutes: count, discordantPointsMin: count, junctionIsLumbosacral: { type: 'boolean' },
      }, []),
      steps, notes: { type: 'array', items: closed({ text, ...citation }, ['text', 'source']) },
    }, ['schema', 'id', 'title', 'document', 'revision', 'pathway', 'effectiveFrom', 'covers', 'confidence']),
    $defs: { criterion, group },
  };
}

