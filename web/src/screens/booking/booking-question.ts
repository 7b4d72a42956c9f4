/** What is asked, as the address says it: whose, which step, which day, which targets, and where. Names are never part of it. Pure. */
import type { Schemas } from '../../api/client';

export type Need = Schemas['QueueItem'];
export type Step = Need['step'];
export type Target = Schemas['Target'];
export type Search = Readonly<Record<string, string | undefined>>;

const STEPS_OF: Readonly<Record<Need['pathway'], readonly Step[]>> = { rfa: ['mbb1', 'mbb2', 'mbb-diagnostic', 'mbb-therapeutic', 'rfa', 'repeat-rfa'], scs: ['trial', 'implant'], epidural: ['esi'] };

export interface Question {
  readonly need: Need;
  readonly step: Step;
  readonly date: string;
  /** Left out: the planned ones. */
  readonly targets: readonly Target[] | undefined;
}

/** Of the episode and step that the address names, else of what is next. */
export function questionOf(search: Search, needs: readonly Need[], today: string): Question | undefined {
  const ofEpisode = needs.filter(({ episodeId }) => episodeId === search['episode']);
  const asked = ofEpisode.length > 0 ? ofEpisode : needs;
  const need = asked.find(({ step }) => step === search['step']) ?? asked[0];
  if (need === undefined) return undefined;
  const step = STEPS_OF[need.pathway].find((each) => each === search['step']) ?? need.step;
  const date = search['date'] !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(search['date']) ? search['date'] : today;
  return { need, step, date, targets: targetsIn(search['targets']) };
}

/** What waits first, then the other steps of the pathway. */
export function stepsOf(need: Need, needs: readonly Need[]): readonly Step[] {
  const next = needs.filter(({ episodeId }) => episodeId === need.episodeId).map(({ step }) => step);
  return [...new Set([...next, ...STEPS_OF[need.pathway]])];
}

export function targetsInAddress(targets: readonly Target[]): string {
  return targets.map(({ level, side }) => `${level}:${side}`).join(',');
}

function targetsIn(text: string | undefined): readonly Target[] | undefined {
  const pairs = (text ?? '').split(',').map((each) => each.split(':'));
  const isRight = text !== undefined && pairs.every(([level, side, more]) => /^[A-Z]\d+-[A-Z]\d+$/.test(level ?? '') && /^(left|right)$/.test(side ?? '') && more === undefined);
  return isRight ? pairs.map(([level, side]) => ({ level, side }) as Target) : undefined;
}
