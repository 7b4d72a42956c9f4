/**
 * One fault planted in every rule is noticed by the second reading within a bounded number of random charts. A fault is planted in
 * what the engine is handed, in the data it reads, or in what it answers; the compiler insists that no rule is left out.
 */
import { CODE_FILES, type Coded, type CodingRule } from '../../machines/coding';
import { RULES } from '../../machines/coding/rules';
import { coded, differences, type RandomChart } from './comparison';
import { randomChart } from './second-reading/random-chart';
import { seeded } from './second-reading/random-helpers';

const SEED = 7;
const MOST_CHARTS = 3000;

interface Planted {
  readonly is: string;
  readonly answers: (chart: RandomChart) => Coded;
}
type Fact = RandomChart['facts'][number];

/** Every fact of a type is handed over otherwise. */
const handed = (is: string, types: readonly string[], change: (fact: Fact) => object): Planted => ({
  is, answers: (chart) => coded({ ...chart, facts: chart.facts.map((fact) => (types.includes(fact.type) ? { ...fact, ...change(fact) } : fact)) }),
});
/** The engine does not see facts of a type that lie before the day. */
const forgets = (is: string, types: readonly string[]): Planted => ({
  is, answers: (chart) => coded({ ...chart, facts: chart.facts.filter(({ type, occurredOn }) => !types.includes(type) || occurredOn >= chart.question.dateOfService) }),
});
/** Data of the rules or codes, changed while the engine answers. */
const data = (is: string, change: () => () => void): Planted => ({
  is, answers: (chart) => {
    const undo = change();
    try {
      return coded(chart);
    } finally {
      undo();
    }
  },
});
function put<T extends object, K extends keyof T>(of: T, name: K, value: T[K]): () => void {
  const before = of[name];
  (of as { -readonly [F in keyof T]: T[F] })[name] = value;
  return () => void ((of as { -readonly [F in keyof T]: T[F] })[name] = before);
}
/** A rule's outcome is not told. */
const silent = (kind: CodingRule, outcome: string): Planted => ({
  is: `${outcome} is not told`, answers: (chart) => {
    const answer = coded(chart);
    return { ...answer, findings: answer.findings.filter((one) => one.kind !== kind || one.outcome !== outcome) };
  },
});
/** What one rule alone holds goes out as a line. */
const billedAnyway = (rule: CodingRule): Planted => ({
  is: 'holds nothing', answers: (chart) => {
    const answer = coded(chart);
    const freed = answer.held.filter(({ because }) => because.length === 1 && because[0] === rule);
    const lines = freed.map(({ codes: [code = ''], modifiers, units, facts }) => ({ code, modifiers, units, diagnoses: [], placeOfService: '11', facts }));
    return { ...answer, lines: [...answer.lines, ...lines], held: answer.held.filter((one) => !freed.includes(one)) };
  },
});
const codeOf = (code: string) => CODE_FILES[0]?.codes[code] as { unitsMax?: number; globalDays?: number; classes?: { min: number; max?: number } };

/** Rules that random charts never meet: the labelled cases do. */
const OF_CASES = ['coverage'] as const;

