/** What is not met: what the record shows, what to document next, and who could. Pure; every finding that is not met is in exactly one gap. */
import { unreachable } from '../kernel/assert';
import type { Outcome } from '../kernel/outcome';
import type { Finding, Kind } from '../criteria/types';
import { ATTESTATION, whatToDocument } from '../criteria/what-to-document';
import type { CrosswalkEntry } from './crosswalk';
import type { Gap } from './packet-model';
import { capitalized } from '../criteria/words';

const CLINICIAN = 'Treating clinician';
const NURSE = 'Nurse or treating clinician';
const STAFF = 'Authorization staff, with the treating clinician';

/** Who can put on record what the kind reads. */
const WHO: Readonly<Record<Kind, string>> = {
  'pain-duration': NURSE, 'pain-severity': NURSE, 'pain-pattern': CLINICIAN, 'conservative-care': NURSE,
  'no-radiculopathy': CLINICIAN, 'no-other-cause': CLINICIAN, 'not-generalized-pain': CLINICIAN, 'unfused-segment': CLINICIAN,
  'pain-scale-consistency': NURSE, 'baseline-function': NURSE, 'image-guidance': CLINICIAN, technique: CLINICIAN,
  'one-region-per-session': CLINICIAN, 'levels-per-session': CLINICIAN,
  'block-relief': NURSE, 'block-duration': NURSE, 'block-interval': CLINICIAN, 'block-concordance': CLINICIAN, 'block-count': CLINICIAN, 'block-volume': CLINICIAN,
  'session-limit': STAFF, 'repeat-relief': NURSE, 'repeat-interval': STAFF, 'rediagnosis-after-gap': CLINICIAN, 'rfa-not-candidate': CLINICIAN,
  'rfa-considered': CLINICIAN, 'no-recent-intraarticular': CLINICIAN, 'covered-procedure': STAFF,
  indication: CLINICIAN, 'psych-evaluation': 'The evaluating psychologist or psychiatrist', 'multidisciplinary-screening': CLINICIAN,
  'no-active-substance-use': CLINICIAN, 'risk-discussion': CLINICIAN, 'no-cardiac-device': CLINICIAN,
  'trial-relief': NURSE, 'trial-function': NURSE, 'trial-duration': NURSE, 'trial-limit': CLINICIAN, 'lead-limit': CLINICIAN, 'site-of-service': STAFF,
  'epidural-indication': CLINICIAN, 'concordant-imaging': CLINICIAN, 'epidural-levels': CLINICIAN, 'epidural-contrast': CLINICIAN, 'epidural-spacing': STAFF, 'epidural-repeat': NURSE,
};

export function gapsOf(entries: readonly CrosswalkEntry[], overridden: readonly Kind[]): readonly Gap[] {
  return entries.flatMap(({ row, findings }) => row.outcome === 'met' ? [] : [{
    criterion: row.criterion,
    kind: row.kind,
    title: row.title,
    outcome: row.outcome,
    targets: row.targets,
    finding: row.finding,
    shown: row.shown,
    toDocument: isOnlyUnattested(findings) ? `${sentenceOf(ATTESTATION)} It was imported, and the policy asks for a clinician.` : toDocument(row.outcome, missingOf(findings), row.required),
    who: isOnlyUnattested(findings) ? 'A clinician of the practice' : row.outcome === 'review' ? "A clinician of the practice, and the payer's reviewer" : WHO[row.kind],
    overridden: overridden.includes(row.kind),
  }]);
}

/** Nothing is to be read in another way: somebody has to vouch for what was imported. */
export function isOnlyUnattested(findings: readonly Finding[]): boolean {
  return findings.length > 0 && findings.every(({ missing }) => missing.length === 1 && missing[0] === ATTESTATION);
}

function missingOf(findings: readonly Finding[]): string {
  return [...new Set(findings.flatMap((finding) => finding.missing))].map(sentenceOf).join(' ');
}

function sentenceOf(code: string): string {
  return `${capitalized(whatToDocument(code))}.`;
}

function toDocument(outcome: Exclude<Outcome, 'met'>, missing: string, required: string): string {
  switch (outcome) {
    case 'unknown': return missing === '' ? `Document: ${required}.` : missing;
    case 'unmet': return missing === '' ? 'The record answers this and falls short: only a later event, or the correction of a wrong record, changes it.' : missing;
    case 'review': return `The record can be read in more than one way: state how it is to be read, and why. ${missing}`.trimEnd();
    default: return unreachable(outcome);
  }
}
