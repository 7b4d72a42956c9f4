/**
 * Sentences from findings, apart from the rules that made them. Pure. Findings are data; nothing here decides.
 * Never what a patient needs: documentation meets, does not meet, or cannot tell.
 */
import type { Assessment, Finding, Kind } from './types';
import { requirementInWords } from './requirement-in-words';
import { ATTESTATION, whatToDocument } from './what-to-document';
import { inWords, joinWords } from './words';

/** What each kind asks, in a clinician's words. */
export const KIND_LABELS: { readonly [K in Kind]: string } = {
  'pain-duration': 'Duration of pain',
  'pain-severity': 'Severity of pain',
  'pain-pattern': 'Axial pattern of pain',
  'conservative-care': 'Conservative care that failed',
  'no-radiculopathy': 'No untreated radiculopathy or claudication',
  'no-other-cause': 'No other cause of the pain',
  'not-generalized-pain': 'No generalized pain syndrome',
  'unfused-segment': 'No fusion',
  'pain-scale-consistency': 'One pain scale throughout',
  'baseline-function': 'Disability score at baseline',
  'image-guidance': 'Image guidance',
  technique: 'Ablation technique',
  'one-region-per-session': 'One spinal region in the session',
  'levels-per-session': 'Levels in the session',
  'block-relief': 'Relief after the diagnostic block',
  'block-duration': 'Duration of relief against the agent',
  'block-interval': 'Interval between blocks',
  'block-concordance': 'Same level and side',
  'block-count': 'Number of diagnostic blocks',
  'block-volume': 'Volume of the diagnostic block',
  'session-limit': 'Sessions in the rolling window',
  'repeat-relief': 'Benefit of the earlier procedure',
  'repeat-interval': 'Interval since the last ablation',
  'rediagnosis-after-gap': 'Diagnosis after an earlier ablation',
  'rfa-not-candidate': 'Reason why ablation is not an option',
  'rfa-considered': 'Ablation under consideration',
  'no-recent-intraarticular': 'No recent injection into a joint',
  'covered-procedure': 'Procedure that the policy does not cover',
  indication: 'Indication for stimulation',
  'psych-evaluation': 'Psychological evaluation with clearance',
  'multidisciplinary-screening': 'Multidisciplinary screening',
  'no-active-substance-use': 'No active substance use',
  'risk-discussion': 'Risks discussed',
  'no-cardiac-device': 'No cardiac device',
  'trial-relief': 'Relief in the trial',
  'trial-function': 'Function in the trial',
  'trial-duration': 'Length of the trial',
  'trial-limit': 'Number of trials',
  'lead-limit': 'Leads and contacts',
  'site-of-service': 'Place of service',
  'epidural-indication': 'Indication for the epidural',
  'concordant-imaging': 'Concordant imaging',
  'epidural-levels': 'Levels of the epidural',
  'epidural-contrast': 'Contrast',
  'epidural-spacing': 'Interval since the last epidural',
  'epidural-repeat': 'Response to the last epidural',
};

export const OUTCOME_WORDS = { met: 'met', unmet: 'not met', unknown: 'cannot tell', review: 'for people to decide' } as const;

/** One sentence: what was asked, the outcome, what the record shows, and what to do about it. */
export function narrate(finding: Finding): string {
  const where = finding.target === undefined ? '' : ` (${finding.target.level} ${finding.target.side})`;
  const shown = shownOf(finding);
  const missing = finding.missing.map((code) => (code === ATTESTATION ? `imported from ${sourcesOf(finding)}, not yet attested: ${whatToDocument(code)}` : whatToDocument(code))).join('; ');
  return [
    `${KIND_LABELS[finding.kind]}${where}: ${OUTCOME_WORDS[finding.outcome]}`,
    shown === '' ? '' : `the record shows ${shown}`,
    finding.outcome === 'met' ? '' : `the policy asks: ${uncapitalized(requirementInWords(finding.kind, finding.required))}`,
    missing,
  ].filter((part) => part !== '').join('; ') + '.';
}

function sourcesOf({ found }: Finding): string {
  const sources = found['importedFrom'];
  return Array.isArray(sources) ? joinWords(sources.map(String), 'and') : 'another system';
}

/** The verdict of an assessment, in the only words this engine uses. */
export function verdict(assessment: Pick<Assessment, 'result' | 'policy' | 'asOf'>): string {
  const { policy, asOf } = assessment;
  return `${VERDICTS[assessment.result]}, for policy ${policy.id} (${policy.document} ${policy.revision}) version ${policy.version} as of ${asOf}.`;
}

