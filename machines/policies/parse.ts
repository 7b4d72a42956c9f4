/**
 * The one door through which a policy file becomes a `Policy`. Pure: `unknown` in, `Policy` or `Rejection` out, with a
 * pointer and a sentence for each fault. Resolves sources by name and flattens `extends`.
 */
import type { PlainDate } from '../kernel/calendar';
import { isRejection, reject, type Fault, type Rejection } from '../kernel/rejection';
import { RELIEF_STATISTICS, STEPS, type Confidence, type Criterion, type Delegate, type Policy, type PolicyParameters, type Source, type Step } from '../criteria/types';
import { readCriterion } from './parse-criterion';
import { Reader, type Fields } from './reader';

export const POLICY_SCHEMA = 1;
export const CONFIDENCES: readonly Confidence[] = ['primary', 'secondary', 'unconfirmed'];

interface StepGroup {
  readonly extends: readonly string[];
  readonly criteria: readonly Criterion[];
}

/** A `Policy`, or the rejection `invalid-policy` with every fault found. */
export function parsePolicy(input: unknown): Policy | Rejection {
  const faults: Fault[] = [];
  const reader = new Reader(faults);
  const file = reader.object(input, '', ['$schema', 'schema', 'family', 'id', 'title', 'document', 'revision', 'pathway', 'effectiveFrom', 'effectiveTo', 'covers', 'confidence', 'readOn', 'reviewBy', 'replaces', 'sources', 'parameters', 'steps', 'notes']);
  if (file === undefined) return refused(faults);
  if (file.schema !== POLICY_SCHEMA) reader.fault('/schema', 'unknown-schema', `must be ${POLICY_SCHEMA}; a file of a later schema needs a later version of this program`);
  if ('family' in file) reader.fault('/family', 'unknown-family', 'must name a family of policies that exists (machines/policies/families), or be left out');
  const sources = readSources(reader, file.sources);
  const effectiveFrom = reader.date(file.effectiveFrom, '/effectiveFrom');
  const effectiveTo = file.effectiveTo === undefined ? undefined : reader.date(file.effectiveTo, '/effectiveTo');
  if (effectiveFrom !== undefined && effectiveTo !== undefined && effectiveTo < effectiveFrom) {
    reader.fault('/effectiveTo', 'ends-before-it-starts', 'must not be before effectiveFrom');
  }
  const optionalDate = (name: 'readOn' | 'reviewBy'): PlainDate | undefined => (file[name] === undefined ? undefined : reader.date(file[name], `/${name}`));
  const [readOn, reviewBy] = [optionalDate('readOn'), optionalDate('reviewBy')];
  if (readOn !== undefined && reviewBy !== undefined && reviewBy <= readOn) reader.fault('/reviewBy', 'review-before-reading', 'must lie after readOn');
  const groups = readGroups(reader, file.steps, sources);
  const steps: { [S in Step]?: readonly Criterion[] } = {};
  for (const step of STEPS) if (groups.has(step)) steps[step] = flatten(reader, groups, step);
  if (Object.keys(steps).length === 0) reader.fault('/steps', 'no-step', `must hold at least one of ${STEPS.join(', ')}`);
  const policy: Policy = {
    id: reader.text(file.id, '/id'),
    title: reader.text(file.title, '/title'),
    version: (effectiveFrom ?? '') as PlainDate,
    document: reader.text(file.document, '/document'),
    revision: reader.text(file.revision, '/revision'),
    pathway: reader.word(file.pathway, '/pathway', ['rfa', 'scs', 'epidural']) as Policy['pathway'],
    effectiveFrom: (effectiveFrom ?? '') as PlainDate,
    ...(effectiveTo === undefined ? {} : { effectiveTo }),
    covers: readCovers(reader, file.covers),
    confidence: reader.word(file.confidence, '/confidence', CONFIDENCES) as Confidence,
    ...(readOn === undefined ? {} : { readOn }),
    ...(reviewBy === undefined ? {} : { reviewBy }),
    ...(file.replaces === undefined ? {} : { replaces: reader.text(file.replaces, '/replaces') }),
    parameters: readParameters(reader, file.parameters),
    steps,
    notes: reader.list(file.notes, '/notes').map((note, index) => readNote(reader, note, `/notes/${index}`, sources)),
  };
  return faults.length > 0 ? refused(faults) : policy;
}

