/**
 * Decides what a command does to a patient: events, or a rejection that says what to do next. Pure.
 * Codes: `not-registered`, `already-registered`, `unknown-fact|episode|authorization`, `fact-gone`, `fact-exists`,
 * `fact-version-moved`, `fact-not-imported`, `fact-attested`, `possible-duplicate`, `duplicate-observation`, `fact-without-series`, `invalid-fact`, `invalid-observation`,
 * `identifier-repeated`, `person-unchanged`, `subscriber-missing`, `reason-required`, `same-patient`, `coverages-overlap`, `document-exists`, `episode-exists`, `episode-closed`,
 * `region-not-of-pathway`, `targets-outside-region`, `targets-repeated`, `targets-taken`, `authorization-exists`,
 * `step-not-next`, `not-eligible`, `override-incomplete`, `override-mismatch`, `justification-required`,
 * `invalid-transition`, `already-recorded`, `unknown-determination`, `determination-unchanged`, `determination-followed`, `packet-already-sent`, `submission-under-way`, `submission-parked`, `submission-not-parked`, `unknown-submission`, `lines-repeated`, `lines-contradict`, `modification-missing`, `invalid-validity`, `date-in-future`, `not-expired`, `already-requested`, `date-of-service-past`, `date-of-service-far`, `unknown-document`,
 * `appeal-not-possible`, `disputed-before-decision`, `call-far`, `not-approved`, `procedure-scheduled`, `procedure-not-scheduled`, `targets-not-approved`, `no-units-left`, `not-bookable`,
 * `deadline-not-open`, `deadline-before-its-start`, `deadline-out-of-sight`, `expiry-acknowledged`, `already-linked`, `not-linked`, `records-request-exists`, `unknown-records-request`, `records-received`, `chase-before-asked`,
 * `unknown-need`, `snooze-past`, `snooze-far`, `page-without-document`, `page-out-of-range`, and those of policy selection.
 */
import { unreachable } from '../kernel/assert';
import type { FactId } from '../kernel/ids';
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import { standsStill } from '../criteria/recorded';
import { decideAuthorization, decideSigning, isRequested } from '../authorization';
import { attestedByCorrection, decideAttestation } from './attest-facts';
import { decideEpisode } from './decide-episodes';
import { decideFact, refuseReason } from './decide-facts';
import { decideRequest, findAuthorization } from './decide-requests';
import { decideLinks } from './decide-links';
import { decideNeed } from './decide-needs';
import { decideSchedule } from './decide-schedules';
import { refuseDocumentOf } from './document-references';
import type { Given, Identifier, ImportedStatement, PatientCommand, PatientCoverage, PatientEvent, PersonDetails } from './events';
import { evolvePatient } from './evolve-patient';
import { fold } from '../kernel/decider';
import type { DecidePatient, PatientState } from './patient';
import { sortImported, type ImportSorted } from './import-facts';
import type { Link } from './links';
import { recordDelivery } from './record-delivery';
import { lapses, neededAuthorizations, reassess, type IsKnown } from './reassess';
import { decideRecords } from './records-requests';
import { refuseAppealOf } from './refuse-appeal';

