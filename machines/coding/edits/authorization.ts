/** A hospital's or center's claim against the payer's word: approved, for these codes and this place, on that day. */
import { toDay } from '../../kernel/calendar';
import { visible } from '../../evidence/chart';
import { authorizationValid, priorAuthorization } from '../../programs/applies';
import { at, block, warn, type EditFinding, type OnClaim } from './edit';

/** The physician's own claim carries no number; whether it is paid without the hospital's is not in the sources. */
export function authorizationEdits(on: OnClaim): readonly EditFinding[] {
  const { claim, claimType, coverage, dateOfService, chart, approvals, exempt } = on;
  if (claimType !== 'facility') return [];
  const day = toDay(dateOfService);
  const recorded = [...visible(chart, 'authorization', day).map(({ fact }) => fact), ...approvals];
  const trial = visible(chart, 'scs-trial', day).filter((one) => one.day < day).at(-1)?.fact;
  return claim.flatMap((line): readonly EditFinding[] => {
    const asked = { coverage, codes: [line.code], setting: line.placeOfService, dateOfService, exempt };
    const need = priorAuthorization(asked);
    if (need.result !== 'required' && need.result !== 'voluntary') return [];
    const { result, codes: [judged] } = authorizationValid(asked, recorded, trial && { on: trial.occurredOn, ...(trial.setting !== undefined && { setting: trial.setting }) });
    if (result === 'valid' || judged === undefined) return [];
    const isBlocking = need.result === 'required' && result === 'not-valid';
    return [(isBlocking ? block : warn)('authorization', at(line, 'code'), { because: [judged.because, ...(need.program === null ? [] : [need.program])] })];
  });
}