/** Parses many and refuses them all when one is wrong, or when two of one id are in force on one day. `parse` may remember. */
export function parsePolicies(files: readonly { readonly name: string; readonly content: unknown }[], parse: typeof parsePolicy = parsePolicy): readonly Policy[] | Rejection {
  const policies: Policy[] = [];
  for (const { name, content } of files) {
    const policy = parse(content);
    if (isRejection(policy)) return { ...policy, message: `${name}: ${policy.message}`, details: { file: name } };
    const overlapping = policies.find((other) => other.id === policy.id && overlap(other, policy));
    if (overlapping !== undefined) {
      return reject('overlapping-policies', `${name}: ${policy.id} from ${policy.effectiveFrom} overlaps the version from ${overlapping.effectiveFrom}; end the earlier one the day before`, { details: { file: name } });
    }
    policies.push(policy);
  }
  return policies;
}

function overlap(a: Policy, b: Policy): boolean {
  return (a.effectiveTo === undefined || b.effectiveFrom <= a.effectiveTo) && (b.effectiveTo === undefined || a.effectiveFrom <= b.effectiveTo);
}

function refused(faults: readonly Fault[]): Rejection {
  const first = faults[0];
  return reject('invalid-policy', `the policy file is refused: ${first?.pointer ?? ''} ${first?.message ?? ''}`.trim(), { pointer: first?.pointer, faults });
}

function readSources(reader: Reader, input: unknown): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  const named = reader.object(input, '/sources') ?? {};
  for (const [name, value] of Object.entries(named)) {
    const pointer = `/sources/${name}`;
    const source = reader.object(value, pointer, ['title', 'document', 'version', 'effective', 'url']);
    if (source === undefined) continue;
    sources.set(name, {
      title: reader.text(source.title, `${pointer}/title`),
      document: reader.text(source.document, `${pointer}/document`),
      ...(source.version === undefined ? {} : { version: reader.text(source.version, `${pointer}/version`) }),
      ...(source.effective === undefined ? {} : { effective: reader.date(source.effective, `${pointer}/effective`) as PlainDate }),
      ...(source.url === undefined ? {} : { url: reader.text(source.url, `${pointer}/url`) }),
    });
  }
  return sources;
}

function readGroups(reader: Reader, input: unknown, sources: ReadonlyMap<string, Source>): ReadonlyMap<string, StepGroup> {
  const groups = new Map<string, StepGroup>();
  const ids = new Set<string>();
  for (const [name, value] of Object.entries(reader.object(input, '/steps') ?? {})) {
    const pointer = `/steps/${name}`;
    const group = reader.object(value, pointer, ['extends', 'criteria']);
    if (group === undefined) continue;
    const criteria = reader.list(group.criteria, `${pointer}/criteria`)
      .map((criterion, index) => readCriterion(reader, criterion, `${pointer}/criteria/${index}`, sources))
      .filter((criterion) => criterion !== undefined);
    for (const criterion of criteria) {
      const key = `${name}/${criterion.id}`;
      if (ids.has(key)) reader.fault(pointer, 'duplicate-id', `holds two criteria named ${criterion.id}; give each its own id`);
      ids.add(key);
    }
    groups.set(name, { extends: group.extends === undefined ? [] : reader.words(group.extends, `${pointer}/extends`), criteria });
  }
  return groups;
}

