/** Answers a case of kind `plan` (docs/case-format.md): the calendar of one episode, and whether a day may be booked. Pure. */
import { caseFactId } from '../../../machines/evidence/chart';
import { fold } from '../../../machines/kernel/decider';
import type { PlainDate } from '../../../machines/kernel/calendar';
import type { Kind, Policy, Step } from '../../../machines/criteria/types';
import { EMPTY_PATIENT, evolvePatient, type EpisodeState, type PatientEvent } from '../../../machines/patient';
import { mayIBook, planOf, type BookingAnswer, type BookingReason } from '../../../machines/planner';
import type { Case } from './parse-case';

export interface PlannedRow {
  readonly step: Step;
  readonly on: PlainDate | null;
  readonly allowedOn: PlainDate | null;
  /** Kinds that must be documented or decided by then. */
  readonly assumes: readonly Kind[];
  readonly blockedBy: readonly Kind[];
  readonly error?: string;
  readonly requestBy?: PlainDate;
  readonly payerReasons: readonly string[];
}

export interface PlanAnswer {
  readonly answer?: BookingAnswer['answer'];
  readonly why?: readonly BookingReason['code'][];
  readonly firstAllowedOn?: PlainDate | null;
  readonly assumesRequestOn?: PlainDate;
  readonly calendar: readonly PlannedRow[];
}

export function answerPlan({ coverage, facts, imported, question }: Case, policies: readonly Policy[]): PlanAnswer {
  const { pathway = 'rfa', targets, technique, guidance, setting, approach, contrast, step, dateOfService } = question;
  const asOf = question.asOf as PlainDate;
  const region = question.region ?? (pathway === 'scs' ? 'thoracolumbar' : 'lumbosacral');
  const plan = { targets, technique, guidance, setting, approach, contrast };
  const patient = fold(evolvePatient, EMPTY_PATIENT, [
    { type: 'PatientRegistered', patientId: 'case', name: { family: '', given: '' }, birthDate: '1900-01-01', identifiers: [], coverages: [{ ...coverage, order: 1 }] },
    ...facts.map((fact, index): PatientEvent => {
      const factId = caseFactId(fact, index);
      return { type: 'FactDocumented', factId, fact, ...(imported[factId] !== undefined && { importedThere: imported[factId] }) };
    }),
    { type: 'EpisodeOpened', episodeId: 'episode', pathway, region, plan },
  ]);
  const given = { asOf, policies };
  const calendar = planOf(patient, given)[0]?.steps.map((row): PlannedRow => ({
    step: row.step, on: row.on, allowedOn: row.allowedOn, assumes: kindsOf(row.assumes.documented),
    ...('error' in row.blockedBy ? { blockedBy: [], error: row.blockedBy.error } : { blockedBy: kindsOf(row.blockedBy) }),
    payerReasons: row.payerReasons.map(({ code }) => code),
    ...(row.payer !== undefined && { requestBy: row.payer.requestBy }),
  })) ?? [];
  if (step === undefined || dateOfService === undefined) return { calendar };
  const { answer, why, firstAllowedOn, assumesRequestOn } = mayIBook(patient, patient.episodes[0] as EpisodeState, { step, date: dateOfService }, given);
  return { answer, why: why.map(({ code }) => code), firstAllowedOn, ...(assumesRequestOn !== undefined && { assumesRequestOn }), calendar };
}

function kindsOf(findings: readonly { readonly kind: Kind }[]): readonly Kind[] {
  return [...new Set(findings.map(({ kind }) => kind))];
}
