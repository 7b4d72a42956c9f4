/** Denials counted by payer, step, what the reason is about, and outcome. Pure; grows with what is told apart, not with how many denials there are. */
import type { Step } from '../criteria/types';
import type { DenialBucket } from '../practice';
import { DENIAL_OUTCOMES, type DenialOutcome, type DenialWithOutcome } from './outcomes';
import type { Reading } from './read-reason';

export interface DeniedOf {
  readonly payer: string;
  readonly line?: string;
  readonly step: Step;
}

/** `about`: a kind of criterion, an administrative subject, or `to-a-person`. */
export interface DenialCount extends DeniedOf {
  readonly bucket: DenialBucket | 'to-a-person';
  readonly about: string;
  readonly denials: number;
  readonly outcomes: { readonly [O in DenialOutcome]: number };
}

export interface DenialTally {
  /** Every denial once. */
  readonly denials: number;
  readonly outcomes: { readonly [O in DenialOutcome]: number };
  /** A denial with several reasons is in several rows. */
  readonly rows: readonly DenialCount[];
}

const NONE = Object.fromEntries(DENIAL_OUTCOMES.map((outcome) => [outcome, 0])) as DenialTally['outcomes'];
export const EMPTY_DENIALS: DenialTally = { denials: 0, outcomes: NONE, rows: [] };

export function countDenial(tally: DenialTally, of: DeniedOf, { outcome }: Pick<DenialWithOutcome, 'outcome'>, readings: readonly Reading[]): DenialTally {
  const abouts = readings.length === 0
    ? [{ bucket: 'to-a-person' as const, about: 'to-a-person' }]
    : readings.flatMap(({ bucket, kinds, subject }) => (subject === undefined ? kinds : [subject]).map((about) => ({ bucket, about })));
  const distinct = abouts.filter((one, index) => abouts.findIndex((other) => other.bucket === one.bucket && other.about === one.about) === index);
  return { denials: tally.denials + 1, outcomes: counted(tally.outcomes, outcome), rows: distinct.reduce((rows, about) => addedTo(rows, { ...of, ...about }, outcome), tally.rows) };
}

function addedTo(rows: readonly DenialCount[], key: DeniedOf & Pick<DenialCount, 'bucket' | 'about'>, outcome: DenialOutcome): readonly DenialCount[] {
  const at = rows.findIndex((row) => row.payer === key.payer && row.line === key.line && row.step === key.step && row.bucket === key.bucket && row.about === key.about);
  const row = rows[at] ?? { ...key, denials: 0, outcomes: NONE };
  const grown = { ...row, denials: row.denials + 1, outcomes: counted(row.outcomes, outcome) };
  return at < 0 ? [...rows, grown] : rows.map((one, index) => (index === at ? grown : one));
}

function counted(outcomes: DenialTally['outcomes'], outcome: DenialOutcome): DenialTally['outcomes'] {
  return { ...outcomes, [outcome]: outcomes[outcome] + 1 };
}
