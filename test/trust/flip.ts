/** Every datum of a case changed in turn, and which kinds of finding change with it. A datum is `block.agent`, `question.setting`. */
import { toDay, toPlainDate, isPlainDate } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import type { Fact } from '../../machines/evidence/fact';
import { parseFact } from '../../machines/evidence/parse-fact';
import type { Finding, Kind } from '../../machines/criteria/types';
import { parseCase, type Case } from '../../src/cli/assess/parse-case';
import { answerParsed } from '../../src/cli/assess/answer-case';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import type { CaseDocument } from '../cases/load-cases';

export interface Flip {
  readonly datum: string;
  readonly kind: Kind;
}

/** Words seen in each field of the cases: what else the field might have said. */
export type Vocabulary = ReadonlyMap<string, ReadonlySet<string>>;

export function vocabularyOf(documents: readonly CaseDocument[]): Vocabulary {
  const words = new Map<string, Set<string>>();
  const collect = (at: string, value: unknown): void => {
    if (typeof value === 'string') words.set(at, (words.get(at) ?? new Set<string>()).add(value));
    else if (Array.isArray(value)) for (const one of value) collect(at, one);
    else if (typeof value === 'object' && value !== null) for (const [name, one] of Object.entries(value)) collect(`${at}.${name}`, one);
  };
  for (const { facts } of documents) for (const fact of facts as readonly { readonly type: string }[]) collect(fact.type, fact);
  return words;
}

/** All that changes in a case when one datum does; a variant the parser refuses says nothing. */
export function flipsOf(document: CaseDocument, vocabulary: Vocabulary): readonly Flip[] {
  const one = parseCase(document);
  if (isRejection(one)) throw new Error(`${document.id}: ${one.message}`);
  const before = findingsOf(one);
  if (before === undefined) return [];
  const flips: Flip[] = [];
  const compare = (datum: string, changed: Case): void => {
    const after = findingsOf(changed);
    if (after === undefined) return;
    for (const kind of kindsThatDiffer(before, after)) flips.push({ datum, kind });
  };
  one.facts.forEach((fact, index) => {
    for (const field of Object.keys(fact)) {
      if (field === 'type' || field === 'id') continue;
      for (const variant of variantsOf(fact, field, vocabulary)) {
        const parsed = parseFact(variant);
        if (!isRejection(parsed)) compare(`${fact.type}.${field}`, { ...one, facts: one.facts.map((other, at) => (at === index ? parsed : other)) });
      }
    }
    compare(`${fact.type}`, { ...one, facts: one.facts.filter((_, at) => at !== index) });
  });
  for (const [field, values] of Object.entries(questionVariants(one))) {
    for (const value of values) compare(`question.${field}`, { ...one, question: { ...one.question, [field]: value } });
  }
  return flips;
}

function questionVariants({ question }: Case): Readonly<Record<string, readonly unknown[]>> {
  return {
    technique: [undefined, 'cooled-rf', 'pulsed-rf'],
    guidance: [undefined, 'ultrasound', 'CT'],
    setting: [undefined, '11', '12', '22', '24'],
    approach: [undefined, 'interlaminar', 'transforaminal'],
    contrast: [undefined, false, true],
    exception: [undefined, { kind: 'epidural-contrast', reason: 'recorded' }, { kind: 'block-interval', reason: 'recorded' }, { kind: 'trial-limit', reason: 'recorded' }],
    targets: [question.targets.slice(1), question.targets.map((target) => ({ ...target, side: target.side === 'left' ? 'right' : 'left' })), question.targets.map((target) => ({ ...target, level: target.level === 'L1-L2' ? 'L2-L3' : 'L1-L2' }))],
  };
}

function variantsOf(fact: Fact, field: string, vocabulary: Vocabulary): readonly unknown[] {
  const value = (fact as unknown as Record<string, unknown>)[field];
  const { [field]: _dropped, ...without } = fact as unknown as Record<string, unknown>;
  return [without, ...changesOf(value, `${fact.type}.${field}`, vocabulary).map((changed) => ({ ...without, [field]: changed }))];
}

function changesOf(value: unknown, at: string, vocabulary: Vocabulary): readonly unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [0, value - 1, value + 1, value / 4, value * 2];
  if (isPlainDate(value)) return [-1, 1, -40, -400, -1200, 400].map((days) => toPlainDate(toDay(value) + days));
  if (typeof value === 'string') return /T\d\d:/.test(value) ? shifted(value) : [...vocabulary.get(at) ?? []].filter((word) => word !== value);
  if (Array.isArray(value)) return [[], value.slice(1), ...value.flatMap((one: unknown, index) => changesOf(one, at, vocabulary).map((changed) => value.map((other: unknown, place) => (place === index ? changed : other)))), ...(value.length === 0 ? [['L4-L5'], ['fusion']] : [])];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => {
      const { [name]: _dropped, ...rest } = value as Record<string, unknown>;
      return [rest, ...changesOf(inner, `${at}.${name}`, vocabulary).map((changed) => ({ ...rest, [name]: changed }))];
    });
  }
  return [];
}

function shifted(instant: string): readonly string[] {
  return [-30, -5, 5, 30].map((days) => `${toPlainDate(toDay(instant.slice(0, 10)) + days)}${instant.slice(10)}`);
}

function findingsOf(one: Case): readonly Finding[] | undefined {
  return answerParsed(one, SHIPPED_POLICIES).findings as readonly Finding[] | undefined;
}

function kindsThatDiffer(before: readonly Finding[], after: readonly Finding[]): ReadonlySet<Kind> {
  const told = (findings: readonly Finding[]): ReadonlyMap<string, Finding> => new Map(findings.map((finding) => [`${finding.criterion} ${finding.target?.level ?? ''} ${finding.target?.side ?? ''}`, finding]));
  const [a, b] = [told(before), told(after)];
  const kinds = new Set<Kind>();
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [x, y] = [a.get(key), b.get(key)];
    if (x === undefined || y === undefined || x.outcome !== y.outcome || JSON.stringify([x.found, x.missing, x.marks, x.evidence.length]) !== JSON.stringify([y.found, y.missing, y.marks, y.evidence.length])) kinds.add((x ?? y as Finding).kind);
  }
  return kinds;
}
