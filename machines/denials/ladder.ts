/** The levels of appeal of a line of business, each with its last day and the arithmetic behind it. Pure; every figure is of `ladders.json`. */
import { addMonths, toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import { reject, type Rejection } from '../kernel/rejection';
import type { Confidence, Source } from '../criteria/types';
import ladders from './ladders.json';

interface LevelData {
  readonly name: string;
  readonly days?: number;
  readonly months?: number;
  /** What the time runs from, in words. */
  readonly from: string;
  /** How long the payer takes. */
  readonly decision?: string;
  readonly source: string;
  readonly contested?: { readonly days: number; readonly reading: string };
}

export interface LadderData {
  readonly id: string;
  readonly title: string;
  /** What was denied. */
  readonly of: 'request' | 'claim' | 'both';
  readonly covers: { readonly payer?: string; readonly lines: readonly string[] };
  readonly appealable: boolean;
  /** What is done instead of an appeal. */
  readonly instead?: string;
  readonly confidence: Confidence;
  readonly source: string;
  readonly levels: readonly LevelData[];
}

/** The payer's letter that states a day. */
export interface ByLetter {
  readonly documentId: string;
  /** Of the document. */
  readonly title?: string;
  /** What the letter says, or where. */
  readonly reason: string;
}

export interface AppealLevel {
  readonly level: number;
  readonly name: string;
  /** The last day; null while the decision that the time runs from is not there yet. */
  readonly dueOn: PlainDate | null;
  readonly arithmetic: string;
  readonly decision?: string;
  /** A letter states the last day. */
  readonly byLetter?: ByLetter;
  /** Another reading of the time, kept beside the one that is reckoned with. */
  readonly contested?: { readonly dueOn: PlainDate | null; readonly reading: string };
  readonly source: Source;
}

export interface AppealLadder {
  readonly id: string;
  readonly title: string;
  readonly appealable: boolean;
  readonly instead?: string;
  readonly confidence: Confidence;
  readonly source: Source;
  readonly levels: readonly AppealLevel[];
}

const FILE = ladders as { readonly sources: Readonly<Record<string, Source>>; readonly ladders: readonly LadderData[] };
export const LADDERS: readonly LadderData[] = FILE.ladders;

export interface LadderQuestion {
  readonly payer: string;
  readonly line?: string;
  readonly of: 'request' | 'claim';
  /** Days of the decisions so far: of the denial first, then of each level. */
  readonly decidedOn: readonly PlainDate[];
}

/** Codes `line-of-business-open`, `no-ladder-on-file`. A letter's own date goes before every day that is reckoned here. */
export function ladderOf({ payer, line, of, decidedOn }: LadderQuestion): AppealLadder | Rejection {
  if (line === undefined) return reject('line-of-business-open', 'The coverage does not say its line of business, and the appeals differ: record it (commercial, medicare-advantage, original-medicare), or go by the letter.');
  const found = LADDERS.find((one) => (one.of === of || one.of === 'both') && one.covers.lines.includes(line) && (one.covers.payer === undefined || one.covers.payer === payer));
  if (found === undefined) return reject('no-ladder-on-file', `No levels of appeal are on file for the line of business ${line}: go by the letter.`, { details: { line } });
  const { id, title, appealable, instead, confidence, source, levels } = found;
  return { id, title, appealable, ...(instead !== undefined && { instead }), confidence, source: sourceNamed(source), levels: levels.map((level, index) => levelOf(level, index, decidedOn[index])) };
}

/** The level that the last of the decisions opens; undefined where the ladder has no further one. */
export function openLevel({ levels }: AppealLadder, { decidedOn }: Pick<LadderQuestion, 'decidedOn'>): AppealLevel | undefined {
  return levels[decidedOn.length - 1];
}

function levelOf(data: LevelData, index: number, from: PlainDate | undefined): AppealLevel {
  const { name, decision, contested, source } = data;
  const dueOn = dueOf(data, from);
  const span = data.months === undefined ? `${data.days ?? 0} days` : `${data.months} calendar months`;
  return {
    level: index + 1, name, dueOn, arithmetic: dueOn === null || from === undefined ? `${span} from ${data.from}, which is not there yet` : `${from} (${data.from}) + ${span} = ${dueOn}, that day included`,
    ...(decision !== undefined && { decision }), ...(contested !== undefined && { contested: { dueOn: dueOf({ days: contested.days }, from), reading: contested.reading } }), source: sourceNamed(source),
  };
}

function dueOf({ days = 0, months }: Pick<LevelData, 'days' | 'months'>, from: PlainDate | undefined): PlainDate | null {
  if (from === undefined) return null;
  return toPlainDate(months === undefined ? toDay(from) + days : addMonths(toDay(from), months));
}

function sourceNamed(name: string): Source {
  return FILE.sources[name] ?? { title: name, document: name };
}
