/**
 * One step, two targets, 30 facts, every finding with its evidence; beside it the same gates in json-rules-engine, which
 * answers booleans only. Both read the same 30 facts; the chart is indexed beforehand on our side, and the derived figures
 * are computed by the engine's facts on the other, as its documentation has it.
 */
import { Engine } from 'json-rules-engine';
import { addMonths, toDay } from '../machines/kernel/calendar';
import { chartOf } from '../machines/evidence/chart';
import type { Block, Fact } from '../machines/evidence/fact';
import { assess } from '../machines/criteria/assess';
import type { RequiredOf } from '../machines/criteria/required';
import type { Kind, Policy, StepQuestion } from '../machines/criteria/types';
import { SHIPPED_POLICIES } from '../machines/policies/shipped';
import { median, perSecond, perSecondAsync, rateRow, type Row } from './support/measure';

/** A Medicare facet policy: the figures that the rules engine is given below are this family's. */
const POLICY = 'medicare-facet-cgs';
const SERVICE = '2026-09-21';
const TARGETS = [{ level: 'L4-L5', side: 'right' }, { level: 'L5-S1', side: 'right' }] as const;

export async function assessBench(isQuick: boolean): Promise<readonly Row[]> {
  const { policy, question, facts, chart, engine, assessment } = await bothSides();
  const milliseconds = isQuick ? 300 : 1500;
  const ours: number[] = [];
  const folded: number[] = [];
  const engines: number[] = [];
  for (let round = 0; round < 5; round++) {
    ours.push(perSecond(() => void assess(policy, question, chart), milliseconds));
    engines.push(await perSecondAsync(async () => void (await engine.run({ record: facts })), milliseconds));
    folded.push(perSecond(() => void assess(policy, question, chartOf(facts)), milliseconds));
  }
  const baseline = { name: 'json-rules-engine', rate: median(engines), ratioMin: 5 };
  const size = `${policy.steps.rfa?.length ?? 0} criteria, ${assessment.findings.length} findings, 2 targets, ${facts.length} facts`;
  return [
    rateRow(`assess, indexed chart (${size})`, median(ours), 100_000, baseline),
    rateRow('assess, chart folded from the facts inside', median(folded), 8_000, { ...baseline, ratioMin: 1 }),
  ];
}

