/** Medicare: where the documentation does not meet the policy, a notice signed before the day stands behind GA. */
import { isOf, RULES } from '../rules';
import { at, block, type EditFinding, type OnClaim } from './edit';

export function advanceNoticeEdits({ claim, coverage, record }: OnClaim): readonly EditFinding[] {
  const rule = RULES.advanceNotice.find((one) => isOf(one, coverage));
  if (rule === undefined) return [];
  const asked = (outcome: string): readonly string[] => record.findings.filter((one) => one.kind === 'advance-notice' && one.outcome === outcome).flatMap(({ codes }) => codes);
  const [onFile, missing] = [asked('met'), asked('unmet')];
  return claim.flatMap((line): readonly EditFinding[] => {
    const isMarked = line.modifiers.includes(rule.modifier);
    const isOnFile = onFile.includes(line.code);
    if (isMarked === isOnFile && !missing.includes(line.code)) return [];
    return [block('advance-notice', at(line, 'modifiers'), { because: [isOnFile ? 'notice-not-shown' : 'no-notice'] })];
  });
}
