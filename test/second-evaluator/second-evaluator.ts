/**
 * A second evaluator of a policy: plain functions over the facts in order of their date, one for each kind, with dates of
 * their own. First written from the notes on payers and the case format alone, before its author had seen the engine's
 * kinds. It shares with the engine the policy files and the shapes of facts, and nothing else; where the two differed,
 * docs/decisions/0016-what-two-evaluators-disagreed-about.md says what settled it.
 */
import type { Fact, FactOf } from '../../machines/evidence/fact';
import * as blocks from './blocks';
import * as epidurals from './epidurals';
import * as pain from './pain';
import * as person from './person';
import { criteriaOf, deskOf, every, NO_FAULTS, of, type Asked, type Content, type Desk, type Fault, type Joint, type Question, type Verdict } from './record';
import * as repeats from './repeats';
import * as session from './session';
import * as stimulation from './stimulation';

export interface Sets { readonly unmet: readonly string[]; readonly unknown: readonly string[]; readonly review: readonly string[] }
export interface TargetAnswer extends Sets, Joint { readonly result: string; readonly verdicts: Readonly<Record<string, Verdict>> }
export interface Answer extends Sets {
  readonly result: string;
  readonly targets: readonly TargetAnswer[];
  /** By criterion; of a question without targets. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** Undefined: the criterion says nothing here. */
type Judge = (desk: Desk, required: never, target: Joint, criterion: Asked) => Verdict | undefined;

export const JUDGES: Readonly<Record<string, Judge>> = {
  'pain-duration': pain.painDuration,
  'pain-severity': pain.painSeverity,
  'pain-pattern': pain.painPattern,
  'conservative-care': person.conservativeCare,
  'no-radiculopathy': person.noRadiculopathy,
  'no-other-cause': person.noOtherCause,
  'not-generalized-pain': (desk) => person.reviewed(desk, 'generalizedPain'),
  'unfused-segment': person.unfusedSegment,
  'pain-scale-consistency': pain.painScaleConsistency,
  'baseline-function': pain.baselineFunction,
  'image-guidance': blocks.imageGuidance,
  technique: (desk, required) => session.oneOf(desk.question.technique, required),
  'one-region-per-session': session.oneRegion,
  'levels-per-session': session.levelsPerSession,
  'block-relief': (desk, _, target) => blocks.blockRelief(desk, target),
  'block-duration': (desk, _, target) => blocks.blockDuration(desk, target),
  'block-interval': (desk, _, target) => blocks.blockInterval(desk, target),
  'block-concordance': blocks.blockConcordance,
  'block-count': blocks.blockCount,
  'block-volume': blocks.blockVolume,
  'session-limit': session.sessionLimit,
  'repeat-relief': repeats.repeatRelief,
  'repeat-interval': session.repeatInterval,
  'rediagnosis-after-gap': repeats.rediagnosisAfterGap,
  'rfa-not-candidate': session.rfaNotCandidate,
  'rfa-considered': session.rfaConsidered,
  'no-recent-intraarticular': blocks.noRecentIntraarticular,
  'covered-procedure': () => 'unmet',
  indication: person.indication,
  'psych-evaluation': person.psychEvaluation,
  'multidisciplinary-screening': (desk) => person.recorded(desk, 'multidisciplinary-screening'),
  'no-active-substance-use': (desk) => person.reviewed(desk, 'activeSubstanceUse'),
  'risk-discussion': (desk) => person.recorded(desk, 'risk-discussion'),
  'no-cardiac-device': (desk) => person.reviewed(desk, 'cardiacDevice'),
  'trial-relief': stimulation.trialRelief,
  'trial-function': stimulation.trialFunction,
  'trial-duration': stimulation.trialDuration,
  'trial-limit': (desk, required) => stimulation.trialLimit(desk, required, reliefOfPolicy(desk.content)),
  'lead-limit': stimulation.leadLimit,
  'epidural-indication': epidurals.epiduralIndication,
  'concordant-imaging': epidurals.concordantImaging,
  'epidural-levels': epidurals.epiduralLevels,
  'epidural-contrast': (desk) => epidurals.epiduralContrast(desk),
  'epidural-spacing': epidurals.epiduralSpacing,
  'epidural-repeat': epidurals.epiduralRepeat,
  'site-of-service': (desk, required: { settings: string[]; review?: string[] }) => session.oneOf(desk.question.setting, { allowed: required.settings, review: required.review }),
};

/** "What a failed trial is, is what `trial-relief` of the same policy says." */
function reliefOfPolicy(content: Content): stimulation.TrialReliefAsked | undefined {
  return criteriaOf(content, 'implant').find(({ kind }) => kind === 'trial-relief')?.required as never;
}

export function answer(content: unknown, question: Question, facts: readonly Fact[], faults: ReadonlySet<Fault> = NO_FAULTS, unattested: readonly Fact[] = []): Answer {
  const desk = deskOf(content as Content, question, facts, faults);
  // "unverified until attested" where the policy asks for a clinician: a second look, at what somebody here stands for.
  const vouchedFor = deskOf(content as Content, question, facts.filter((fact) => !unattested.includes(fact)), faults);
  const asked = desk.criteria.filter((criterion) => isAsked(desk, criterion));
  const judged = (target: Joint | undefined): Omit<TargetAnswer, keyof Joint> => {
    const judge = (on: Desk, criterion: Asked): Verdict | undefined => (JUDGES[criterion.kind] as Judge)(on, criterion.required as never, target as Joint, criterion);
    const verdicts = asked.map((criterion) => [criterion, criterion.asksForClinician === true && judge(desk, criterion) === 'met' && judge(vouchedFor, criterion) !== 'met' ? 'review' : judge(desk, criterion)] as const)
      .filter((judged): judged is readonly [Asked, Verdict] => judged[1] !== undefined);
    const kinds = (wanted: Verdict): readonly string[] => [...new Set(verdicts.filter(([, verdict]) => verdict === wanted).map(([{ kind }]) => kind))];
    return {
      result: resultOf(every(verdicts.map(([, verdict]) => verdict))),
      unmet: kinds('unmet'), unknown: kinds('unknown'), review: kinds('review'),
      verdicts: Object.fromEntries(verdicts.map(([{ id }, verdict]) => [id, verdict])),
    };
  };
  if (question.targets.length === 0) return { ...judged(undefined), targets: [] };
  const targets = question.targets.map((target) => ({ level: target.level, side: target.side, ...judged(target) }));
  const union = (field: keyof Sets): readonly string[] => [...new Set(targets.flatMap((target) => target[field]))];
  const results = new Set(targets.map(({ result }) => result));
  return { result: results.size === 1 ? targets[0]!.result : 'partial', unmet: union('unmet'), unknown: union('unknown'), review: union('review'), targets, verdicts: {} };
}

function resultOf(verdict: Verdict): string {
  return { met: 'eligible', unmet: 'not-eligible', unknown: 'cannot-tell', review: 'review' }[verdict];
}

/** A criterion of some indications is not asked of a patient whom another covered indication suffices for without it. */
function isAsked(desk: Desk, { onlyForIndications, notForIndications, onlyInSettings }: Asked): boolean {
  const { setting } = desk.question;
  if (onlyInSettings && setting !== undefined && !onlyInSettings.includes(setting)) return false;
  const recorded = of(desk, 'indication');
  const isNamed = (names: readonly string[], { code, pattern }: FactOf<'indication'>): boolean => names.includes(code) || names.includes(`${code}/${pattern}`);
  if (notForIndications && recorded.some((one) => isNamed(notForIndications, one))) return false;
  if (!onlyForIndications) return true;
  const suffices = (one: FactOf<'indication'>): boolean => !isNamed(onlyForIndications, one) && person.isCovered(desk, one);
  return recorded.some((one) => isNamed(onlyForIndications, one)) && !recorded.some(suffices);
}
