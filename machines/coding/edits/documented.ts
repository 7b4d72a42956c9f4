/** The claim against what the record of the day supports: service, units and sides, what is open, and what was left out. */
import type { OpenLine, ServiceLine } from '../types';
import { at, block, sidesOf, warn, type EditFinding, type NumberedLine, type OnClaim } from './edit';

type Documented = Pick<ServiceLine, 'code' | 'modifiers' | 'units' | 'facts'>;

/** Answered on the claim itself: by a modifier, a notice, or by being there. */
const ANSWERED_ON_THE_CLAIM = ['global-period', 'third-level', 'guidance-line'];
/** Told by an edit of its own. */
const TOLD_ELSEWHERE = ['claim-type', 'included-service'];

export function documentedEdits(on: OnClaim): readonly EditFinding[] {
  const { claim, record } = on;
  const held = record.held.filter(({ because }) => because.some((rule) => !ANSWERED_ON_THE_CLAIM.includes(rule)));
  const answered = record.held.filter((one) => !held.includes(one)).flatMap(ofOneCode);
  const supported = [...record.lines, ...answered];
  const known = claim.filter(({ of }) => of !== undefined && of.family !== 'guidance');
  return [
    ...claim.filter((line) => line.of?.family === 'guidance').flatMap((line) => (!isGuided(on, line) ? [block('not-documented', at(line, 'code'))] : line.units > 1 ? [block('not-documented', at(line, 'units'))] : [])),
    ...known.filter((line) => !isToldElsewhere(on, line)).flatMap((line) => ofLine(line, claim, supported, held)),
    ...notClaimed(on),
  ];
}

/** Lines that are ready, and what of them the claim leaves out: the line, a side, units. */
function notClaimed({ claim, record, file }: OnClaim): readonly EditFinding[] {
  const codes = new Set(record.lines.map(({ code }) => code));
  return [...codes].filter((code) => {
    const isSided = file.codes[code]?.bilateral === true;
    return total(claim.filter((line) => line.code === code), isSided) < total(record.lines.filter((line) => line.code === code), isSided);
  }).map((code) => warn('documented-not-claimed', '/lines', { because: [code], evidence: record.lines.filter((line) => line.code === code).flatMap(({ facts }) => facts) }));
}

/** Units of one side each. */
function total(lines: readonly Pick<Documented, 'modifiers' | 'units'>[], isSided: boolean): number {
  return lines.reduce((sum, { units, modifiers }) => sum + units * (isSided ? Math.max(1, sidesOf({ modifiers }).length) : 1), 0);
}

function ofOneCode({ codes, modifiers, units, facts }: OpenLine): readonly Documented[] {
  return codes.length === 1 ? [{ code: codes[0] as string, modifiers, units, facts }] : [];
}

function ofLine(line: NumberedLine, claim: readonly NumberedLine[], supported: readonly Documented[], held: readonly OpenLine[]): readonly EditFinding[] {
  const open = held.filter(({ codes }) => codes.includes(line.code));
  if (open.length > 0) return [block('open-question', at(line, 'code'), { because: [...new Set(open.flatMap(({ because }) => because))], evidence: open.flatMap(({ facts }) => facts) })];
  const documented = supported.filter(({ code }) => code === line.code);
  if (documented.length === 0) return [block('not-documented', at(line, 'code'))];
  const claimed = claim.filter(({ code, index }) => code === line.code && index <= line.index);
  const sides = sidesOf(line);
  const wrongSides = line.of?.bilateral === true && isOtherSide(sides, documented);
  if (wrongSides) return [block('not-documented', at(line, 'modifiers'), { evidence: documented.flatMap(({ facts }) => facts) })];
  const isSided = line.of?.bilateral === true;
  return total(claimed, isSided) > total(documented, isSided) ? [block('not-documented', at(line, 'units'), { evidence: documented.flatMap(({ facts }) => facts) })] : [];
}

/** In the record, and no line of its own; 59 and XS say that it is another structure, which the record does not. */
function isToldElsewhere({ record }: OnClaim, { code, modifiers }: NumberedLine): boolean {
  return !modifiers.some((modifier) => modifier === '59' || modifier === 'XS')
    && record.notBilled.some(({ codes, because }) => codes.includes(code) && because.some((rule) => TOLD_ELSEWHERE.includes(rule)));
}

function isGuided({ chart, dateOfService }: OnClaim, { code }: NumberedLine): boolean {
  const meant = code === '77012' ? 'CT' : 'fluoroscopy';
  return [...chart.block ?? [], ...chart.ablation ?? [], ...chart.epidural ?? []].some(({ fact }) => fact.occurredOn === dateOfService && fact.guidance === meant);
}

/** A side that the record does not have, or none where the record has one. */
function isOtherSide(sides: readonly string[], documented: readonly Documented[]): boolean {
  const known = new Set(documented.flatMap(sidesOf));
  if (known.size === 0) return false;
  return sides.length === 0 || sides.some((side) => !known.has(side));
}
