/** The JSON Schema of a mapping: what `parseMapping` checks by, and what an editor completes by (`docs/import-mapping.schema.json`). */
type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string', minLength: 1, maxLength: 400 };
const texts: Schema = { type: 'array', items: { type: 'string', maxLength: 400 }, maxItems: 500 };
const closed = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({ type: 'object', properties, required, additionalProperties: false });
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

/** Day, month and year in digits or the month's short name: a year of two digits is nobody's guess to make. */
const FORMAT = '^(?!.*(?<!y)yy(?!y))[yMdHmsaha /.,:T-]+$';

const LEAF = {
  column: text, columns: { ...texts, minItems: 2, maxItems: 6 }, path: text, item: { const: true }, as: { enum: ['text', 'number', 'whole', 'date', 'instant'] },
  format: { type: 'string', pattern: FORMAT, maxLength: 40 }, zone: text, codes: { type: 'object', maxProperties: 2000 }, suffix: text, unit: { const: 'fraction' }, blank: texts, split: text,
} as const;

const CONDITION = closed({ column: text, path: text, is: texts, isNot: texts, isBlank: { type: 'boolean' } });

export const MAPPING_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'How a source system\'s files are read into Pathgate',
  ...closed({
    $schema: text,
    source: { type: 'string', pattern: '^[a-z][a-z0-9-]{1,39}$' },
    format: { enum: ['csv', 'fhir', 'cases'] },
    csv: closed({ delimiter: { enum: [',', ';', '\t', '|'] }, encoding: { enum: ['utf-8', 'utf-16le', 'windows-1252'] }, headerRow: { type: 'integer', minimum: 1, maximum: 100 } }),
    ignores: texts,
    skips: { type: 'array', items: { type: 'array', minItems: 1, items: ref('condition') }, maxItems: 100 },
    patient: closed({
      key: ref('leaf'), identifiers: { type: 'array', maxItems: 10, items: closed({ kind: { type: 'string', pattern: '^[a-z][a-z0-9-]{1,39}$' }, from: ref('leaf') }, ['kind', 'from']) },
      family: ref('leaf'), given: ref('leaf'), birthDate: ref('leaf'), sex: ref('leaf'),
    }),
    registers: { type: 'boolean' },
    coverage: { type: 'object' },
    entries: {
      type: 'array', maxItems: 200, items: closed({
        name: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,59}$' }, resource: text, when: { type: 'array', items: ref('condition'), maxItems: 50 }, id: ref('leaf'), fact: { type: 'object' },
        adds: closed({ to: { enum: ['observations', 'days'] }, entry: { type: 'object' } }, ['to', 'entry']), moment: ref('leaf'), document: closed({ title: {} }, ['title']), coverage: { type: 'object' },
      }, ['name']),
    },
  }, ['source', 'format', 'patient', 'entries']),
  $defs: { leaf: closed(LEAF), condition: CONDITION },
};

export const LEAF_SCHEMA: Schema = closed(LEAF);