const VERDICTS: { readonly [R in Assessment['result']]: string } = {
  eligible: 'Documentation meets the policy',
  'not-eligible': 'Documentation does not meet the policy',
  'cannot-tell': 'Documentation cannot tell whether the policy is met',
  review: 'Documentation is complete, and people must decide',
  partial: 'Documentation meets the policy for some of the targets only, or the targets stand differently',
};

/** How a key of `found` is said; figures carry their unit, words such as "not known" do not. A key without an entry is spelled out. */
const PHRASES: Readonly<Record<string, readonly [before: string, unit?: string, after?: string]>> = {
  courses: ['courses of care:'],
  otherCause: ['other cause:'],
  imagingExcludes: ['imaging excludes another cause:'],
  imagingShows: ['imaging shows'],
  generalizedPain: ['generalized pain:'],
  activeSubstanceUse: ['active substance use:'],
  fusedLevels: ['fused'],
  planned: ['planned:'],
  blocks: ['of the blocks:'],
  baseline: ['baseline'],
  afterBlocks: ['after the blocks'],
  ablation: ['ablation:'],
  earlierAblation: ['earlier ablation:'],
  cleared: ['cleared:'],
  recordedOn: ['recorded on'],
  onsetOn: ['onset on'],
  days: ['', 'days'],
  earliestOn: ['possible from'],
  allowedFrom: ['a new diagnostic block possible from'],
  askedAgainFrom: ['asked again from'],
  reliefPercent: ['relief', '%'],
  statedPercent: ['stated', '%'],
  analgesicTakenOn: ['an analgesic was taken before a score of the block of'],
  painPercent: ['relief of pain', '%'],
  analgesicPercent: ['reduction of analgesics', '%'],
  durationMinutes: ['relief for', 'minutes'],
  windowMinutes: ['the agent acts', 'minutes'],
  sessions: ['sessions with the one asked for:'],
  sessionsOfAnyRegion: ['of any region:'],
  diagnosticSessions: ['diagnostic sessions:'],
  covering: ['blocks at this level and side:'],
  needed: ['asked for'],
  ablationOn: ['ablation on'],
  occurredOn: ['on'],
  missingDays: ['no score on'],
  conflictingDays: ['two scores on'],
  daysNotCounted: ['outside the trial and not counted:'],
  keptNotCounted: ['kept and not counted:'],
  epiduralOn: ['epidural on'],
  epiduralElsewhereOn: ['epidural, of another region, on'],
  imagingOn: ['imaging on'],
  tooOld: ['too old:'],
  countedFrom: ['counted from'],
  surgeryOn: ['surgery on'],
  limitsFunction: ['pain limits function:'],
  daysOfCare: ['care for', 'days'],
  careEndedOn: ['care ended on'],
  blocksHereWithTheAsked: ['blocks of this level and side with the one asked for:'],
  volumeMl: ['', 'mL at each level'],
  rfaConsidered: ['ablation considered:'],
  cardiacDevice: ['cardiac device:'],
  injectionOn: ['injection into a joint on'],
  trialHours: ['', 'hours of trial'],
  trialDays: ['', 'full days'],
  evaluatedBy: ['evaluated by'],
  noDiagnosticBlock: ['kept, not a diagnostic medial branch block:'],
};

/** Said with what to do about it, not with what the record shows. */
const UNSAID: ReadonlySet<string> = new Set(['importedFrom', 'notAttested']);

/** Not stated: that no study says so is no statement that one says the opposite. */
const UNSAID_WHEN_NO: ReadonlySet<string> = new Set(['imagingExcludes']);

/** What the record shows, as phrases without a verdict. */
export function shownOf(finding: Finding): string {
  return phrases(finding.found);
}

function phrases(values: Readonly<Record<string, unknown>>): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    if (UNSAID.has(key) || value === null || (Array.isArray(value) && value.length === 0) || (value === false && UNSAID_WHEN_NO.has(key))) continue;
    const [before, unit, after] = PHRASES[key] ?? [spelled(key)];
    const said = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map((one) => (unit === undefined || typeof one !== 'number' ? plain(one) : `${plain(one)} ${unit}`));
    parts.push([before, joinWords(said, 'and'), after ?? ''].filter((word) => word !== '').join(' '));
  }
  return parts.join(', ');
}

/** A code of the record (`physical-therapy`), not a date, a level or an instrument. */
const CODE = /^[a-z]+(-[a-z]+)*$/;

/** Unrounded figures are shown with as many decimals as tell them from their threshold. */
function plain(value: unknown): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Math.floor(value * 100) / 100);
  const text = String(value);
  return CODE.test(text) ? inWords(text) : text;
}

/** Into the middle of a sentence; names such as NRS keep their capitals. */
function uncapitalized(text: string): string {
  return /^[A-Z]([a-z]| )/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function spelled(key: string): string {
  return key.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}