const PLANTED: Readonly<Record<Exclude<CodingRule, (typeof OF_CASES)[number]>, Planted>> = {
  'place-of-service': { is: 'the claimed place is taken for the place performed', answers: (chart) => coded({ ...chart, facts: chart.facts.map((fact) => (fact.setting === undefined || chart.question.placeOfService === undefined ? fact : { ...fact, setting: chart.question.placeOfService })) }) },
  'claim-type': { is: 'a facility claim is taken for a professional one', answers: (chart) => coded({ ...chart, question: { ...chart.question, claimType: 'professional' } }) },
  diagnosis: data('a diagnosis more is accepted', () => put(RULES.diagnoses.facet, 'accepted', [...RULES.diagnoses.facet.accepted, 'M54'])),
  sides: handed('a missing side is the right one', ['block', 'ablation', 'epidural'], ({ targets }) => (targets === undefined ? {} : { targets: distinct(targets.map((target) => ({ ...target, side: target.side ?? 'right' }))) })),
  'sides-by-level': billedAnyway('sides-by-level'),
  levels: silent('levels', 'unknown'),
  'image-guidance': handed('guidance that is not stated was fluoroscopy', ['block', 'ablation', 'epidural'], ({ guidance }) => ({ guidance: guidance ?? 'fluoroscopy' })),
  'images-saved': handed('an image is saved', ['block', 'ablation', 'epidural'], () => ({ imageSaved: true })),
  'guidance-line': data('no payer lists guidance as payable', () => put(RULES, 'guidancePayable', [])),
  technique: data('a degree more', () => put(RULES.thermal, 'fromC', RULES.thermal.fromC + 1)),
  purpose: handed('steroid is not read', ['block'], () => ({ steroid: undefined })),
  'diagnostic-session': data('a session more is an initial one', () => put(RULES.diagnosticModifier, 'initialSessions', RULES.diagnosticModifier.initialSessions + 1)),
  kx: data('another modifier', () => put(RULES.diagnosticModifier, 'modifier', '59')),
  'third-level': data('a third level is covered', () => put(RULES, 'thirdLevelNotCovered', [])),
  'thoraco-lumbar-junction': data('no contractor counts it as one region', () => put(RULES.junction, 'policies', [])),
  bilateral: data('both sides are written in one way', () => put(RULES, 'bilateral', RULES.bilateral.filter(({ way }) => way === 'modifier-50'))),
  'unit-limit': data('one more lead', () => put(codeOf('63650'), 'unitsMax', 3)),
  leads: handed('leads of no stated kind are percutaneous', ['scs-trial', 'implant'], ({ leadType }) => ({ leadType: leadType ?? 'percutaneous' })),
  generator: handed('a generator that is not stated was placed', ['implant'], ({ generator }) => ({ generator: generator ?? true })),
  'same-device': silent('same-device', 'review'),
  'lead-revision': billedAnyway('lead-revision'),
  'trial-lead-removal': forgets('trials before the day are forgotten', ['scs-trial']),
  programming: handed('what is not stated was not intraoperative', ['programming'], ({ intraoperative }) => ({ intraoperative: intraoperative ?? false })),
  'test-method': handed('an immunoassay is read on an analyzer', ['drug-test'], ({ method }) => ({ method: method === 'immunoassay' ? 'analyzer' : method })),
  'drug-classes': data('eight classes are the first tier', () => put(codeOf('G0480'), 'classes', { min: 1, max: 8 })),
  'one-test-per-day': silent('one-test-per-day', 'review'),
  'definitive-reason': handed('a missing reason is given', ['drug-test'], ({ reason }) => ({ reason: reason ?? 'a reason' })),
  'test-frequency': forgets('tests before the day are forgotten', ['drug-test']),
  'included-service': silent('included-service', 'unmet'),
  'same-day-services': silent('same-day-services', 'review'),
  'global-period': data('a day less', () => put(codeOf('63655'), 'globalDays', 89)),
  'advance-notice': { is: 'the second reading leaves it to the policy; a notice for every line', answers: (chart) => coded({ ...chart, facts: [...chart.facts, { id: 'notice', type: 'abn', occurredOn: chart.question.dateOfService, services: ['64495', '64492'] } as Fact] }) },
};

/** A side that is put in place of a missing one may name a target twice. */
function distinct(targets: readonly { level: string; side?: string }[]): readonly { level: string; side?: string }[] {
  return targets.filter(({ level, side }, at) => targets.findIndex((other) => other.level === level && (other.side === side || other.side === 'bilateral' || side === 'bilateral')) === at);
}

function chartsUntilNoticed(answers: Planted['answers']): number | undefined {
  const random = seeded(SEED);
  for (let done = 1; done <= MOST_CHARTS; done++) if (differences(randomChart(random), answers).length > 0) return done;
  return undefined;
}

describe(`the second reading notices a fault in every rule (seed ${SEED}, at most ${MOST_CHARTS} charts)`, () => {
  it.each(Object.entries(PLANTED).map(([rule, planted]) => [rule, planted.is, planted] as const))('%s: %s', (_rule, _is, { answers }) => {
    expect(chartsUntilNoticed(answers)).toBeLessThanOrEqual(MOST_CHARTS);
  });

  it('and none where none is planted', () => {
    expect(chartsUntilNoticed(coded)).toBeUndefined();
  });
});
