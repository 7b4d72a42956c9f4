/** Both evaluators on one history: where they differ, by criterion and target, and in the sets and results. */
import { addFact, EMPTY_CHART, type Chart } from '../../machines/evidence/chart';
import { assess } from '../../machines/criteria/assess';
import type { Assessment, Policy, Step, StepQuestion } from '../../machines/criteria/types';
import { dayOf } from './dates';
import type { Fault, History } from './record';
import { answer, type Answer, type Sets } from './second-evaluator';

export interface Difference { readonly kind: string; readonly where: string; readonly engine: string; readonly second: string }

export function differences(policy: Policy, content: unknown, history: History, faults?: ReadonlySet<Fault>): readonly Difference[] {
  return compare(assessed(policy, history), answer(content, history.question, history.facts, faults, history.unattested));
}

export function assessed(policy: Policy, { question, facts, unattested = [] }: History): Assessment {
  const chart = facts.reduce<Chart>((before, fact, at) => addFact(before, `fact-${String(at).padStart(3, '0')}`, fact, unattested.includes(fact) ? { source: 'elsewhere' } : undefined), EMPTY_CHART);
  const { dateOfService, asOf = dateOfService, ...asked } = question;
  return assess(policy, { ...asked, step: question.step as Step, dateOfService: dayOf(dateOfService), asOf: dayOf(asOf) } as StepQuestion, chart);
}

export function compare(engine: Assessment, second: Answer): readonly Difference[] {
  const found: Difference[] = [];
  const note = (kind: string, where: string, one: unknown, other: unknown): void => {
    if (JSON.stringify(one) !== JSON.stringify(other)) found.push({ kind, where, engine: String(JSON.stringify(one)), second: String(JSON.stringify(other)) });
  };
  const places = second.targets.length === 0 ? [{ level: undefined, side: undefined, ...second }] : second.targets;
  const kinds = new Map(engine.findings.map(({ criterion, kind }) => [criterion, kind as string]));
  for (const place of places) {
    const own = engine.findings.filter(({ target }) => target === undefined || (target.level === place.level && target.side === place.side));
    const verdicts = new Map(own.map(({ criterion, outcome }) => [criterion, outcome]));
    for (const criterion of new Set([...verdicts.keys(), ...Object.keys(place.verdicts)])) {
      note(kinds.get(criterion) ?? criterion, `${place.level ?? 'session'} ${place.side ?? ''}`.trim(), verdicts.get(criterion), place.verdicts[criterion]);
    }
    const target = engine.targets.find(({ level, side }) => level === place.level && side === place.side);
    if (target) noteSets(note, `target ${target.level} ${target.side}`, target, place);
  }
  note('targets', 'number', engine.targets.length, second.targets.length);
  noteSets(note, 'whole', engine, second);
  return found;
}

function noteSets(note: (kind: string, where: string, one: unknown, other: unknown) => void, where: string, one: Sets & { result: string }, other: Sets & { result: string }): void {
  for (const set of ['unmet', 'unknown', 'review'] as const) note(set, where, [...one[set]].sort(), [...other[set]].sort());
  note('result', where, one.result, other.result);
}
