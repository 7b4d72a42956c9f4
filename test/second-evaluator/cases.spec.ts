/** The cases, whose expectations rest on a line of a source each, are answered alike by the second evaluator, without any of the engine's departures. */
import { isRejection } from '../../machines/kernel/rejection';
import type { Fact } from '../../machines/evidence/fact';
import type { Coverage, Step } from '../../machines/criteria/types';
import { selectPolicy } from '../../machines/policies/select';
import { POLICY_FILES, SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { exampleCases, isAnswered, ownCases, type CaseDocument } from '../cases/load-cases';
import { answer, type Answer } from './second-evaluator';
import type { Question } from './record';

const SETS = ['unmet', 'unknown', 'review'] as const;
const cases = [...exampleCases(), ...ownCases()].filter(isAnswered).filter(({ document }) => document.expect.result !== undefined);

describe('the second evaluator answers the cases', () => {
  it.each(cases.map((one) => [one.file, one.document] as const))('%s', (_file, document) => {
    const content = contentFor(document);
    if (content === undefined) return expect(document.expect.error).toBeDefined();
    const { expect: expected } = document;
    const given = answer(content, { targets: [], ...document.question } as unknown as Question, document.facts as readonly Fact[], undefined, unattestedIn(document));
    expect(asked(expected, given)).toEqual(asked(expected, expected));
  });

  it('of which there are some', () => {
    expect(cases.length).toBeGreaterThan(300);
  });
});

function contentFor({ coverage, question }: CaseDocument): unknown {
  const { step } = question as unknown as { step: Step };
  const policy = selectPolicy(SHIPPED_POLICIES, coverage as Coverage, step === 'esi' ? 'epidural' : step === 'trial' || step === 'implant' ? 'scs' : 'rfa', question.dateOfService, step);
  return isRejection(policy) ? undefined : POLICY_FILES[SHIPPED_POLICIES.indexOf(policy)]?.content;
}

function unattestedIn({ facts, imported = [] }: CaseDocument): readonly Fact[] {
  return (facts as readonly Fact[]).filter((fact) => imported.some((one) => one.fact === fact.id && one.attested !== true));
}

/** Result, sets and targets' results, as far as the case speaks of them. */
function asked(expected: CaseDocument['expect'], from: CaseDocument['expect'] | Answer): object {
  const sets = SETS.filter((set) => expected[set] !== undefined).map((set) => [set, [...from[set] as string[]].sort()]);
  const resultAt = (level: unknown, side: unknown): unknown => (from.targets as { level: string; side: string; result: string }[] | undefined)?.find((target) => target.level === level && target.side === side)?.result;
  const targets = ((expected.targets ?? []) as { level: string; side: string }[]).map(({ level, side }) => [level, side, resultAt(level, side)]);
  return { result: from.result, ...Object.fromEntries(sets), targets };
}
