/**
 * Synthetic patients for specs of the aggregate: commands told day by day, and a facet record that the policy in force
 * supports. Every figure is read from the shipped policy, so a changed policy moves the specs with it.
 */
import { addMonths, toDay, toPlainDate, type PlainDate } from '../../machines/kernel/calendar';
import type { Target } from '../../machines/kernel/anatomy';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { RequiredOf } from '../../machines/criteria/required';
import type { Kind, Policy, Step } from '../../machines/criteria/types';
import type { Fact } from '../../machines/evidence/fact';
import { selectPolicy } from '../../machines/policies/select';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { toldWhole } from './refusal-shapes';
import { decidePatient, EMPTY_PATIENT, evolvePatient, type Given, type PatientCommand, type PatientCoverage, type PatientEvent, type PatientState } from '../../machines/patient';

export const OHIO_MEDICARE: PatientCoverage = { order: 1, payer: 'medicare', line: 'original-medicare', state: 'OH' };
export const WASHINGTON_MEDICARE: PatientCoverage = { ...OHIO_MEDICARE, state: 'WA' };
export const RIGHT: Target = { level: 'L4-L5', side: 'right' };
export const LEFT: Target = { level: 'L4-L5', side: 'left' };
/** The day most stories begin. */
export const DAY_0: PlainDate = '2026-10-01';

export function policyOf(pathway: Policy['pathway'], on: PlainDate = DAY_0): Policy {
  const policy = selectPolicy(SHIPPED_POLICIES, pathway === 'rfa' ? OHIO_MEDICARE : WASHINGTON_MEDICARE, pathway, on);
  if (isRejection(policy)) throw new Error(policy.message);
  return policy;
}

/** What a step of the policy asks of a kind; the caller knows which figures that policy has. */
export function requiredOf<K extends Kind>(policy: Policy, step: Step, kind: K): Required<RequiredOf[K]> {
  const criterion = policy.steps[step]?.find((candidate) => candidate.kind === kind);
  if (criterion === undefined) throw new Error(`${policy.id} asks no ${kind} at ${step}`);
  return criterion.required as Required<RequiredOf[K]>;
}

export const FACET = policyOf('rfa');
export const RELIEF_PERCENT_MIN = requiredOf(FACET, 'mbb2', 'block-relief').reliefPercentMin;
export const INTERVAL_DAYS_MIN = requiredOf(FACET, 'mbb2', 'block-interval').daysMin;
export const NRS_MIN = requiredOf(FACET, 'mbb1', 'pain-severity').scoreMin['NRS'] as number;
export const AGENT_WINDOW_MINUTES = FACET.parameters.agentWindowMinutes['bupivacaine'] as number;

export function plusDays(date: PlainDate, days: number): PlainDate {
  return toPlainDate(toDay(date) + days);
}

export function plusMonths(date: PlainDate, months: number): PlainDate {
  return toPlainDate(addMonths(toDay(date), months));
}

let ids = 0;

export function givenOn(asOf: PlainDate, policies: readonly Policy[] = SHIPPED_POLICIES): Given {
  return { asOf, recordedAt: `${asOf}T10:00:00.000Z`, actor: 'nurse-1', policies, newId: () => `new-${++ids}` };
}

export interface Told {
  readonly patient: PatientState;
  readonly events: readonly PatientEvent[];
}

/** Tells one command; a refusal is an error of the spec. */
export function tell(patient: PatientState, asOf: PlainDate, command: PatientCommand): Told {
  const events = decidePatient(command, patient, givenOn(asOf));
  if (isRejection(events)) throw new Error(`${command.type} refused: ${events.code}: ${events.message} ${JSON.stringify(events.faults ?? events.details ?? {})}`);
  return { patient: events.reduce(evolvePatient, patient), events };
}

export function tellAll(patient: PatientState, commands: readonly (readonly [PlainDate, PatientCommand])[]): Told {
  const events: PatientEvent[] = [];
  let now = patient;
  for (const [asOf, command] of commands) {
    const told = tell(now, asOf, command);
    events.push(...told.events);
    now = told.patient;
  }
  return { patient: now, events };
}

