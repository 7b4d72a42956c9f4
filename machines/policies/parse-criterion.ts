/** One criterion of a policy file: its kind's own `required`, its citation, its confidence. Pure. */
import type { FieldShape } from '../criteria/evaluation';
import { REGISTRY } from '../criteria/registry';
import { KINDS, type Confidence, type Criterion, type Kind, type Source } from '../criteria/types';
import type { Reader } from './reader';

const CONFIDENCES: readonly string[] = ['primary', 'secondary', 'unconfirmed'];

export function readCriterion(reader: Reader, input: unknown, pointer: string, sources: ReadonlyMap<string, Source>): Criterion | undefined {
  const fields = reader.object(input, pointer, ['id', 'kind', 'required', 'source', 'section', 'confidence', 'contested', 'noFigureInSource', 'onlyForIndications', 'notForIndications', 'onlyInSettings', 'asksForClinician']);
  if (fields === undefined) return undefined;
  const kind = reader.word(fields.kind, `${pointer}/kind`, KINDS);
  if (kind === '') return undefined;
  const criterion: Criterion = {
    id: reader.text(fields.id, `${pointer}/id`),
    kind: kind as Kind,
    required: readRequired(reader, kind as Kind, fields.required, `${pointer}/required`),
    source: reader.source(fields.source, fields.section, pointer, sources),
    confidence: reader.word(fields.confidence, `${pointer}/confidence`, CONFIDENCES) as Confidence,
    ...(fields.contested === undefined ? {} : { contested: readReadings(reader, fields.contested, `${pointer}/contested`, sources) }),
    ...(fields.onlyForIndications === undefined ? {} : { onlyForIndications: reader.words(fields.onlyForIndications, `${pointer}/onlyForIndications`) }),
    ...(fields.notForIndications === undefined ? {} : { notForIndications: reader.words(fields.notForIndications, `${pointer}/notForIndications`) }),
    ...(fields.onlyInSettings === undefined ? {} : { onlyInSettings: reader.words(fields.onlyInSettings, `${pointer}/onlyInSettings`) }),
    ...(fields.asksForClinician === undefined ? {} : { asksForClinician: reader.flag(fields.asksForClinician, `${pointer}/asksForClinician`) }),
    ...(fields.noFigureInSource === undefined ? {} : { noFigureInSource: reader.flag(fields.noFigureInSource, `${pointer}/noFigureInSource`) }),
  };
  return criterion;
}

/** Both readings of a contested criterion, each with its source. */
function readReadings(reader: Reader, input: unknown, pointer: string, sources: ReadonlyMap<string, Source>): NonNullable<Criterion['contested']> {
  const readings = reader.list(input, pointer);
  if (readings.length < 2) reader.fault(pointer, 'one-reading', 'must hold at least two readings, each with its source');
  return readings.map((reading, index) => {
    const at = `${pointer}/${index}`;
    const fields = reader.object(reading, at, ['reading', 'source', 'section']) ?? {};
    return { reading: reader.text(fields.reading, `${at}/reading`), source: reader.source(fields.source, fields.section, at, sources) };
  });
}

/** Fields that only one member of a union has: which rule asks for which. */
const ONLY_WITH: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'rediagnosis-after-gap': { blocksMin: 'repeat', monthsMin: 'no-block-after-success' },
};

function readRequired(reader: Reader, kind: Kind, input: unknown, pointer: string): unknown {
  const shape: Readonly<Record<string, FieldShape>> = REGISTRY[kind].shape;
  const fields = reader.object(input, pointer, Object.keys(shape));
  if (fields === undefined) return {};
  for (const [name, field] of Object.entries(shape)) {
    const rule = ONLY_WITH[kind]?.[name];
    const isAsked = rule === undefined || fields.rule === rule;
    if (isAsked) readField(reader, field, fields[name], `${pointer}/${name}`);
    else if (fields[name] !== undefined) reader.fault(`${pointer}/${name}`, 'unknown-field', `belongs to the rule ${rule} only; remove it`);
  }
  if (kind === 'pain-duration' && fields.monthsMin === undefined && fields.weeksMin === undefined) reader.fault(`${pointer}/monthsMin`, 'not-a-count', 'must be a whole number, zero or more, or weeksMin in its place');
  if (fields.functionWithoutFigure === true && fields.functionPercentMin !== undefined) {
    reader.fault(`${pointer}/functionPercentMin`, 'two-readings', 'must not stand beside functionWithoutFigure: true; a figure or none');
  }
  return fields;
}

function readField(reader: Reader, asked: FieldShape, value: unknown, pointer: string): void {
  const isOptional = typeof asked === 'object' && 'optional' in asked;
  if (isOptional && value === undefined) return;
  const shape = isOptional ? asked.optional : asked;
  if (shape === 'count') reader.count(value, pointer);
  else if (shape === 'figure') reader.figure(value, pointer);
  else if (shape === 'word-lists') reader.wordLists(value, pointer);
  else if (shape === 'percent') reader.percent(value, pointer);
  else if (shape === 'boolean') reader.flag(value, pointer);
  else if (shape === 'words') reader.words(value, pointer);
  else if (shape === 'figures') reader.figures(value, pointer);
  else reader.word(value, pointer, shape);
}
