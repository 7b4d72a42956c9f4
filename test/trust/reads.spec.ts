/**
 * Each kind declares what it reads. Changing any other datum of any case changes none of its findings, and every declared
 * datum changes one in at least one case: a declaration is neither too short nor too long.
 */
import { REGISTRY } from '../../machines/criteria/registry';
import { KINDS, type Kind } from '../../machines/criteria/types';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { exampleCases, isAnswered, ownCases } from '../cases/load-cases';
import { flipsOf, vocabularyOf } from './flip';

const MINUTES_MAX = 4 * 60_000;

/** The same record asked in every state or of an earlier version: what changes it there changes it here. */
const ASKED_ELSEWHERE = /^an? (ablation|trial|block|epidural) in [A-Z]{2}|, early version$/;

/** A policy may limit a criterion to an indication or a place of service: then those decide whether it is asked at all. */
function scopeOf(kind: Kind): readonly string[] {
  const criteria = SHIPPED_POLICIES.flatMap(({ steps }) => Object.values(steps).flat()).filter((criterion) => criterion.kind === kind);
  return [
    ...(criteria.some(({ onlyInSettings }) => onlyInSettings !== undefined) ? ['question.setting'] : []),
    ...(criteria.some(({ onlyForIndications, notForIndications }) => onlyForIndications !== undefined || notForIndications !== undefined) ? ['indication.code', 'indication.occurredOn', 'indication.pattern'] : []),
  ];
}

describe('what each kind reads', () => {
  const changedBy = new Map<Kind, Set<string>>();

  beforeAll(() => {
    const documents = [...ownCases(), ...exampleCases().filter(isAnswered)].filter(({ file, document }) => !file.startsWith('medicare-facet-members/') && !ASKED_ELSEWHERE.test(document.title)).map(({ document }) => document);
    const vocabulary = vocabularyOf(documents);
    for (const document of documents) {
      for (const { datum, kind } of flipsOf(document, vocabulary)) changedBy.set(kind, (changedBy.get(kind) ?? new Set()).add(datum));
    }
  }, MINUTES_MAX);

  it.each(KINDS)('%s changes with what it declares, and with nothing else', (kind) => {
    const declared: readonly string[] = REGISTRY[kind].reads;
    const scope = scopeOf(kind);
    const changed = changedBy.get(kind) ?? new Set<string>();
    const isDeclared = (datum: string): boolean => (datum.includes('.') ? declared.includes(datum) || scope.includes(datum) : [...declared, ...scope].some((one) => one.startsWith(`${datum}.`)));
    expect({ undeclared: [...changed].filter((datum) => !isDeclared(datum)), unproved: declared.filter((datum) => !changed.has(datum)) }).toEqual({ undeclared: [], unproved: [] });
  });
});