/** The refusal of a command that must be refused. */
export function refusalOf(patient: PatientState, asOf: PlainDate, command: PatientCommand): Rejection {
  const answer = decidePatient(command, patient, givenOn(asOf));
  if (!isRejection(answer)) throw new Error(`${command.type} was accepted: ${answer.map(({ type }) => type).join(', ')}`);
  return toldWhole(answer);
}

export const REGISTER: PatientCommand = {
  type: 'RegisterPatient', patientId: 'patient-1', name: { family: 'Sample', given: 'Alex' }, birthDate: '1968-05-01', identifiers: [], coverages: [OHIO_MEDICARE],
};
export const OPEN_RFA: PatientCommand = {
  type: 'OpenEpisode', episodeId: 'episode-1', pathway: 'rfa', region: 'lumbosacral', plan: { targets: [RIGHT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' },
};

export function document(factId: string, fact: Fact): PatientCommand {
  return { type: 'DocumentFact', factId, fact };
}

/** What the first diagnostic block asks to be on record, all of it documented. */
export function supportingFacts(on: PlainDate = DAY_0): readonly (readonly [string, Fact])[] {
  const { monthsMin } = requiredOf(FACET, 'mbb1', 'pain-duration');
  return [
    ['history', { type: 'pain-history', occurredOn: on, region: 'lumbosacral', sides: ['left', 'right'], onsetOn: plusMonths(on, -monthsMin), pattern: 'axial', limitsFunction: true }],
    ['review', { type: 'exclusion-review', occurredOn: on, radiculopathy: 'absent', neurogenicClaudication: 'absent', otherCause: 'none', generalizedPain: false, fusedLevels: [] }],
    ['care', { type: 'conservative-care', occurredOn: on, modality: 'physical-therapy', response: 'failed' }],
    ['pain', { type: 'score', occurredOn: on, instrument: 'NRS', value: NRS_MIN, role: 'baseline' }],
    ['function', { type: 'score', occurredOn: on, instrument: 'ODI', value: 44, role: 'baseline' }],
  ];
}

/** A diagnostic block with this relief for as long as the agent must hold. */
export function block(on: PlainDate, percent: number, targets: readonly Target[] = [RIGHT]): Extract<Fact, { type: 'block' }> {
  const score = (10 * (100 - percent)) / 100;
  return {
    type: 'block', occurredOn: on, technique: 'medial-branch', purpose: 'diagnostic', targets, agent: 'bupivacaine', steroid: false, guidance: 'fluoroscopy',
    relief: { scale: 'NRS', baseline: 10, observations: [{ minutes: FACET.parameters.reliefFromMinutes, score }, { minutes: AGENT_WINDOW_MINUTES, score }], durationHours: AGENT_WINDOW_MINUTES / 60 },
  };
}

export function ablation(on: PlainDate, targets: readonly Target[] = [RIGHT]): Extract<Fact, { type: 'ablation' }> {
  return { type: 'ablation', occurredOn: on, technique: 'thermal-rf', targets, guidance: 'fluoroscopy' };
}

/** Registered, with an open RFA episode and nothing else. */
export function newEpisode(): PatientState {
  return tellAll(EMPTY_PATIENT, [[DAY_0, REGISTER], [DAY_0, OPEN_RFA]]).patient;
}

/** Ready for the first block. */
export function readyForBlock1(): PatientState {
  return tellAll(newEpisode(), supportingFacts().map(([id, fact]) => [DAY_0, document(id, fact)] as const)).patient;
}

export const BLOCK_1_ON = plusDays(DAY_0, 7);
export const BLOCK_2_ON = plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN);
export const READY_ON = plusDays(BLOCK_2_ON, 1);

/** Two blocks at the threshold and the interval: ready for the ablation. */
export function readyForRfa(): PatientState {
  return tellAll(readyForBlock1(), [
    [BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN))],
    [BLOCK_2_ON, document('block-2', block(BLOCK_2_ON, RELIEF_PERCENT_MIN))],
  ]).patient;
}
