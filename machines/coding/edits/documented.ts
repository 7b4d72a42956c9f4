/** The claim against what the record of the day supports: service, units and sides, what is open, and what was left out. */
import type { CodingRule, OpenLine, ServiceLine } from '../types';
import { at, block, sidesOf, warn, type EditFinding, type NumberedLine, type OnClaim } from './edit';

type Documented = Pick<ServiceLine, 'code' | 'modifiers' | 'units' | 'facts'>;

/** Answered on the claim itself: by a modifier, a notice, or by being there. */
const ANSWERED_ON_THE_CLAIM = ['global-period', 'third-level', 'guidance-line'];
/** Questions about how a line is written. */
const OF_WRITING: readonly CodingRule[] = ['sides-by-level', 'thoraco-lumbar-junction', 'unit-limit'];
/** Told by an edit of its own. */
const TOLD_ELSEWHERE = ['claim-type', 'included-service'];

export function documentedEdits(on: OnClaim): readonly EditFinding[] {
  const known = on.claim.filter(({ of }) => of !== undefined && of.family !== 'guidance');
  return [
    ...on.claim.filter((line) => line.of?.family === 'guidance').flatMap((line) => ofGuidance(on, line)),
    ...known.filter((line) => !isToldElsewhere(on, line)).flatMap((line) => ofLine(on, line)),
    ...notClaimed(on),
  ];
}

/** Guidance of the day, one unit. */
function ofGuidance(on: OnClaim, line: NumberedLine): readonly EditFinding[] {
  if (!isGuided(on, line)) return [block('not-documented', at(line, 'code'))];
  return line.units > 1 ? [block('not-documented', at(line, 'units'))] : [];
}

/** Lines that are ready, and what of them the claim leaves out: the line, a side, units. */
function notClaimed({ claim, record, file }: OnClaim): readonly EditFinding[] {
  const codes = new Set(record.lines.map(({ code }) => code));
  return [...codes].filter((code) => {
    const isSided = file.codes[code]?.bilateral === true;
    const claimed = unitsBySide(claim.filter((line) => line.code === code), isSided);
    return [...unitsBySide(record.lines.filter((line) => line.code === code), isSided)].some(([side, units]) => (claimed.get(side) ?? 0) < units);
  }).map((code) => warn('documented-not-claimed', '/lines', { because: [code], evidence: record.lines.filter((line) => line.code === code).flatMap(({ facts }) => facts) }));
}

/** What has sides is counted for each; two lines without one are a level that is taken twice. */
function unitsBySide(lines: readonly Pick<Documented, 'modifiers' | 'units'>[], isSided: boolean): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const { units, modifiers } of lines) {
    const sides = isSided ? sidesOf({ modifiers }) : [];
    const share = isSided && sides.length === 0 ? units / 2 : units;
    for (const side of !isSided ? [''] : sides.length === 0 ? ['LT', 'RT'] : sides) all.set(side, (all.get(side) ?? 0) + share);
  }
  return all;
}

function ofEachCode({ codes, modifiers, units, facts }: OpenLine): readonly Documented[] {
  return codes.map((code) => ({ code, modifiers, units, facts }));
}

/** A question for people that somebody has answered; one that facts answer is not answered by a person's word. */
function isDecided({ record, decided }: OnClaim, rule: CodingRule): boolean {
  const outcomes = record.findings.filter(({ kind }) => kind === rule).map(({ outcome }) => outcome);
  return decided.includes(rule) && outcomes.includes('review') && !outcomes.includes('unknown') && !outcomes.includes('unmet');
}

/** 59 and XS say that it is another structure. */
function isDistinct({ modifiers }: NumberedLine): boolean {
  return modifiers.some((modifier) => modifier === '59' || modifier === 'XS');
}

function ofLine(on: OnClaim, line: NumberedLine): readonly EditFinding[] {
  const open = on.record.held.filter(({ codes }) => codes.includes(line.code));
  const rules = [...new Set(open.flatMap(({ because }) => because))].filter((rule) => !ANSWERED_ON_THE_CLAIM.includes(rule) && !(rule === 'same-day-services' && isDistinct(line)));
  const asked = rules.filter((rule) => !isDecided(on, rule));
  const facts = open.flatMap((one) => one.facts);
  if (asked.length > 0) return [block('open-question', at(line, 'code'), { because: asked, evidence: facts })];
  // What a person has decided is told; how lines, sides or units are written then is theirs to say.
  const told = rules.length === 0 ? [] : [warn('open-question', at(line, 'code'), { because: rules, evidence: facts })];
  if (rules.some((rule) => OF_WRITING.includes(rule))) return told;
  return [...told, ...compared(on, line, open)];
}

function compared(on: OnClaim, line: NumberedLine, open: readonly OpenLine[]): readonly EditFinding[] {
  const documented = [...on.record.lines, ...open.flatMap(ofEachCode)].filter(({ code }) => code === line.code);
  if (documented.length === 0) return [block('not-documented', at(line, 'code'))];
  const isSided = line.of?.bilateral === true;
  const evidence = documented.flatMap(({ facts }) => facts);
  if (isSided && isOtherSide(sidesOf(line), documented)) return [block('not-documented', at(line, 'modifiers'), { evidence })];
  const supportedBySide = unitsBySide(documented, isSided);
  const claimed = unitsBySide(on.claim.filter(({ code, index }) => code === line.code && index <= line.index), isSided);
  return [...claimed].some(([side, units]) => units > (supportedBySide.get(side) ?? 0)) ? [block('not-documented', at(line, 'units'), { evidence })] : [];
}

/** In the record, and no line of its own; 59 and XS say that it is another structure, which the record does not. */
function isToldElsewhere({ record }: OnClaim, line: NumberedLine): boolean {
  const { code } = line;
  return !isDistinct(line) && record.notBilled.some(({ codes, because }) => codes.includes(code) && because.some((rule) => TOLD_ELSEWHERE.includes(rule)));
}

function isGuided({ chart, dateOfService }: OnClaim, { code }: NumberedLine): boolean {
  const meant = code === '77012' ? 'CT' : 'fluoroscopy';
  return [...chart.block ?? [], ...chart.ablation ?? [], ...chart.epidural ?? []].some(({ fact }) => fact.occurredOn === dateOfService && fact.guidance === meant);
}

/** A side that the record does not have, or none where the record has no level of both sides. */
function isOtherSide(sides: readonly string[], documented: readonly Documented[]): boolean {
  const written = documented.map(sidesOf);
  if (written.every(({ length }) => length === 0)) return false;
  const known = new Set(written.flatMap((one) => (one.length === 0 ? ['LT', 'RT'] : one)));
  return sides.length === 0 ? written.every(({ length }) => length > 0) : sides.some((side) => !known.has(side));
}
