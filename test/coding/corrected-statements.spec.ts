/**
 * Widely repeated statements about coding and coverage that are wrong or doubtful (section 8 of the project's source on coding), one
 * test each: the engine holds the corrected form.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isRejection } from '../../machines/kernel/rejection';
import { chartOf } from '../../machines/evidence/chart';
import type { Fact } from '../../machines/evidence/fact';
import { checkClaim, chooseCodes, CODE_FILES, type ClaimLine, type Coded, type CodingQuestion } from '../../machines/coding';
import type { Coverage, Kind, Policy, Step } from '../../machines/criteria/types';
import { selectPolicy } from '../../machines/policies/select';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { PROGRAMS, programOf } from '../../machines/programs/payer-days';

const DAY = '2026-08-03';
const MEDICARE: Coverage = { payer: 'medicare', line: 'original-medicare', state: 'OH' };
const WASHINGTON: Coverage = { ...MEDICARE, state: 'WA' };
const AETNA: Coverage = { payer: 'aetna', line: 'commercial' };
const LUMBAR = { type: 'pain-history', occurredOn: '2026-05-01', region: 'lumbosacral', diagnoses: ['M47.816'] } as const;
const FUSED = { type: 'pain-history', occurredOn: '2026-05-01', region: 'lumbosacral', diagnoses: ['M96.1'] } as const;
const BLOCK = { type: 'block', occurredOn: DAY, technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'right' }], guidance: 'fluoroscopy', imageSaved: true, setting: '22' } as const;
const ABLATION = { type: 'ablation', occurredOn: DAY, technique: 'thermal-rf', temperatureC: 80, targets: [{ level: 'L4-L5', side: 'right' }, { level: 'L5-S1', side: 'right' }], guidance: 'fluoroscopy', imageSaved: true, setting: '22' } as const;
const EPIDURAL = { type: 'epidural', occurredOn: DAY, approach: 'interlaminar', region: 'lumbosacral', guidance: 'fluoroscopy', imageSaved: true, setting: '11' } as const;
const TRIAL = { type: 'scs-trial', occurredOn: DAY, startedAt: `${DAY}T09:00:00-07:00`, leads: 2, leadType: 'percutaneous', region: 'thoracolumbar', setting: '24' } as const;

function coded(facts: readonly object[], coverage: Coverage = AETNA, question: Partial<CodingQuestion> = {}): Coded {
  const answer = chooseCodes({ dateOfService: DAY, claimType: 'professional', ...question }, { coverage, policies: SHIPPED_POLICIES }, chartOf(facts as Fact[]));
  if (isRejection(answer)) throw new Error(answer.message);
  return answer;
}
const codesOf = (facts: readonly object[], coverage?: Coverage, question?: Partial<CodingQuestion>): readonly string[] =>
  coded(facts, coverage, question).lines.map(({ code, modifiers, units }) => [code, ...modifiers, ...(units > 1 ? [`x${units}`] : [])].join(' '));
const blocked = (facts: readonly object[], lines: readonly Partial<ClaimLine>[], coverage: Coverage = AETNA): readonly string[] => {
  const complete = lines.map((line) => ({ code: '', modifiers: [], units: 1, diagnoses: ['M47.816'], placeOfService: '11', ...line }));
  const answer = checkClaim({ dateOfService: DAY, claimType: 'professional', lines: complete }, { coverage, policies: SHIPPED_POLICIES }, chartOf(facts as Fact[]));
  if (isRejection(answer)) throw new Error(answer.message);
  return answer.findings.filter(({ severity }) => severity === 'block').map(({ kind }) => kind);
};
function policy(coverage: Coverage, pathway: Policy['pathway'], step?: Step): Policy {
  const found = selectPolicy(SHIPPED_POLICIES, coverage, pathway, '2026-09-21', step);
  if (isRejection(found)) throw new Error(found.message);
  return found;
}
const required = (of: Policy, step: Step, kind: Kind): Readonly<Record<string, unknown>> => of.steps[step]?.find((criterion) => criterion.kind === kind)?.required as never;
/** Nothing that ships says it; what payers are imagined to write, to learn reading from, is no statement of ours. */
function nowhere(pattern: string): void {
  const found = (): string => {
    try {
      return execFileSync('git', ['grep', '-liE', pattern, '--', 'machines', 'src', 'docs', 'README.md', ':!*.spec.ts', ':!machines/denials/examples'], { cwd: join(__dirname, '..', '..'), encoding: 'utf8' });
    } catch {
      return '';
    }
  };
  expect(found()).toBe('');
}

