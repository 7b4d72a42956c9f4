/** What a criterion asks for, in words; every figure is read from the policy's `required`. Pure. */
import type { RequiredOf } from './required';
import type { Kind } from './types';
import { count, inWords, joinWords, settingInWords } from './words';

type InWords = { readonly [K in Kind]: (required: RequiredOf[K]) => string };

const IN_WORDS: InWords = {
  'pain-duration': (r) => `${r.from === 'surgery' ? 'At least' : 'Pain for at least'} ${r.weeksMin === undefined ? count(r.monthsMin ?? 0, 'month') : count(r.weeksMin, 'week')}${r.from === 'surgery' ? ' since the last surgery' : ''}`,
  'pain-severity': (r) => [
    Object.keys(r.scoreMin).length === 0 ? '' : `${r.afterCare === true ? 'Pain after care' : 'Baseline pain'} at least ${scoresInWords(r.scoreMin)}, limiting function`,
    r.limitsFunction === true && Object.keys(r.scoreMin).length === 0 ? 'Pain that limits function' : '',
  ].filter((part) => part !== '').join(', ') || 'Pain with a score at baseline',
  'pain-pattern': (r) => `Pain pattern ${words(r.allowed)}`,
  'conservative-care': (r) => `${r.modalities === undefined ? 'Conservative care' : `Care by ${words(r.modalities)}`} with the response ${words(r.responses)}${careInWords(r)}${r.excludedModalities.length === 0 ? '' : `; not counted: ${words(r.excludedModalities, 'and')}`}`,
  'no-radiculopathy': (r) => `Radiculopathy ${words(r.allowedRadiculopathy)}${r.allowedClaudication === undefined ? '' : `; neurogenic claudication ${words(r.allowedClaudication)}`}`,
  'no-other-cause': (r) => `No ${words(r.otherCauses)} that explains the pain${r.imagingRequired === true ? ', excluded by imaging' : r.imagingSuffices ? ', by clinical assessment or imaging' : ''}`,
  'not-generalized-pain': () => 'No generalized pain syndrome',
  'unfused-segment': (r) => (r.atLevelOnly === true ? 'No fusion at the level itself' : 'No fusion at the segment'),
  'pain-scale-consistency': () => 'The same pain scale at baseline and after every block',
  'baseline-function': (r) => `A disability score at baseline: ${words(r.instruments)}${r.scoreMin === undefined ? '' : `, at least ${scoresInWords(r.scoreMin)}`}${r.statementSuffices === true ? ', or that pain limits function' : ''}`,
  'image-guidance': (r) => `Guidance by ${words(r.allowed)}`,
  technique: (r) => `Technique: ${words(r.allowed)}`,
  'one-region-per-session': () => 'All targets in one spinal region, and no facet procedure in the other region that day',
  'levels-per-session': (r) => `At most ${count(r.levelsMax, r.contiguous === true ? 'contiguous level' : 'level')} in one session${r.perSide === true ? ', on each side' : ''}`,
  'block-relief': (r) => (r.reliefPercentMin === undefined ? 'Documented relief of the pain after the block' : `At least ${r.reliefPercentMin} % relief of the pain after the block, sustained for the agent`),
  'block-duration': () => 'Relief for as long as the agent is expected to act',
  'block-interval': (r) => `At least ${count(r.daysMin, 'day')} ${r.between === 'blocks' ? 'between the blocks' : 'between the block and the date of service'}`,
  'block-concordance': (r) => `${count(r.blocksMin, 'block')} at the requested level and side`,
  'block-count': (r) => (r.perTargetMax === undefined ? `At least ${count(r.blocksMin ?? 0, 'diagnostic block session')}${r.anestheticOnly === true ? ', stated to be without steroid' : ''}` : `At most ${count(r.perTargetMax, 'diagnostic block')} of one level and side, the requested one included`),
  'block-volume': (r) => `At most ${r.mlPerTargetMax} mL of anaesthetic at each level of the block`,
  'session-limit': (r) => `At most ${count(r.sessionsMax, `${r.counts} session`)} in ${count(r.windowMonths, 'month')}, the requested one included${r.regionNotStated === true ? '; of which region, the source does not say' : ''}`,
  'repeat-relief': (r) => `At least ${r.reliefPercentMin} % relief for at least ${r.weeksMin === undefined ? count(r.monthsMin ?? 0, 'month') : count(r.weeksMin, 'week')} after the prior ${r.of === 'ablation' ? 'ablation' : 'therapeutic session'}${r.functionPercentMin !== undefined ? `, or function better by at least ${r.functionPercentMin} %` : r.functionWithoutFigure ? ', or improved function' : ''}`,
  'repeat-interval': (r) => `At least ${count(r.monthsMin, 'month')} since the last ablation of this level and side`,
  'rediagnosis-after-gap': (r) => r.rule === 'repeat'
    ? `Less than ${count(r.yearsMin, 'year')} since the last ablation, or ${count(r.blocksMin, 'new block')} with at least ${r.reliefPercentMin} % relief`
    : `No block where an ablation within ${count(r.yearsMin, 'year')} gave at least ${r.reliefPercentMin} % relief for ${count(r.monthsMin, 'month')}`,
  'rfa-not-candidate': () => 'A documented reason why ablation is not an option',
  'rfa-considered': () => 'An ablation under consideration',
  'no-recent-intraarticular': (r) => `No therapeutic injection into a joint of the region within ${count(r.weeksMin, 'week')} before the block`,
  'covered-procedure': () => 'A covered procedure; this one is not',
  indication: (r) => (r.codes === undefined ? 'A documented indication' : `A covered indication: ${words(r.codes)}`),
  'psych-evaluation': (r) => `A psychological evaluation with clearance${r.by === undefined ? '' : `, by ${words(r.by)}`}`,
  'multidisciplinary-screening': () => 'Screening by a multidisciplinary team',
  'no-active-substance-use': () => 'No active substance use disorder',
  'risk-discussion': () => 'Risks and alternatives discussed with the patient',
  'no-cardiac-device': () => 'No pacemaker or implanted defibrillator',
  'trial-relief': (r) => `${atLeast(r.painPercentMin, 'less pain')}${r.analgesicRoute ? ` or ${uncapitalized(atLeast(r.analgesicPercentMin, 'less analgesic'))}` : ''} during the trial`,
  'trial-duration': (r) => [
    r.hoursOver === undefined ? '' : `A trial of more than ${count(r.hoursOver, 'hour')}`,
    r.daysMin === undefined ? '' : `A trial of at least ${count(r.daysMin, 'day')}`,
    r.daysMax === undefined ? '' : `at most ${count(r.daysMax, 'day')}`,
  ].filter((part) => part !== '').join(' and '),
  'trial-function': () => 'Better function during the trial than at baseline',
  'trial-limit': (r) => `At most ${count(r.trialsMax, 'trial')} in the region`,
  'lead-limit': (r) => `At most ${count(r.leadsMax, 'lead')} and ${count(r.contactsMax, 'contact')}`,
  'epidural-indication': (r) => (r.codes === undefined ? 'A documented indication for an epidural' : `An indication for an epidural: ${words(r.codes)}`),
  'concordant-imaging': (r) => `Imaging of the region that is concordant with history and examination${r.modalities === undefined ? '' : `, by ${words(r.modalities)}`}${r.withinMonths === undefined ? '' : `, within ${count(r.withinMonths, 'month')}`}`,
  'epidural-levels': (r) => `At most ${count(r.transforaminalMax, r.contiguous === true ? 'contiguous level' : 'level')} in one transforaminal session, ${count(r.otherMax, 'level')} in another`,
  'epidural-contrast': () => 'Contrast during the injection, unless contraindicated',
  'epidural-spacing': (r) => `At least ${count(r.daysMin, 'day')} since the last epidural${r.regionNotStated === true ? '; of which region, the source does not say' : ' of the region'}`,
  'epidural-repeat': (r) => [
    r.reliefPercentMin === undefined ? 'Documented relief after the last epidural' : `At least ${r.reliefPercentMin} % relief after the last epidural`,
    r.weeksMin === undefined ? '' : ` for at least ${count(r.weeksMin, 'week')}`,
    r.sustainedHoursMin === undefined ? '' : `, followed for at least ${count(r.sustainedHoursMin, 'hour')}`,
    r.functionPercentMin === undefined ? '' : `, or function better by at least ${r.functionPercentMin} %`,
    r.gainToo === true ? ', and better function or fewer analgesics' : '',
  ].join(''),
  'site-of-service': (r) => `Place of service ${joinWords(r.settings.map((code) => `${code} (${settingInWords(code)})`), 'or')}${r.review === undefined ? '' : `; reviewed: ${joinWords(r.review, 'or')}`}`,
};

