/** What a criterion asks for, in words; every figure is read from the policy's `required`. Pure. */
import type { RequiredOf } from './required';
import type { Kind } from './types';
import { count, inWords, joinWords, settingInWords } from './words';

type InWords = { readonly [K in Kind]: (required: RequiredOf[K]) => string };

const IN_WORDS: InWords = {
  'pain-duration': (r) => `Pain for at least ${count(r.monthsMin, 'month')}`,
  'pain-severity': (r) => `Baseline pain at least ${joinWords(Object.keys(r.scoreMin).sort().map((scale) => `${scale} ${r.scoreMin[scale]}`), 'or')}, limiting function`,
  'pain-pattern': (r) => `Pain pattern ${words(r.allowed)}`,
  'conservative-care': (r) => `Conservative care with the response ${words(r.responses)}${r.excludedModalities.length === 0 ? '' : `; not counted: ${words(r.excludedModalities, 'and')}`}`,
  'no-radiculopathy': (r) => `Radiculopathy ${words(r.allowedRadiculopathy)}; neurogenic claudication ${words(r.allowedClaudication)}`,
  'no-other-cause': (r) => `No ${words(r.otherCauses)} that explains the pain${r.imagingSuffices ? ', by clinical assessment or imaging' : ''}`,
  'not-generalized-pain': () => 'No generalized pain syndrome',
  'unfused-segment': () => 'No fusion at the segment',
  'pain-scale-consistency': () => 'The same pain scale at baseline and after every block',
  'baseline-function': (r) => `A disability score at baseline: ${words(r.instruments)}`,
  'image-guidance': (r) => `Guidance by ${words(r.allowed)}`,
  technique: (r) => `Technique: ${words(r.allowed)}`,
  'one-region-per-session': () => 'All targets in one spinal region, and no facet procedure in the other region that day',
  'levels-per-session': (r) => `At most ${count(r.levelsMax, 'level')} in one session`,
  'block-relief': (r) => `At least ${r.reliefPercentMin} % relief of the pain after the block, sustained for the agent`,
  'block-duration': () => 'Relief for as long as the agent is expected to act',
  'block-interval': (r) => `At least ${count(r.daysMin, 'day')} ${r.between === 'blocks' ? 'between the blocks' : 'between the block and the date of service'}`,
  'block-concordance': (r) => `${count(r.blocksMin, 'block')} at the requested level and side`,
  'block-count': (r) => `At least ${count(r.blocksMin, 'diagnostic block session')}`,
  'session-limit': (r) => `At most ${count(r.sessionsMax, `${r.counts} session`)} in ${count(r.windowMonths, 'month')}, the requested one included`,
  'repeat-relief': (r) => `At least ${r.reliefPercentMin} % relief for at least ${count(r.monthsMin, 'month')} after the prior ${r.of === 'ablation' ? 'ablation' : 'therapeutic session'}${r.functionWithoutFigure ? ', or improved function' : ''}`,
  'rediagnosis-after-gap': (r) => r.rule === 'repeat'
    ? `Less than ${count(r.yearsMin, 'year')} since the last ablation, or ${count(r.blocksMin, 'new block')} with at least ${r.reliefPercentMin} % relief`
    : `No block where an ablation within ${count(r.yearsMin, 'year')} gave at least ${r.reliefPercentMin} % relief for ${count(r.monthsMin, 'month')}`,
  'rfa-not-candidate': () => 'A documented reason why ablation is not an option',
  indication: () => 'A covered indication',
  'psych-evaluation': () => 'A psychological evaluation with clearance',
  'multidisciplinary-screening': () => 'Screening by a multidisciplinary team',
  'no-active-substance-use': () => 'No active substance use disorder',
  'risk-discussion': () => 'Risks and alternatives discussed with the patient',
  'trial-relief': (r) => `At least ${r.painPercentMin} % less pain or ${r.analgesicPercentMin} % less analgesic during the trial`,
  'trial-function': () => 'Better function during the trial than at baseline',
  'trial-limit': (r) => `At most ${count(r.trialsMax, 'trial')} in the region`,
  'lead-limit': (r) => `At most ${count(r.leadsMax, 'lead')} and ${count(r.contactsMax, 'contact')}`,
  'site-of-service': (r) => `Place of service ${joinWords(r.settings.map((code) => `${code} (${settingInWords(code)})`), 'or')}`,
};

/** `required` comes from a parsed policy, so it has the shape of its kind. */
export function requirementInWords(kind: Kind, required: unknown): string {
  const say = IN_WORDS[kind] as (required: unknown) => string;
  return say(required);
}

function words(codes: readonly string[], conjunction: 'and' | 'or' = 'or'): string {
  return joinWords(codes.map(inWords), conjunction);
}