export const decidePatient: DecidePatient = (command, patient, given) => {
  if (command.type === 'RegisterPatient') return register(command, patient, given);
  if (patient.id === undefined) return reject('not-registered', 'No patient is registered here: register the patient first.');
  switch (command.type) {
    case 'CorrectPerson':
      return correctPerson(command, patient, given);
    case 'ChangeCoverage':
      return refuseCoverages(command.coverages) ?? withConsequences([{ type: 'CoverageChanged', coverages: command.coverages }], patient, given);
    case 'AttachDocument':
      return attachDocument(command, patient);
    case 'DocumentFact':
    case 'ReceiveMovedFact':
    case 'AddObservation':
    case 'RetractFact':
    case 'MoveFact': {
      const event = decideFact(command, patient, given);
      return isRejection(event) ? event : withConsequences([event], patient, given, [command.factId]);
    }
    case 'CorrectFact': {
      const event = decideFact(command, patient, given);
      return isRejection(event) ? event : withConsequences([event, ...attestedByCorrection(command, patient, given)], patient, given, [command.factId]);
    }
    case 'AttestFacts': {
      const event = decideAttestation(command, patient, given);
      return isRejection(event) ? event : withConsequences([event], patient, given);
    }
    case 'OpenEpisode':
    case 'PlanTargets': {
      const event = decideEpisode(command, patient, given);
      return isRejection(event) ? event : withConsequences([event], patient, given);
    }
    case 'CloseEpisode': {
      const event = decideEpisode(command, patient, given);
      return isRejection(event) ? event : [event];
    }
    case 'ReassessPatient':
      return withConsequences(lapses(patient, given.asOf), patient, given, [], standsStill);
    case 'DraftAuthorization':
    case 'RequestAuthorization': {
      const events = decideRequest(command, patient, given);
      return isRejection(events) ? events : withConsequences(events, patient, given);
    }
    case 'ScheduleProcedure':
    case 'RescheduleProcedure':
    case 'CancelProcedure': {
      const events = decideSchedule(command, patient, given);
      return isRejection(events) ? events : withConsequences(events, patient, given);
    }
    case 'RecordAnswer':
      return recordAnswer(command, patient, given);
    case 'ReviewPacket':
    case 'SignPacket': {
      const authorization = findAuthorization(patient, command.authorizationId);
      return isRejection(authorization) ? authorization : decideSigning(command, authorization, given.asOf);
    }
    case 'RecordDelivery': {
      const events = recordDelivery(command, patient, given);
      return isRejection(events) ? events : withConsequences(events, patient, given);
    }
    case 'QueueSubmission':
    case 'ResendSubmission':
    case 'ParkSubmission':
    case 'LogCall':
    case 'SubmitAuthorization':
    case 'RecordDetermination':
    case 'CorrectDetermination':
    case 'AcceptModification':
    case 'DeclineModification':
    case 'SchedulePeerToPeer':
    case 'FileAppeal':
    case 'WithdrawAuthorization':
    case 'ExpireAuthorization':
    case 'OverrideDeadline':
    case 'AcknowledgeExpiry': {
      const authorization = findAuthorization(patient, command.authorizationId);
      if (isRejection(authorization)) return authorization;
      const events = decideAuthorization(command, authorization, given);
      if (isRejection(events)) return events;
      return (command.type === 'FileAppeal' ? refuseAppealOf(authorization) : undefined) ?? refuseDocumentOf(command, patient) ?? withConsequences(events, patient, given);
    }
    case 'RequestRecords':
    case 'ChaseRecords':
    case 'ReceiveRecords': {
      const event = decideRecords(command, patient, given);
      return isRejection(event) ? event : [event];
    }
    case 'ImportFacts':
      return decideImport(command.statements, command.from, patient, given).events;
    case 'LinkPatients':
    case 'UnlinkPatients': {
      const events = decideLinks(command, patient);
      return isRejection(events) ? events : withConsequences(events, patient, given, events.flatMap((event) => (event.type === 'FactRetracted' ? [event.factId] : [])));
    }
    case 'AssignNeed':
    case 'SnoozeNeed':
    case 'CommentOnNeed':
      return decideNeed(command, patient, given);
    default:
      return unreachable(command);
  }
};

/** Events, and what became of each statement: nothing is refused as a whole. */
export function decideImport(statements: readonly ImportedStatement[], from: Link, patient: PatientState, given: Given): Pick<ImportSorted, 'outcomes'> & { readonly events: readonly PatientEvent[] } {
  const { outcomes, events, changed, patient: after } = sortImported(statements, from, patient, given);
  return { outcomes, events: events.length === 0 ? [] : [...events, ...consequences(after, given, changed)] };
}

/** The same bytes again are kept once; whether what they say is new, the authorization decides. */
function recordAnswer({ authorizationId, determination, document }: Extract<PatientCommand, { type: 'RecordAnswer' }>, patient: PatientState, given: Given): readonly PatientEvent[] | Rejection {
  const authorization = findAuthorization(patient, authorizationId);
  if (isRejection(authorization)) return authorization;
  const kept = patient.documents.find(({ sha256 }) => sha256 === document.sha256);
  const events = decideAuthorization({ type: 'RecordDetermination', authorizationId, ...determination, documentId: kept?.id ?? document.documentId }, authorization, given);
  if (isRejection(events)) return events;
  return withConsequences([...(kept === undefined ? [{ type: 'DocumentAttached' as const, ...document }] : []), ...events], patient, given);
}

/** The events themselves, then what they change: assessments, stale packets, authorizations now needed. */
function withConsequences(events: readonly PatientEvent[], patient: PatientState, given: Given, changed: readonly FactId[] = [], isKnown?: IsKnown): readonly PatientEvent[] {
  return [...events, ...consequences(fold(evolvePatient, patient, events), given, changed, isKnown)];
}

