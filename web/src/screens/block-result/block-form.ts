/** What a person taps of one block, prefilled from the record, and the fact it becomes. Pure. */
import type { Schemas } from '../../api/client';
import type { KeptRecord } from '../../offline/record';

export type BlockFact = Schemas['BlockFact'];
export type Observation = NonNullable<NonNullable<BlockFact['relief']>['observations']>[number];
export type Scale = 'NRS' | 'VAS' | 'VRS';
export type Side = 'left' | 'right';
export type Episode = Schemas['EpisodeStanding'];
export type BlockTarget = { readonly level: BlockFact['targets'][number]['level']; readonly side: Side; readonly isDone: boolean };

export interface Baseline {
  readonly scale: Scale;
  readonly score: number;
  /** The day of the score on record; left out where it was tapped here. */
  readonly from?: string;
}

export interface BlockForm {
  readonly episodeId: string;
  readonly isConfirmed: boolean;
  readonly occurredOn: string;
  readonly targets: readonly BlockTarget[];
  readonly technique: BlockFact['technique'];
  readonly purpose: BlockFact['purpose'];
  readonly agent?: string;
  readonly guidance?: NonNullable<BlockFact['guidance']>;
  readonly sedation?: NonNullable<BlockFact['sedation']>;
  readonly steroid?: boolean;
  readonly contrast?: boolean;
  readonly imageSaved?: boolean;
  readonly concentrationPercent?: number;
  readonly volumeMlPerTarget?: number;
  readonly setting?: string;
  /** The day of the block that agent, dose and sedation were taken from. */
  readonly likeBlockOn?: string;
  readonly baseline?: Baseline;
  readonly observations: readonly Observation[];
  readonly durationHours?: number;
  readonly statedPercent?: number;
  /** Where the next tap goes. */
  readonly minutes: number;
  readonly side?: Side;
  readonly activity?: string;
  readonly source: NonNullable<Observation['source']>;
  readonly hasAnalgesic: boolean;
}

const PAIN_SCALES: readonly string[] = ['NRS', 'VAS', 'VRS'];
const HOUR = 60;
export const SAME_DAY_MINUTES: readonly number[] = [15, 30, HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 6 * HOUR];
export const LATER_MINUTES: readonly number[] = [...SAME_DAY_MINUTES, 8 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR];
const FIRST_MINUTES = 30;

/** The score against which relief is counted: the latest that was recorded as a baseline, else the latest pain score. */
export function baselineOf({ facts: { items } }: KeptRecord, before: string): Baseline | undefined {
  const scores = items.flatMap(({ fact }) => (fact.type === 'score' && PAIN_SCALES.includes(fact.instrument) && fact.occurredOn <= before ? [fact] : []));
  const found = scores.filter(({ role }) => role === 'baseline').at(-1) ?? scores.at(-1);
  return found === undefined ? undefined : { scale: found.instrument as Scale, score: found.value, from: found.occurredOn };
}

/** Episodes in which a block may have been done. */
export function blockEpisodes({ status: { episodes } }: KeptRecord): readonly Episode[] {
  return episodes.filter(({ pathway }) => pathway === 'rfa');
}

/** From the plan, and how it was done the last time; what must be seen each time anew is left open. */
export function startOf(record: KeptRecord, episode: Episode, today: string): BlockForm {
  const { plan, nextStep, episodeId } = episode;
  const levels = new Set(plan.targets.map(({ level }) => level as string));
  const last = record.facts.items.flatMap(({ fact }) => (fact.type === 'block' && fact.targets.some(({ level }) => levels.has(level)) ? [fact] : [])).at(-1);
  const baseline = baselineOf(record, today);
  const start: BlockForm = {
    episodeId, isConfirmed: false, occurredOn: today, targets: plan.targets.map(({ level, side }) => ({ level: level as BlockTarget['level'], side: side as Side, isDone: true })),
    technique: last?.technique ?? 'medial-branch', purpose: nextStep === 'mbb-therapeutic' ? 'therapeutic' : 'diagnostic', observations: [], minutes: FIRST_MINUTES, source: 'nurse', hasAnalgesic: false,
    ...only({
      agent: last?.agent, guidance: (plan.guidance as BlockForm['guidance']) ?? last?.guidance, sedation: last?.sedation, steroid: last?.steroid, concentrationPercent: last?.concentrationPercent,
      volumeMlPerTarget: last?.volumeMlPerTarget, setting: plan.setting ?? last?.setting, likeBlockOn: last?.occurredOn, baseline,
    }),
  };
  const [first, second] = sidesOf(start);
  return second !== undefined && first !== undefined ? { ...start, side: first } : start;
}

/** Sides that were blocked; scores are told apart where there are two. */
export function sidesOf({ targets }: Pick<BlockForm, 'targets'>): readonly Side[] {
  return [...new Set(targets.filter(({ isDone }) => isDone).map(({ side }) => side))].sort();
}

/** One score at the time that is marked; the mark goes on to the next time that has none. A score that was there is replaced. */
export function withScore(form: BlockForm, score: number, times: readonly number[], recorded: readonly Observation[] = []): BlockForm {
  const { minutes, activity, source, hasAnalgesic } = form;
  const side = sidesOf(form).length > 1 ? form.side : undefined;
  const tapped: Observation = { minutes, score, source, ...only({ side, activity, flags: hasAnalgesic ? ['analgesic' as const] : undefined }) };
  const observations = [...form.observations.filter((one) => one.minutes !== minutes || one.side !== side), tapped].sort((a, b) => a.minutes - b.minutes);
  const taken = new Set([...observations, ...recorded].filter((one) => one.side === side).map((one) => one.minutes));
  return { ...form, observations, hasAnalgesic: false, minutes: times.find((time) => time > minutes && !taken.has(time)) ?? minutes };
}

export function scoreAt(observations: readonly Observation[], minutes: number, side: Side | undefined): Observation | undefined {
  return observations.find((one) => one.minutes === minutes && one.side === side);
}

export function isComplete(form: BlockForm): boolean {
  return form.isConfirmed && form.targets.some(({ isDone }) => isDone) && form.baseline !== undefined;
}

/** As it goes to the service. */
export function factOf(form: BlockForm, author: string): BlockFact {
  const { occurredOn, technique, purpose, targets, agent, concentrationPercent, volumeMlPerTarget, steroid, guidance, sedation, setting, contrast, imageSaved, baseline, observations, durationHours, statedPercent } = form;
  return {
    type: 'block', occurredOn, author, technique, purpose, targets: targets.filter(({ isDone }) => isDone).map(({ level, side }) => ({ level, side })),
    ...only({ agent, concentrationPercent, volumeMlPerTarget, steroid, guidance, sedation, setting, contrast, imageSaved }),
    relief: { ...only({ scale: baseline?.scale, baseline: baseline?.score, durationHours, statedPercent }), observations: [...observations] },
  };
}

/** Without the fields that nobody filled. */
export function only<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