describe('statements that are widely repeated, and what the engine holds', () => {
  it('1: a medial branch block and an injection into the joint are one family of codes', () => {
    expect(codesOf([LUMBAR, { ...BLOCK, technique: 'intra-articular' }])).toEqual(codesOf([LUMBAR, BLOCK]));
  });
  it('2: 62322 allows no 77003; with imaging it is 62323', () => {
    expect(codesOf([LUMBAR, EPIDURAL])).toEqual(['62323']);
    expect(blocked([LUMBAR, EPIDURAL], [{ code: '62322' }, { code: '77003' }])).toEqual(expect.arrayContaining(['guidance-included', 'not-documented']));
    expect(coded([LUMBAR, { ...EPIDURAL, guidance: 'none' }], { ...MEDICARE, state: 'FL' }).findings).toContainEqual(expect.objectContaining({ kind: 'image-guidance', outcome: 'unmet' }));
  });
  it('3: imaging is part of every spine injection code', () => {
    for (const [code, { family, guidance }] of Object.entries(CODE_FILES.at(-1)?.codes ?? {})) {
      if (/^facet|^epidural/.test(family) && !['62320', '62322'].includes(code)) expect([code, guidance]).toEqual([code, 'included']);
    }
    expect(blocked([LUMBAR, { ...BLOCK, setting: '11' }], [{ code: '64493', modifiers: ['RT'] }, { code: '77003' }])).toEqual(['guidance-included']);
  });
  it('4: both sides are one line with 50 for a Medicare physician, a right and a left line for a surgery center, and further levels differ', () => {
    const both = [LUMBAR, { ...BLOCK, targets: [{ level: 'L4-L5', side: 'bilateral' }, { level: 'L5-S1', side: 'bilateral' }] }];
    expect(codesOf(both, MEDICARE)).toEqual(['64493 50 KX', '64494 50 KX']);
    expect(codesOf(both)).toEqual(['64493 50', '64494', '64494']);
    expect(codesOf([LUMBAR, { ...both[1], setting: '24' }], MEDICARE, { claimType: 'facility' })).toEqual(['64493 RT KX', '64493 LT KX', '64494 RT KX', '64494 LT KX']);
  });
  it('5: ablation needs two positive blocks, for Medicare of 80 % each; 50 % is a figure of the repeat', () => {
    const facet = policy(MEDICARE, 'rfa');
    expect([required(facet, 'rfa', 'block-count'), required(facet, 'rfa', 'block-relief'), JSON.stringify(required(facet, 'repeat-rfa', 'repeat-relief'))]).toEqual([{ blocksMin: 2 }, { reliefPercentMin: 80 }, expect.stringContaining('50')]);
  });
  it('6: 50 % is no default: Medicare, eviCore and Aetna ask for 80 %', () => {
    for (const coverage of [MEDICARE, AETNA, { payer: 'cigna', line: 'commercial' }]) expect(required(policy(coverage, 'rfa', 'rfa'), 'rfa', 'block-relief')).toMatchObject({ reliefPercentMin: 80 });
  });
  it('7: no imaging has to prove facet pain; it may exclude another cause', () => {
    const kinds = policy(MEDICARE, 'rfa').steps.mbb1?.map(({ kind }) => kind);
    expect(kinds).toContain('no-other-cause');
    expect(kinds).not.toContain('concordant-imaging');
  });
  it('8: blocks are not limited to two: four diagnostic sessions of a region in twelve months, two of them positive', () => {
    expect(required(policy(MEDICARE, 'rfa'), 'mbb-diagnostic', 'session-limit')).toMatchObject({ sessionsMax: 4, windowMonths: 12 });
    const earlier = ['2026-06-01', '2026-06-22'].map((occurredOn) => ({ ...BLOCK, occurredOn }));
    expect(coded([LUMBAR, ...earlier, BLOCK], MEDICARE)).toMatchObject({ lines: [{ code: '64493' }], sessions: [{ ordinal: 3 }] });
  });
  it('9: gap, level, scale, disability score, three months, exclusions, two levels, one region and frequencies are asked', () => {
    const asked = policy(MEDICARE, 'rfa').steps.rfa?.map(({ kind }) => kind);
    expect(asked).toEqual(expect.arrayContaining(['block-interval', 'block-concordance', 'pain-scale-consistency', 'baseline-function', 'pain-duration', 'no-radiculopathy', 'levels-per-session', 'one-region-per-session', 'session-limit']));
  });
  it('10: a third level is not covered by Medicare, and no longer on the hospital list', () => {
    const third = coded([LUMBAR, { ...BLOCK, targets: ['L3-L4', 'L4-L5', 'L5-S1'].map((level) => ({ level, side: 'right' })) }], MEDICARE);
    expect(third.held).toContainEqual(expect.objectContaining({ codes: ['64495'], because: ['third-level'] }));
    expect(JSON.stringify(PROGRAMS)).not.toMatch(/64492|64495/);
  });
  it('11: ablation is by joint, not by nerve, thermal, with guidance in the code', () => {
    expect(codesOf([LUMBAR, ABLATION])).toEqual(['64635 RT', '64636 RT']);
    expect(codesOf([LUMBAR, { ...ABLATION, technique: 'pulsed-rf' }])).toEqual(['64999']);
  });
  it('12: 63650 is a lead, trial or permanent, one unit each', () => {
    expect(codesOf([FUSED, TRIAL])).toEqual(['63650 x2']);
    expect(codesOf([FUSED, { type: 'implant', occurredOn: DAY, leads: 2, leadType: 'percutaneous', generator: true, region: 'thoracolumbar', setting: '24' }])).toEqual(['63650 x2', '63685']);
  });
  it('13: 63688 is the generator; leads are 63661 to 63664', () => {
    const revision = (component: string, action: string): readonly string[] => codesOf([FUSED, { type: 'revision', occurredOn: DAY, component, action, setting: '24' }]);
    expect([revision('generator', 'remove'), revision('lead', 'remove'), revision('paddle', 'remove'), revision('lead', 'revise'), revision('paddle', 'revise')]).toEqual([['63688'], ['63661'], ['63662'], ['63663'], ['63664']]);
  });
  it('14: 95970 is a check without programming, 95971 simple, 95972 complex programming', () => {
    expect(['none', 'simple', 'complex'].flatMap((complexity) => codesOf([FUSED, { type: 'programming', occurredOn: DAY, complexity, setting: '11' }]))).toEqual(['95970', '95971', '95972']);
  });
  it('15: paddles, revisions and the hospital program are there', () => {
    expect(Object.keys(CODE_FILES.at(-1)?.codes ?? {})).toEqual(expect.arrayContaining(['63655', '63661', '63662', '63663', '63664']));
    expect(programOf(MEDICARE, 'rfa', '22', DAY)).toMatchObject({ id: 'medicare-opd' });
  });
  it('16: no descriptor of the coupling is repeated', () => {
    nowhere('inductive coupling');
  });
  it('17: no drug test is called a federal mandate', () => {
    nowhere('federal(ly)? mandate');
  });
  it('18: presumptive tests by how they were read, definitive ones by classes, the simple one too', () => {
    const test = (method: string, extra: object = {}): readonly string[] => codesOf([{ type: 'drug-test', occurredOn: DAY, method, setting: '11', reason: 'unexpected result', riskTier: 'moderate', ...extra }]);
    expect(['read-by-eye', 'reader', 'analyzer', 'simple-definitive'].flatMap((method) => test(method))).toEqual(['80305', '80306', '80307', 'G0659']);
    expect([7, 8, 15, 22].flatMap((classes) => test('LC-MS', { classes }))).toEqual(['G0480', 'G0481', 'G0482', 'G0483']);
  });
  it('19: one presumptive test a day, not one a visit', () => {
    const twice = ['a', 'b'].map((id) => ({ id, type: 'drug-test', occurredOn: DAY, method: 'analyzer', setting: '11' }));
    expect(coded(twice)).toMatchObject({ lines: [{ code: '80307', units: 1, facts: ['a', 'b'] }] });
  });
  it('20: a definitive test beside a presumptive one needs its own reason, and a blanket one is not enough', () => {
    const definitive = (reason?: string) => coded([{ type: 'drug-test', occurredOn: DAY, method: 'LC-MS', classes: 3, setting: '11', ...(reason !== undefined && { reason }) }]);
    expect([definitive(), definitive('blanket order for everyone')].map(({ held }) => held[0]?.because)).toEqual([['definitive-reason'], ['definitive-reason']]);
    expect(definitive('fentanyl expected and absent').lines).toHaveLength(1);
  });
  it('21: an immunoassay is never a definitive test', () => {
    expect(coded([{ type: 'drug-test', occurredOn: DAY, method: 'immunoassay', classes: 12, reason: 'a reason', setting: '11' }]).held[0]?.codes).toEqual(['80305', '80306', '80307']);
  });
  it('22: in the office there is one fee and no facility claim', () => {
    expect(coded([LUMBAR, { ...BLOCK, setting: '11' }], AETNA, { claimType: 'facility' })).toMatchObject({ lines: [], notBilled: [{ because: ['claim-type'] }] });
  });
  it('23: no amount of one setting is set against another\'s', () => {
    nowhere('\\$ ?(220|350)\\b');
  });
  it('24: a hospital department off campus is 19, and not 22', () => {
    expect(CODE_FILES.at(-1)?.places).toMatchObject({ 19: { label: expect.stringContaining('off campus') }, 22: { label: expect.stringContaining('on campus') } });
    expect(coded([LUMBAR, BLOCK], AETNA, { placeOfService: '19' }).held[0]?.because).toEqual(['place-of-service']);
  });
  it.each([[25, 'highest denial|28 ?% of denials'], [26, '12.{1,3}18 ?%|earned revenue'], [27, 'most common denial'], [28, 'LCD Requirements|CMS \\(2025\\)']])('%i: a figure or a source that was not found is nowhere stated', (_row, pattern) => {
    nowhere(pattern);
  });
  it('29: caudal is 62322 or 62323, and the way through the foramen is always guided', () => {
    expect(codesOf([LUMBAR, { ...EPIDURAL, approach: 'caudal' }])).toEqual(['62323']);
    expect(coded([LUMBAR, { ...EPIDURAL, approach: 'transforaminal', targets: [{ level: 'L4-L5', side: 'right' }], guidance: 'none' }]).held[0]?.because).toContain('image-guidance');
  });
  it('30: a trial passes by half the analgesic as well, and function is asked', () => {
    const scs = policy(WASHINGTON, 'scs');
    expect(JSON.stringify(required(scs, 'implant', 'trial-relief'))).toMatch(/analgesic/i);
    expect(scs.steps.implant?.map(({ kind }) => kind)).toContain('trial-function');
  });
  it('31: thresholds differ by payer', () => {
    const thresholds = SHIPPED_POLICIES.flatMap((one) => (['rfa', 'implant'] as const).flatMap((step) => (one.steps[step] ?? []).filter(({ kind }) => kind === 'block-relief' || kind === 'trial-relief').map(({ required: asked }) => JSON.stringify(asked))));
    expect(new Set(thresholds).size).toBeGreaterThan(2);
  });
  it('32: the hospital program is for hospital departments alone', () => {
    expect(['11', '24'].map((place) => programOf(MEDICARE, 'rfa', place, DAY))).toEqual(['place-outside', 'place-outside']);
  });
});
