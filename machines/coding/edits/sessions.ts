/** What one session may hold: third levels, regions and levels, by the policy in force; and how often a drug may be tested. */
import { isRejection } from '../../kernel/rejection';
import type { Criterion, Step } from '../../criteria/types';
import { selectPolicy } from '../../policies/select';
import { isOf, RULES } from '../rules';
import { at, block, sidesOf, warn, type Claim, type EditFinding, type NumberedLine, type OnClaim } from './edit';
import { waysOf } from './ways';

export function sessionEdits(on: OnClaim): readonly EditFinding[] {
  return [...thirdLevels(on), ...(['facet-injection', 'facet-ablation'] as const).flatMap((family) => caps(on, family)), ...sessionLimits(on), ...testFrequency(on)];
}

function thirdLevels({ claim, coverage }: OnClaim): readonly EditFinding[] {
  if (!RULES.thirdLevelNotCovered.some((rule) => isOf(rule, coverage))) return [];
  const noticed = RULES.advanceNotice.filter((rule) => isOf(rule, coverage)).map(({ modifier }) => modifier);
  return claim.filter(({ of }) => of?.family === 'facet-injection' && of.tier === 3).map((line) => (
    line.modifiers.some((modifier) => noticed.includes(modifier)) ? warn('third-level', at(line, 'code')) : block('third-level', at(line, 'code'))));
}

function caps(on: OnClaim, family: 'facet-injection' | 'facet-ablation'): readonly EditFinding[] {
  const lines = on.claim.filter(({ of }) => of?.family === family);
  if (lines.length === 0) return [];
  const policy = selectPolicy(on.policies, on.coverage, 'rfa', on.dateOfService, stepOf(family));
  if (isRejection(policy)) return [];
  const criteria = policy.steps[stepOf(family)] ?? [];
  const regions = criteria.some(({ kind }) => kind === 'one-region-per-session');
  const levelsMax = (criteria.find(({ kind }) => kind === 'levels-per-session') as Criterion<{ readonly levelsMax?: number }> | undefined)?.required.levelsMax;
  // T12-L1 with L1-L2 is written with one code of either region.
  const second = lines.findLast(({ of, code }) => of?.region !== lines[0]?.of?.region && !isJunction(lines, code));
  return [
    ...(regions && second !== undefined ? [capped(on, second, 'one-region')] : []),
    ...(levelsMax === undefined ? [] : overLevels(on, lines, levelsMax)),
  ];
}

function stepOf(family: 'facet-injection' | 'facet-ablation'): Step {
  return family === 'facet-injection' ? 'mbb1' : 'rfa';
}

function isJunction(lines: Claim, code: string): boolean {
  const { first, second } = RULES.junction;
  return (code === first || code === second) && lines.every((line) => line.code === first || line.code === second) && !lines.every((line) => line.code === code);
}

/** The line with which a region has more levels than one session may hold. */
function overLevels(on: OnClaim, lines: Claim, levelsMax: number): readonly EditFinding[] {
  const over: EditFinding[] = [];
  for (const region of new Set(lines.map(({ of }) => of?.region))) {
    let most = 0;
    const bySide = new Map<string, number>();
    for (const line of lines.filter(({ of }) => of?.region === region)) {
      const before = most;
      for (const [side, levels] of bySideOf(on, line)) bySide.set(side, (bySide.get(side) ?? 0) + levels);
      most = Math.max(...bySide.values());
      if (most > levelsMax && before <= levelsMax) over.push(capped(on, line, 'session-levels', [String(levelsMax)]));
    }
  }
  return over;
}

/** Levels of each side that a line is for; what a payer takes twice is one of each side by two lines. */
function bySideOf(on: OnClaim, line: NumberedLine): readonly (readonly [side: string, levels: number])[] {
  const sides = sidesOf(line);
  if (sides.length > 0) return sides.map((side) => [side, line.units] as const);
  return line.of?.role === 'add-on' && waysOf(on, line) === 'twice' ? [['LT', line.units / 2], ['RT', line.units / 2]] : [['RT', line.units]];
}

/** What the policy does not cover goes out with a notice and GA, for the denial that the patient has agreed to pay. */
function capped(on: OnClaim, line: NumberedLine, kind: 'one-region' | 'session-levels' | 'session-limit', because: readonly string[] = []): EditFinding {
  const isNoticed = RULES.advanceNotice.some((rule) => isOf(rule, on.coverage) && line.modifiers.includes(rule.modifier));
  return (isNoticed ? warn : block)(kind, at(line, 'code'), { because });
}

/** More sessions in the policy's window than it covers, this one counted. */
function sessionLimits(on: OnClaim): readonly EditFinding[] {
  const over = on.assessed.filter(({ assessment }) => assessment?.findings.some(({ kind, outcome }) => kind === 'session-limit' && outcome === 'unmet') === true);
  const lines = [...on.record.lines.map(({ code, facts }) => ({ codes: [code], facts })), ...on.record.held];
  const codes = lines.filter(({ facts }) => over.some(({ procedures }) => procedures.some(({ id }) => facts.includes(id)))).flatMap((line) => line.codes);
  const evidence = over.flatMap(({ assessment }) => (assessment?.findings ?? []).filter(({ kind }) => kind === 'session-limit').flatMap((finding) => finding.evidence));
  return on.claim.filter(({ code }) => codes.includes(code)).map((line) => ({ ...capped(on, line, 'session-limit'), evidence: [...new Set(evidence)] }));
}

function testFrequency({ claim, record }: OnClaim): readonly EditFinding[] {
  return record.findings.filter(({ kind, outcome }) => kind === 'test-frequency' && (outcome === 'unmet' || outcome === 'review'))
    .flatMap(({ codes, evidence }) => claim.filter(({ code }) => codes.includes(code)).map((line) => warn('test-frequency', at(line, 'code'), { evidence })));
}
