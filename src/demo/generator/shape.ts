/** A shape is a position worth showing: how a patient gets there, what it teaches and what the engine must say. */
import { DEMO_FACILITY, DEMO_PRACTITIONER } from '../demo-directory';
import type { Target } from '../../../machines/kernel/anatomy';
import type { PlainDate } from '../../../machines/kernel/calendar';
import type { EpisodeId } from '../../../machines/kernel/ids';
import type { Step } from '../../../machines/criteria/types';
import type { EpisodePlan } from '../../../machines/patient/events';
import type { Random } from './random';
import { daysAfter, type Story } from './story';
import type { ExpectedStanding } from './synthetic-patient';

export interface Shape {
  readonly key: string;
  readonly lesson: string;
  /** Where the patient may live: the state selects the Medicare contractor. */
  readonly states: readonly [string, ...string[]];
  readonly registeredDaysAgo: number;
  readonly tell: (story: Story) => void;
  readonly expected: ExpectedStanding;
}

export const FACET_STATES = ['OH', 'KY'] as const;
export const EPIDURAL_STATES = ['FL'] as const;
export const STIMULATION_STATES = ['AZ', 'OR'] as const;
export const NOTHING_OPEN = { unmet: [], unknown: [], review: [] } as const;

const LUMBAR_PAIRS = [['L4-L5', 'L5-S1'], ['L3-L4', 'L4-L5']] as const;

/** Two neighbouring lumbar joints of one side. */
export function lumbarTargets(random: Random, side: Target['side'] = random.pick(['left', 'right'])): readonly Target[] {
  return random.pick([LUMBAR_PAIRS[0], LUMBAR_PAIRS[0], LUMBAR_PAIRS[1]]).map((level) => ({ level, side }));
}

export function facetPlan(targets: readonly Target[], facilityId = DEMO_FACILITY): EpisodePlan {
  return { targets, technique: 'thermal-rf', guidance: 'fluoroscopy', facilityId, practitionerId: DEMO_PRACTITIONER };
}

export interface Approval {
  readonly requestedOn: PlainDate;
  readonly decidedOn: PlainDate;
  readonly dateOfService: PlainDate;
}

/** Request, submission and an affirmed determination with its tracking number. */
export function affirm(story: Story, episodeId: EpisodeId, step: Step, approval: Approval): void {
  const { requestedOn, decidedOn, dateOfService } = approval;
  const reference = `A${String(story.random.whole(1, 9))}${String(story.random.whole(0, 999_999_999_999)).padStart(12, '0')}`;
  story.act(requestedOn, episodeId, step, { type: 'RequestAuthorization', dateOfService });
  story.act(requestedOn, episodeId, step, { type: 'SubmitAuthorization', submittedAt: `${requestedOn}T16:30:00.000Z`, submittedOn: requestedOn, channel: 'portal', proof: { reference: `DEMO-${reference.slice(1, 8)}` } });
  story.act(decidedOn, episodeId, step, { type: 'RecordDetermination', decision: 'affirmed', decidedOn, payerReference: reference, validFrom: decidedOn, validTo: daysAfter(decidedOn, 119) });
}