/** `required` comes from a parsed policy, so it has the shape of its kind. */
export function requirementInWords(kind: Kind, required: unknown): string {
  const say = IN_WORDS[kind] as (required: unknown) => string;
  return say(required);
}

function careInWords(r: RequiredOf['conservative-care']): string {
  return [
    r.weeksMin === undefined ? '' : `, for at least ${count(r.weeksMin, 'week')}`,
    r.monthsMin === undefined ? '' : `, for at least ${count(r.monthsMin, 'month')}`,
    r.visitsMin === undefined ? '' : `, at least ${count(r.visitsMin, 'visit')}${r.visitsWithinWeeks === undefined ? '' : ` in at most ${count(r.visitsWithinWeeks, 'week')}`}`,
    r.endedWithinMonths === undefined ? '' : `, ended within ${count(r.endedWithinMonths, 'month')}`,
  ].join('');
}

function scoresInWords(scoreMin: Readonly<Record<string, number>>): string {
  return joinWords(Object.keys(scoreMin).sort().map((scale) => `${scale} ${scoreMin[scale]}`), 'or');
}

function atLeast(percent: number | undefined, what: string): string {
  return percent === undefined ? `Documented ${what}` : `At least ${percent} % ${what}`;
}

function uncapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function words(codes: readonly string[], conjunction: 'and' | 'or' = 'or'): string {
  return joinWords(codes.map(inWords), conjunction);
}
