/** A claim against the payer's word: approved, for these codes and this place, on that day, and not used before. */
import { toDay } from '../../kernel/calendar';
import { priorAuthorization } from '../../programs/applies';
import { authorizationValid } from '../../programs/approvals';
import { unitsOn } from '../units-done';
import { at, block, warn, type EditFinding, type NumberedLine, type OnClaim } from './edit';

export function authorizationEdits(on: OnClaim): readonly EditFinding[] {
  return on.claim.filter((line) => carriesTheNumber(on, line)).flatMap((line) => ofLine(on, line));
}

/** The facility's claim; a physician's own where there is none, at an office or at home, and wherever a payer without a program's list has decided. */
function carriesTheNumber({ claimType, file, coverage, dateOfService }: OnClaim, { placeOfService, code }: NumberedLine): boolean {
  return claimType === 'facility' || file.places[placeOfService]?.facility === false || priorAuthorization({ coverage, codes: [code], setting: placeOfService, dateOfService }).program === null;
}

/** Required and not there, or denied, blocks; what a person has to look at, and review before payment, is told. Where no list is on file, only what the payer has said counts. */
function ofLine({ claim, coverage, dateOfService, chart, approvals, exempt, criticalAccess }: OnClaim, line: NumberedLine): readonly EditFinding[] {
  const asked = { coverage, codes: [line.code], setting: line.placeOfService, dateOfService, exempt, criticalAccess };
  const { result: need, program, codes: [needed] } = priorAuthorization(asked);
  if (need === 'not-required' || need === 'exempt') return [];
  const { result, codes: [judged] } = authorizationValid(asked, chart, toDay(dateOfService), approvals, unitsOn(chart, coverage));
  if (judged === undefined) return [];
  if (result === 'valid') return judged.unitsLeft === undefined || unitsUpTo(claim, line, judged.unitsOf ?? [line.code]) <= judged.unitsLeft ? [] : [(need === 'required' ? block : warn)('authorization', at(line, 'units'), { because: ['units-left', String(judged.unitsLeft)] })];
  const isDenied = judged.because === 'denied';
  if (need === 'unknown' && needed?.because === 'no-list-on-file' && judged.because === 'no-approval') return [];
  const isBlocking = result === 'not-valid' && (need === 'required' || isDenied);
  return [(isBlocking ? block : warn)('authorization', at(line, 'code'), { because: [judged.because, ...(program === null ? [] : [program])] })];
}

/** Of the codes that share the units, with the lines before it: a right and a left line take from the same approval. */
function unitsUpTo(claim: OnClaim['claim'], { index }: NumberedLine, codes: readonly string[]): number {
  return claim.filter((line) => codes.includes(line.code) && line.index <= index).reduce((sum, { units }) => sum + units, 0);
}
