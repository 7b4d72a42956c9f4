/** What happened to the record, in words, with who and when: the log itself, read aloud. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection } from '../../machines/kernel/rejection';
import type { LinkedBy } from '../../machines/patient';
import type { PatientEvent } from '../../machines/patient/events';
import type { Caller } from '../platform/auth/caller';
import { actorNames } from '../platform/database/actor-names';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import type { StoredEvent } from '../platform/event-store/event-store';
import { answer, type Answered } from '../platform/http/answer';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';

@Injectable()
export class GetTimeline {
  constructor(private readonly log: PatientLog, @Inject(STORE) private readonly store: Pick<Store, 'sql'>) {}

  async execute(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-timeline');
    if (isRejection(loaded)) return loaded;
    const events = await this.log.events(caller, patientId);
    const names = await actorNames(this.store.sql, caller.practice, events.map(({ actorId }) => actorId));
    const version = events.at(-1)?.version ?? 0;
    return answer(200, { patientId, version, items: events.map((event) => ({ ...eventView(event), actorName: names.get(event.actorId) ?? null })) }, { etag: tagOf(version) });
  }
}

function eventView({ version, type, data, occurredOn, recordedAt, actorId }: StoredEvent) {
  const event = data as PatientEvent;
  return { version, type, text: eventInWords(event), ...(occurredOn === undefined ? {} : { occurredOn }), recordedAt, actor: actorId, ...idsOf(event) };
}

function idsOf(event: PatientEvent): Readonly<Record<string, string>> {
  const ids = event as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(['factId', 'episodeId', 'authorizationId', 'documentId', 'packetId', 'requestId'].flatMap((name) => (typeof ids[name] === 'string' ? [[name, ids[name]]] : [])));
}

function observationInWords({ observation, diaryId }: Extract<PatientEvent, { type: 'ObservationAdded' }>): string {
  const from = diaryId !== undefined ? ', by the patient through the diary' : observation.source === 'phone' ? ', by the patient on the phone' : '';
  if ('minutes' in observation) {
    return `A score was added${from}: ${observation.score} after ${observation.minutes} minutes${observation.recalledAfterMinutes === undefined ? '' : `, written down ${observation.recalledAfterMinutes} minutes later`}.`;
  }
  const { on, recalledAfterDays } = observation;
  return `A day was added to the trial's diary${from}: ${on}${recalledAfterDays === undefined ? '' : `, written down ${recalledAfterDays} day${recalledAfterDays === 1 ? '' : 's'} later`}.`;
}

const LINKED: Readonly<Record<LinkedBy, string>> = { registration: ', registered from there', identifier: ', by chart number and date of birth', person: ', as somebody confirmed' };

export function eventInWords(event: PatientEvent): string {
  switch (event.type) {
    case 'PatientRegistered': return 'The patient was registered.';
    case 'PersonCorrected': return `The patient's details were corrected: ${event.reason}`;
    case 'CoverageChanged': return `Coverage was changed: ${event.coverages.map(({ payer, line }) => [payer, line].filter(Boolean).join(', ')).join('; ') || 'none'}.`;
    case 'PatientsLinked': return `A patient of ${event.source} is this one${LINKED[event.by]}.`;
    case 'PatientsUnlinked': return `A patient of ${event.source} is not this one after all, and what came by the link was retracted: ${event.reason}`;
    case 'FactDocumented': return `${capital(spaced(event.fact.type))} of ${event.fact.occurredOn} was ${event.imported === undefined ? 'documented' : `imported from ${event.imported.source}`}${event.movedFrom === undefined ? '' : ', moved here from another record'}${event.documentLeftBehind === undefined ? '' : ', without the document it named, which stays there'}.`;
    case 'ObservationAdded': return observationInWords(event);
    case 'FactCorrected': return `${capital(spaced(event.fact.type))} of ${event.fact.occurredOn} was corrected: ${event.reason}`;
    case 'FactsAttested': return `A clinician attested ${event.factIds.length === 1 ? 'a statement' : `${event.factIds.length} statements`} of another system.`;
    case 'FactRetracted': return `A statement was retracted: ${event.reason}`;
    case 'FactMoved': return `A statement was moved to the record it belongs to${event.documentKept === undefined ? '' : ' (the document it names stays here)'}: ${event.reason}`;
    case 'DocumentAttached': return `A document was attached: ${event.title} (${event.pages} page${event.pages === 1 ? '' : 's'}).`;
    case 'EpisodeOpened': return `An episode was opened: ${event.pathway}, ${spaced(event.region)}${targetsOf(event.plan.targets)}.`;
    case 'TargetsPlanned': return `The plan of the episode was changed${targetsOf(event.plan.targets)}.`;
    case 'EpisodeClosed': return `The episode was closed: ${event.reason}`;
    case 'StepAssessed': return `The step ${event.assessment.step} was assessed under ${event.assessment.policy.id}@${event.assessment.policy.version}: ${spaced(event.assessment.result)}.`;
    case 'StepNotAssessed': return `The step ${event.step} can no longer be assessed: ${spaced(event.error)}.`;
    case 'ProcedureScheduled': return `The procedure of ${event.step} was scheduled for ${event.on}${targetsOf(event.targets)}.`;
    case 'ProcedureRescheduled': return `The procedure of ${event.step} was rescheduled for ${event.on}${targetsOf(event.targets)}.`;
    case 'ProcedureCancelled': return `The scheduled procedure of ${event.step} was cancelled: ${event.reason}`;
    case 'AuthorizationNeeded': return `An authorization for ${event.step} was drafted${event.early ? ' early' : ''}${targetsOf(event.targets)}.`;
    case 'AuthorizationRequested': return `The authorization was requested for ${event.dateOfService}${targetsOf(event.targets)}${event.override === undefined ? '' : `, with an override by ${event.override.by}`}.`;
    case 'SubmissionQueued': return `The service was told to send the request to ${event.payer}${event.resent === true ? ' again' : ''}${event.reason === undefined ? '.' : `: ${event.reason}`}`;
    case 'SubmissionParked': return `The request could not be sent after ${event.attempts} attempt${event.attempts === 1 ? '' : 's'}: ${event.reason}`;
    case 'CallLogged': return `A conversation was logged (${event.channel}, ${event.spokeWith}${event.reference === undefined ? '' : `, reference ${event.reference}`}): ${event.text}`;
    case 'AuthorizationSubmitted': return `The request was submitted (${event.channel}).`;
    case 'DeterminationRecorded': return `The payer decided on ${event.decidedOn}: ${spaced(event.decision)}${event.payerReference === undefined ? '' : `, reference ${event.payerReference}`}.`;
    case 'DeterminationCorrected': return `The payer's decision of ${event.determination.decidedOn} was corrected (${spaced(event.determination.decision)}${event.determination.payerReference === undefined ? '' : `, reference ${event.determination.payerReference}`}): ${event.reason}`;
    case 'ModificationAccepted': return 'What the payer approved in place of the request was accepted.';
    case 'ModificationDeclined': return `What the payer approved in place of the request was declined: ${event.reason}`;
    case 'PeerToPeerScheduled': return `A peer-to-peer call was scheduled for ${event.on}.`;
    case 'AppealFiled': return `An appeal was filed on ${event.filedOn} (${event.level}).`;
    case 'AuthorizationWithdrawn': return `The authorization was withdrawn: ${event.reason}`;
    case 'AuthorizationExpired': return `The approval expired on ${event.expiredOn}.`;
    case 'DeadlineOverridden': return `A letter sets ${event.on} for ${spaced(event.kind)}: ${event.reason}`;
    case 'ExpiryAcknowledged': return `That the approval expired was acknowledged: ${event.reason}`;
    case 'RecordsRequested': return `Records were asked of ${event.from}: ${event.what}; to be asked again on ${event.chaseOn}.`;
    case 'RecordsChased': return `Records were asked for again on ${event.chasedOn}; next on ${event.chaseOn}.`;
    case 'RecordsReceived': return `Records asked of another provider came on ${event.receivedOn}.`;
    case 'NeedAssigned': return `The work on ${event.step} was given to ${event.owner}.`;
    case 'NeedUnassigned': return `The work on ${event.step} is nobody's any more.`;
    case 'NeedSnoozed': return `The work on ${event.step} was put off until ${event.until}.`;
    case 'NeedUnsnoozed': return `The work on ${event.step} is no longer put off.`;
    case 'NeedCommented': return `Somebody commented on the work on ${event.step}.`;
    case 'PacketReviewed': return `The packet was reviewed by ${event.by}.`;
    case 'PacketSigned': return `The packet was signed by ${event.by}${event.rationale === undefined ? '' : `, with gaps: ${event.rationale}`}.`;
    case 'PacketFlaggedStale': return `The issued packet was flagged: ${event.because}`;
  }
}

function targetsOf(targets: readonly { readonly level: string; readonly side: string }[]): string {
  return targets.length === 0 ? '' : ` (${targets.map(({ level, side }) => `${level} ${side}`).join(', ')})`;
}

function spaced(word: string): string {
  return word.replaceAll('-', ' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