/** Our assessment and the rules engine over one record; refused when the two do not both pass every gate. */
export async function bothSides() {
  const policy = SHIPPED_POLICIES.find((one) => one.id === POLICY && one.effectiveTo === undefined) as Policy;
  const facts = thirtyFacts();
  const chart = chartOf(facts);
  const service = toDay(SERVICE);
  const question: StepQuestion = { step: 'rfa', dateOfService: service, asOf: service, region: 'lumbosacral', targets: TARGETS, technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' };
  const assessment = assess(policy, question, chart);
  const { engine, gates } = sameGates(policy);
  const { events } = await engine.run({ record: facts });
  if (assessment.result !== 'eligible' || events.length !== gates) throw new Error('the two sides do not agree that every gate is passed');
  return { policy, question, facts, chart, engine, assessment };
}

function thirtyFacts(): readonly Fact[] {
  const block = (occurredOn: string): Fact => ({
    type: 'block', occurredOn, technique: 'medial-branch', purpose: 'diagnostic', targets: TARGETS, agent: 'bupivacaine', concentrationPercent: 0.5, volumeMlPerTarget: 0.5,
    steroid: false, guidance: 'fluoroscopy', sedation: 'none', setting: '24',
    relief: { scale: 'NRS', baseline: 8, durationHours: 6, observations: [{ minutes: 30, score: 1 }, { minutes: 180, score: 1 }, { minutes: 360, score: 1 }] },
  });
  const facts: Fact[] = [
    { type: 'pain-history', occurredOn: '2026-07-20', region: 'lumbosacral', sides: ['right'], onsetOn: '2025-11-03', pattern: 'axial', limitsFunction: true },
    { type: 'exclusion-review', occurredOn: '2026-07-20', radiculopathy: 'absent', neurogenicClaudication: 'absent', otherCause: 'none', generalizedPain: false, fusedLevels: [] },
    { type: 'conservative-care', occurredOn: '2026-04-10', modality: 'physical-therapy', startedOn: '2026-01-05', endedOn: '2026-02-16', visits: 12, response: 'failed' },
    { type: 'score', occurredOn: '2026-07-20', instrument: 'NRS', value: 8, role: 'baseline' },
    { type: 'score', occurredOn: '2026-07-20', instrument: 'ODI', value: 44, role: 'baseline' },
    { type: 'imaging', occurredOn: '2026-06-01', modality: 'MRI', region: 'lumbosacral', findings: ['facet-arthropathy'], excludesOtherCause: true },
    block('2026-08-03'),
    block('2026-08-24'),
  ];
  for (let n = 0; facts.length < 30; n++) facts.push({ type: 'score', occurredOn: `2026-0${1 + (n % 8)}-1${n % 10}`, instrument: 'PEG', value: 5, role: 'follow-up' });
  return facts;
}

/** One rule per criterion that has figures or words to compare, with the policy's own numbers. */
function sameGates(policy: Policy): { readonly engine: Engine; readonly gates: number } {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const asked = <K extends Kind>(kind: K): RequiredOf[K] => policy.steps.rfa?.find((criterion) => criterion.kind === kind)?.required as RequiredOf[K];
  const record = async (almanac: { factValue<T>(name: string): Promise<T> }): Promise<readonly Fact[]> => almanac.factValue<readonly Fact[]>('record');
  const derive = (name: string, from: (facts: readonly Fact[]) => unknown): void => void engine.addFact(name, async (_params, almanac) => from(await record(almanac)));
  const of = <T extends Fact['type']>(facts: readonly Fact[], type: T): readonly Extract<Fact, { type: T }>[] => facts.filter((fact): fact is Extract<Fact, { type: T }> => fact.type === type);
  const service = toDay(SERVICE);
  const blocks = (facts: readonly Fact[]): readonly Block[] => of(facts, 'block').filter((block) => block.purpose === 'diagnostic' && block.technique === 'medial-branch').sort((a, b) => (a.occurredOn < b.occurredOn ? -1 : 1));
  const reliefOfBlock = (block: Block, window: number): number => Math.min(...(block.relief?.observations ?? []).filter(({ minutes }) => minutes >= 15 && minutes <= window)
    .map(({ score }) => (((block.relief?.baseline ?? 0) - score) / (block.relief?.baseline ?? 1)) * 100));
  const window = policy.parameters.agentWindowMinutes.bupivacaine ?? 0;
  const gates: [string, string, unknown, (facts: readonly Fact[]) => unknown][] = [
    ['pain-duration', 'lessThanInclusive', service, (facts) => addMonths(toDay(of(facts, 'pain-history')[0]?.onsetOn ?? SERVICE), asked('pain-duration').monthsMin ?? 0)],
    ['pain-severity', 'greaterThanInclusive', asked('pain-severity').scoreMin.NRS, (facts) => of(facts, 'score').find(({ instrument, role }) => instrument === 'NRS' && role === 'baseline')?.value],
    ['pain-pattern', 'in', asked('pain-pattern').allowed, (facts) => of(facts, 'pain-history')[0]?.pattern],
    ['conservative-care', 'in', asked('conservative-care').responses, (facts) => of(facts, 'conservative-care')[0]?.response],
    ['no-radiculopathy', 'in', asked('no-radiculopathy').allowedRadiculopathy, (facts) => of(facts, 'exclusion-review')[0]?.radiculopathy],
    ['no-claudication', 'in', asked('no-radiculopathy').allowedClaudication, (facts) => of(facts, 'exclusion-review')[0]?.neurogenicClaudication],
    ['no-other-cause', 'equal', 'none', (facts) => of(facts, 'exclusion-review')[0]?.otherCause],
    ['not-generalized-pain', 'equal', false, (facts) => of(facts, 'exclusion-review')[0]?.generalizedPain],
    ['unfused-segment', 'equal', 0, (facts) => of(facts, 'exclusion-review')[0]?.fusedLevels?.length],
    ['pain-scale-consistency', 'equal', true, (facts) => blocks(facts).every((block) => block.relief?.scale === 'NRS')],
    ['baseline-function', 'equal', true, (facts) => of(facts, 'score').some(({ instrument, role }) => role === 'baseline' && instrument === 'ODI')],
    ['image-guidance', 'equal', true, (facts) => blocks(facts).every((block) => asked('image-guidance').allowed.includes(block.guidance ?? 'none'))],
    ['levels-per-session', 'lessThanInclusive', asked('levels-per-session').levelsMax, () => TARGETS.length],
    ['block-count', 'greaterThanInclusive', asked('block-count').blocksMin, (facts) => blocks(facts).length],
    ['block-interval', 'greaterThanInclusive', asked('block-interval').daysMin, (facts) => toDay(blocks(facts)[1]?.occurredOn ?? SERVICE) - toDay(blocks(facts)[0]?.occurredOn ?? SERVICE)],
    ['session-limit', 'lessThanInclusive', asked('session-limit').sessionsMax, (facts) => of(facts, 'ablation').length + 1],
  ];
  for (const target of TARGETS) {
    const covering = (facts: readonly Fact[]): readonly Block[] => blocks(facts).filter((block) => block.targets.some(({ level, side }) => level === target.level && side === target.side));
    gates.push(
      [`block-concordance-${target.level}`, 'greaterThanInclusive', asked('block-count').blocksMin, (facts) => covering(facts).length],
      [`block-relief-${target.level}`, 'greaterThanInclusive', asked('block-relief').reliefPercentMin, (facts) => Math.min(...covering(facts).map((block) => reliefOfBlock(block, window)))],
      [`block-duration-${target.level}`, 'greaterThanInclusive', window, (facts) => Math.min(...covering(facts).map((block) => (block.relief?.durationHours ?? 0) * 60))],
    );
  }
  for (const [name, operator, value, from] of gates) {
    derive(name, from);
    engine.addRule({ conditions: { all: [{ fact: name, operator, value }] }, event: { type: name } });
  }
  return { engine, gates: gates.length };
}
