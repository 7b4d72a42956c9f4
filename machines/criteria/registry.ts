/** Every kind with its evaluator: the compiler insists that none is missing. A new kind is its file and one line here. */
import type { CriterionKind } from './evaluation';
import { baselineFunction } from './kinds/baseline-function';
import { blockConcordance } from './kinds/block-concordance';
import { blockCount } from './kinds/block-count';
import { blockDuration } from './kinds/block-duration';
import { blockInterval } from './kinds/block-interval';
import { blockRelief } from './kinds/block-relief';
import { blockVolume } from './kinds/block-volume';
import { concordantImaging } from './kinds/concordant-imaging';
import { conservativeCare } from './kinds/conservative-care';
import { coveredProcedure } from './kinds/covered-procedure';
import { epiduralContrast } from './kinds/epidural-contrast';
import { epiduralIndication } from './kinds/epidural-indication';
import { epiduralLevels } from './kinds/epidural-levels';
import { epiduralRepeat } from './kinds/epidural-repeat';
import { epiduralSpacing } from './kinds/epidural-spacing';
import { imageGuidance } from './kinds/image-guidance';
import { indication } from './kinds/indication';
import { leadLimit } from './kinds/lead-limit';
import { levelsPerSession } from './kinds/levels-per-session';
import { multidisciplinaryScreening } from './kinds/multidisciplinary-screening';
import { noActiveSubstanceUse } from './kinds/no-active-substance-use';
import { noCardiacDevice } from './kinds/no-cardiac-device';
import { noOtherCause } from './kinds/no-other-cause';
import { noRadiculopathy } from './kinds/no-radiculopathy';
import { noRecentIntraarticular } from './kinds/no-recent-intraarticular';
import { notGeneralizedPain } from './kinds/not-generalized-pain';
import { oneRegionPerSession } from './kinds/one-region-per-session';
import { painDuration } from './kinds/pain-duration';
import { painPattern } from './kinds/pain-pattern';
import { painScaleConsistency } from './kinds/pain-scale-consistency';
import { painSeverity } from './kinds/pain-severity';
import { psychEvaluation } from './kinds/psych-evaluation';
import { rediagnosisAfterGap } from './kinds/rediagnosis-after-gap';
import { repeatInterval } from './kinds/repeat-interval';
import { repeatRelief } from './kinds/repeat-relief';
import { rfaConsidered } from './kinds/rfa-considered';
import { rfaNotCandidate } from './kinds/rfa-not-candidate';
import { riskDiscussion } from './kinds/risk-discussion';
import { sessionLimit } from './kinds/session-limit';
import { siteOfService } from './kinds/site-of-service';
import { technique } from './kinds/technique';
import { trialDuration } from './kinds/trial-duration';
import { trialFunction } from './kinds/trial-function';
import { trialLimit } from './kinds/trial-limit';
import { trialRelief } from './kinds/trial-relief';
import { unfusedSegment } from './kinds/unfused-segment';
import type { Kind } from './types';

export const REGISTRY: { readonly [K in Kind]: CriterionKind<K> } = {
  'baseline-function': baselineFunction,
  'block-concordance': blockConcordance,
  'block-count': blockCount,
  'block-duration': blockDuration,
  'block-interval': blockInterval,
  'block-relief': blockRelief,
  'block-volume': blockVolume,
  'concordant-imaging': concordantImaging,
  'conservative-care': conservativeCare,
  'covered-procedure': coveredProcedure,
  'epidural-contrast': epiduralContrast,
  'epidural-indication': epiduralIndication,
  'epidural-levels': epiduralLevels,
  'epidural-repeat': epiduralRepeat,
  'epidural-spacing': epiduralSpacing,
  'image-guidance': imageGuidance,
  indication: indication,
  'lead-limit': leadLimit,
  'levels-per-session': levelsPerSession,
  'multidisciplinary-screening': multidisciplinaryScreening,
  'no-active-substance-use': noActiveSubstanceUse,
  'no-cardiac-device': noCardiacDevice,
  'no-other-cause': noOtherCause,
  'no-radiculopathy': noRadiculopathy,
  'no-recent-intraarticular': noRecentIntraarticular,
  'not-generalized-pain': notGeneralizedPain,
  'one-region-per-session': oneRegionPerSession,
  'pain-duration': painDuration,
  'pain-pattern': painPattern,
  'pain-scale-consistency': painScaleConsistency,
  'pain-severity': painSeverity,
  'psych-evaluation': psychEvaluation,
  'rediagnosis-after-gap': rediagnosisAfterGap,
  'repeat-interval': repeatInterval,
  'repeat-relief': repeatRelief,
  'rfa-considered': rfaConsidered,
  'rfa-not-candidate': rfaNotCandidate,
  'risk-discussion': riskDiscussion,
  'session-limit': sessionLimit,
  'site-of-service': siteOfService,
  technique: technique,
  'trial-duration': trialDuration,
  'trial-function': trialFunction,
  'trial-limit': trialLimit,
  'trial-relief': trialRelief,
  'unfused-segment': unfusedSegment,
};
