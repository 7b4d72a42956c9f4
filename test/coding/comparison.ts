/** One chart read twice: by the engine, and by somebody who had only the source and `docs/coding.md`. */
import { isRejection } from '../../machines/kernel/rejection';
import { chartOf } from '../../machines/evidence/chart';
import { parseFact } from '../../machines/evidence/parse-fact';
import type { Fact } from '../../machines/evidence/fact';
import { chooseCodes, type Coded } from '../../machines/coding';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { randomChart } from './second-reading/random-chart';
import { secondReading } from './second-reading/second-reading';

export type RandomChart = ReturnType<typeof randomChart>;

/** What the documentation of a policy decides, the second reading leaves to the policy's own second evaluator. */
const OF_THE_POLICY = 'advance-notice';
const NOTICE = 'GA';

export function coded({ coverage, facts, question: { dateOfService, claimType, placeOfService } }: RandomChart): Coded {
  const parsed = facts.map((fact) => {
    const one = parseFact(fact, { birthDate: '1900-01-01', today: '2030-01-01' });
    if (isRejection(one)) throw new Error(`the generator made a fact that is none: ${JSON.stringify(one)}`);
    return one as Fact;
  });
  const answer = chooseCodes({ dateOfService, claimType, ...(placeOfService !== undefined && { placeOfService }) }, { coverage, policies: SHIPPED_POLICIES }, chartOf(parsed));
  if (isRejection(answer)) throw new Error(answer.message);
  return answer;
}

/** By what is compared; empty where both say the same. Which held line may become which of the codes is not compared: the sources do not say. */
export function differences(chart: RandomChart, engine: (chart: RandomChart) => Coded = coded): readonly string[] {
  const first = engine(chart);
  const second = secondReading(chart);
  const rules = (outcome: string): readonly string[] => first.findings.filter((one) => one.outcome === outcome && one.kind !== OF_THE_POLICY).map(({ kind }) => kind);
  const codesOf = (lines: readonly { readonly codes: readonly string[] }[]): readonly string[] => lines.flatMap(({ codes }) => codes);
  const written = (texts: readonly string[]): readonly string[] => texts.flatMap((text) => text.split(' or ')).filter((code) => code !== '');
  const pairs: Readonly<Record<string, readonly [readonly unknown[], readonly unknown[]]>> = {
    lines: [first.lines.map(lineOf), second.lines.map(lineOf)],
    held: [codesOf(first.held), written(second.held)],
    notBilled: [codesOf(first.notBilled), written(second.notBilled)],
    sessions: [first.sessions.map((one) => JSON.stringify(Object.entries(one).sort())), second.sessions.map((one) => JSON.stringify(Object.entries(one).sort()))],
    unmet: [rules('unmet'), second.unmet],
    unknown: [rules('unknown'), second.unknown],
    review: [rules('review'), second.review],
  };
  return Object.entries(pairs).filter(([name, [one, other]]) => shown(name, one) !== shown(name, other)).map(([name, [one, other]]) => `${name}: engine ${shown(name, one)}, second ${shown(name, other)}`);
}

/** Lines are counted; of everything else it matters whether it is there. */
function shown(name: string, values: readonly unknown[]): string {
  return JSON.stringify([...(name === 'lines' ? values : new Set(values))].sort());
}

function lineOf(line: { readonly code: string; readonly modifiers: readonly string[]; readonly units: number; readonly diagnoses: readonly string[]; readonly placeOfService: string; readonly facts: readonly string[] }): string {
  const { code, modifiers, units, diagnoses, placeOfService, facts } = line;
  return JSON.stringify([code, modifiers.filter((modifier) => modifier !== NOTICE).sort(), units, diagnoses, placeOfService, [...facts].sort()]);
}
