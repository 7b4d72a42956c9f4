/** What the aggregate needs to know of each pathway: its map, what was done, and which steps a position leaves. Pure. */
import type { Region, Target } from '../kernel/anatomy';
import type { DayNumber } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import { describeMap, type AnyStateMachine, type MapDescription } from '../kernel/statechart';
import type { Chart } from '../evidence/chart';
import type { FactType } from '../evidence/fact';
import type { RecordedAssessment } from '../criteria/recorded';
import type { Step } from '../criteria/types';
import { EPIDURAL_PROCEDURE_TYPES, epiduralMachine, epiduralProcedures, repeatFellShort } from '../epidural';
import { responseFellShort, RFA_PROCEDURE_TYPES, rfaMachine, rfaProcedures } from '../rfa';
import { SCS_PROCEDURE_TYPES, scsMachine, scsProcedures } from '../scs';
import type { Pathway } from './events';

export interface Procedure {
  readonly id: FactId;
  readonly day: DayNumber;
  /** The event it is to the map. */
  readonly event: string;
  /** Further notes of the same session. */
  readonly also?: readonly FactId[];
}

interface PathwayRoom {
  readonly machine: AnyStateMachine;
  readonly procedureTypes: readonly FactType[];
  procedures(chart: Chart, region: Region, targets: readonly Target[]): readonly Procedure[];
  /** The procedure that a step is about: once done, its authorization is used up. */
  readonly procedureOf: { readonly [S in Step]?: string };
  /** Sessions: the next one cannot be on the day of one that is on record, because a session on that day *is* that one (C3). */
  readonly sessions: readonly string[];
  fellShort(assessment: RecordedAssessment): boolean;
}

const ROOMS: Readonly<Record<Pathway, PathwayRoom>> = {
  rfa: {
    machine: rfaMachine,
    procedureTypes: RFA_PROCEDURE_TYPES,
    procedures: rfaProcedures,
    procedureOf: { mbb1: 'block-documented', mbb2: 'block-documented', rfa: 'ablation-documented', 'repeat-rfa': 'ablation-documented' },
    sessions: ['block-documented', 'ablation-documented'],
    fellShort: (assessment) => responseFellShort(assessment.findings),
  },
  scs: {
    machine: scsMachine,
    procedureTypes: SCS_PROCEDURE_TYPES,
    procedures: (chart, region) => scsProcedures(chart, region),
    procedureOf: { trial: 'trial-started', implant: 'implant-documented' },
    sessions: [],
    fellShort: () => false,
  },
  epidural: {
    machine: epiduralMachine,
    procedureTypes: EPIDURAL_PROCEDURE_TYPES,
    procedures: (chart, region) => epiduralProcedures(chart, region),
    procedureOf: { esi: 'epidural-documented' },
    sessions: ['epidural-documented'],
    fellShort: (assessment) => repeatFellShort(assessment.findings),
  },
};

export const PATHWAYS: readonly Pathway[] = ['rfa', 'scs', 'epidural'];

export function roomOf(pathway: Pathway): PathwayRoom {
  return ROOMS[pathway];
}

/** The map as plain data, for drawings and for the API. */
export function pathwayMap(pathway: Pathway): MapDescription & { readonly pathway: Pathway } {
  return { pathway, ...describeMap(ROOMS[pathway].machine) };
}

interface PositionMeaning {
  readonly description: string;
  readonly tags: readonly string[];
  /** Assessed on every fact, in order; the first is the next step. */
  readonly ahead: readonly Step[];
  /** Assessed when staff ask for them. */
  readonly possible: readonly Step[];
}

const NOWHERE: PositionMeaning = { description: '', tags: [], ahead: [], possible: [] };
const MEANINGS: Readonly<Record<Pathway, ReadonlyMap<string, PositionMeaning>>> = { rfa: meanings('rfa'), scs: meanings('scs'), epidural: meanings('epidural') };

function meanings(pathway: Pathway): ReadonlyMap<string, PositionMeaning> {
  return new Map(describeMap(ROOMS[pathway].machine).states.map(({ name, description, tags, meta }) =>
    [name, { description, tags, ahead: meta['ahead'] as readonly Step[], possible: meta['possible'] as readonly Step[] }]));
}

export function meaningOf(pathway: Pathway, position: string): PositionMeaning {
  return MEANINGS[pathway].get(position) ?? NOWHERE;
}

/** A step that some position leaves; others (a therapeutic block) are asked of a policy alone. */
export function isOnMap(pathway: Pathway, step: Step): boolean {
  return [...MEANINGS[pathway].values()].some(({ ahead, possible }) => ahead.includes(step) || possible.includes(step));
}

/** The steps that some position leaves, in the order of the map. */
export function stepsOnMap(pathway: Pathway): readonly Step[] {
  return [...new Set([...MEANINGS[pathway].values()].flatMap(({ ahead, possible }) => [...ahead, ...possible]))];
}

/** The next gated step of a position; undefined when nothing is ahead. */
export function nextStep(pathway: Pathway, position: string): Step | undefined {
  return meaningOf(pathway, position).ahead[0];
}