/** A step's criteria, those it takes over first; each kind and id once. */
function flatten(reader: Reader, groups: ReadonlyMap<string, StepGroup>, step: string, path: readonly string[] = []): readonly Criterion[] {
  if (path.includes(step)) {
    reader.fault(`/steps/${step}/extends`, 'cycle', `extends itself by way of ${[...path, step].join(' -> ')}; remove one of them`);
    return [];
  }
  const group = groups.get(step);
  if (group === undefined) {
    reader.fault(`/steps/${path[path.length - 1] ?? ''}/extends`, 'unknown-step', `names ${step}, which the file does not hold`);
    return [];
  }
  const criteria: Criterion[] = [];
  for (const parent of group.extends) criteria.push(...flatten(reader, groups, parent, [...path, step]));
  criteria.push(...group.criteria);
  const seen = new Set<string>();
  for (const criterion of criteria) {
    if (seen.has(criterion.id)) reader.fault(`/steps/${step}`, 'duplicate-id', `takes ${criterion.id} over twice; extend it once`);
    seen.add(criterion.id);
  }
  return criteria;
}

function readCovers(reader: Reader, input: unknown): Policy['covers'] {
  const covers: Fields = reader.object(input, '/covers', ['payer', 'line', 'exceptLines', 'states', 'delegate']) ?? {};
  return {
    payer: reader.text(covers.payer, '/covers/payer'),
    ...(covers.line === undefined ? {} : { line: reader.text(covers.line, '/covers/line') }),
    ...(covers.exceptLines === undefined ? {} : { exceptLines: reader.words(covers.exceptLines, '/covers/exceptLines') }),
    ...(covers.states === undefined ? {} : { states: reader.words(covers.states, '/covers/states') }),
    ...(covers.delegate === undefined ? {} : { delegate: readDelegate(reader, covers.delegate) }),
  };
}

function readDelegate(reader: Reader, input: unknown): Delegate {
  const delegate: Fields = reader.object(input, '/covers/delegate', ['name', 'from', 'to']) ?? {};
  return {
    name: reader.text(delegate.name, '/covers/delegate/name'),
    from: reader.date(delegate.from, '/covers/delegate/from') as PlainDate,
    ...(delegate.to === undefined ? {} : { to: reader.date(delegate.to, '/covers/delegate/to') as PlainDate }),
  };
}

function readParameters(reader: Reader, input: unknown): PolicyParameters {
  const parameters = reader.object(input, '/parameters', ['agentWindowMinutes', 'reliefStatistic', 'reliefAtHour', 'reliefFromMinutes', 'discordantPointsMin', 'junctionIsLumbosacral']) ?? {};
  const reliefStatistic = reader.word(parameters.reliefStatistic, '/parameters/reliefStatistic', RELIEF_STATISTICS) as PolicyParameters['reliefStatistic'];
  const isAtHour = reliefStatistic === 'reliefAtHour';
  if (!isAtHour && parameters.reliefAtHour !== undefined) reader.fault('/parameters/reliefAtHour', 'unknown-field', 'belongs to the statistic reliefAtHour only; remove it');
  return {
    reliefStatistic,
    ...(isAtHour ? { reliefAtHour: reader.count(parameters.reliefAtHour, '/parameters/reliefAtHour') } : {}),
    agentWindowMinutes: reader.figures(parameters.agentWindowMinutes, '/parameters/agentWindowMinutes'),
    reliefFromMinutes: reader.count(parameters.reliefFromMinutes, '/parameters/reliefFromMinutes'),
    discordantPointsMin: reader.count(parameters.discordantPointsMin, '/parameters/discordantPointsMin'),
    junctionIsLumbosacral: reader.flag(parameters.junctionIsLumbosacral, '/parameters/junctionIsLumbosacral'),
  };
}

function readNote(reader: Reader, input: unknown, pointer: string, sources: ReadonlyMap<string, Source>): Policy['notes'][number] {
  const note = reader.object(input, pointer, ['text', 'source', 'section']) ?? {};
  return { text: reader.text(note.text, `${pointer}/text`), source: reader.source(note.source, note.section, pointer, sources) };
}