function consequences(after: PatientState, given: Given, changed: readonly FactId[], isKnown?: IsKnown): readonly PatientEvent[] {
  const reassessed = reassess(after, given, changed, isKnown);
  return [...reassessed.events, ...neededAuthorizations(reassessed.patient, given.newId)];
}

/** A packet that is out names another person than the record from then on: it is flagged. Codes `reason-required`, `person-unchanged`. */
function correctPerson({ name, birthDate, details, reason }: Extract<PatientCommand, { type: 'CorrectPerson' }>, patient: PatientState, given: Given): readonly PatientEvent[] | Rejection {
  const isNamedSo = name.family === patient.name?.family && name.given === patient.name.given && birthDate === patient.birthDate;
  if (isNamedSo && isSameDetails(details, patient.details ?? {})) return reject('person-unchanged', 'The record says exactly this already: there is nothing to correct.');
  const flagged = isNamedSo ? [] : patient.authorizations.filter((one) => isRequested(one) && one.stale === undefined)
    .map(({ id: authorizationId, packetId }): PatientEvent => ({ type: 'PacketFlaggedStale', authorizationId, packetId, because: 'the patient\'s name or birth date, which it prints, was corrected' }));
  return refuseReason(reason) ?? withConsequences([{ type: 'PersonCorrected', name, birthDate, details, reason }, ...flagged], patient, given);
}

function isSameDetails(a: PersonDetails, b: PersonDetails): boolean {
  const said = ({ sex, phone, address }: PersonDetails): readonly (string | undefined)[] => [sex, phone, address?.line, address?.city, address?.state, address?.postalCode];
  return said(a).every((part, index) => part === said(b)[index]);
}

function register(command: Extract<PatientCommand, { type: 'RegisterPatient' }>, patient: PatientState, given: Given): readonly PatientEvent[] | Rejection {
  if (patient.id !== undefined) return reject('already-registered', 'This patient is registered already: change what differs.', { details: { patientId: patient.id } });
  if (command.birthDate > given.asOf) return reject('date-in-future', 'The birth date has not come yet: correct it.', { pointer: '/birthDate' });
  const { type: _, ...registered } = command;
  return refuseRepeated(command.identifiers) ?? refuseCoverages(command.coverages) ?? [{ type: 'PatientRegistered', ...registered }];
}

function refuseRepeated(identifiers: readonly Identifier[]): Rejection | undefined {
  const twice = identifiers.findIndex(({ kind, value }, index) => identifiers.slice(0, index).some((each) => each.kind === kind && each.value === value));
  return twice < 0 ? undefined : reject('identifier-repeated', 'The patient has this identifier already: send it once.', { pointer: `/identifiers/${twice}` });
}

/** On any day each order is held by one coverage at most; otherwise which pays first is anybody's guess. */
function refuseCoverages(coverages: readonly PatientCoverage[]): Rejection | undefined {
  for (const [index, a] of coverages.entries()) {
    if (a.from !== undefined && a.to !== undefined && a.to < a.from) return reject('coverages-overlap', 'The coverage ends before it begins: correct its dates.', { pointer: `/coverages/${index}/to` });
    if (a.relationship !== undefined && a.relationship !== 'self' && a.subscriber === undefined) {
      return reject('subscriber-missing', 'The coverage is another person\'s: say whose, with name and birth date.', { pointer: `/coverages/${index}/subscriber` });
    }
    const before = coverages.slice(0, index).find((b) => a.order === b.order && !(a.to !== undefined && b.from !== undefined && a.to < b.from) && !(b.to !== undefined && a.from !== undefined && b.to < a.from));
    if (before !== undefined) {
      return reject('coverages-overlap', `Two coverages of order ${a.order} are in force at the same time: end one, or give it another order.`, { pointer: `/coverages/${index}` });
    }
  }
  return undefined;
}

function attachDocument(command: Extract<PatientCommand, { type: 'AttachDocument' }>, patient: PatientState): readonly PatientEvent[] | Rejection {
  const same = patient.documents.find(({ id, sha256 }) => id === command.documentId || sha256 === command.sha256);
  if (same !== undefined) return reject('document-exists', 'This document is attached already: it is kept once.', { details: { documentId: same.id } });
  const { type: _, ...attached } = command;
  return [{ type: 'DocumentAttached', ...attached }];
}
