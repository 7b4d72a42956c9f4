/** How the payer of a claim writes both sides of a line. */
import { bilateralRule, type BilateralWay } from '../rules';
import type { NumberedLine, OnClaim } from './edit';

export function waysOf({ coverage, claimType }: OnClaim, { placeOfService, of }: NumberedLine): BilateralWay {
  return bilateralRule(coverage, claimType, placeOfService, of?.role ?? 'primary')?.way ?? 'modifier-50';
}
