/** Records asked of other providers: asked, asked again, received. Pure. */
import { unreachable } from '../kernel/assert';
import { reject, type Rejection } from '../kernel/rejection';
import { refuseReference } from './document-references';
import type { Given, PatientCommand, PatientEvent } from './events';
import type { PatientState, RecordsRequest } from './patient';

export type RecordsCommand = Extract<PatientCommand, { type: 'RequestRecords' | 'ChaseRecords' | 'ReceiveRecords' }>;
type RecordsEvent = Extract<PatientEvent, { type: 'RecordsRequested' | 'RecordsChased' | 'RecordsReceived' }>;

export function evolveRecords(requests: readonly RecordsRequest[], event: RecordsEvent): readonly RecordsRequest[] {
  if (event.type === 'RecordsRequested') {
    const { type: _, requestId: id, ...rest } = event;
    return [...requests, { id, ...rest, chasedOn: [] }];
  }
  return requests.map((request) => (request.id === event.requestId ? after(request, event) : request));
}

function after(request: RecordsRequest, event: Exclude<RecordsEvent, { type: 'RecordsRequested' }>): RecordsRequest {
  if (event.type === 'RecordsChased') return { ...request, chasedOn: [...request.chasedOn, event.chasedOn], chaseOn: event.chaseOn };
  return { ...request, received: { on: event.receivedOn, ...(event.documentId !== undefined && { documentId: event.documentId }) } };
}

/** Codes `records-request-exists`, `unknown-records-request`, `records-received`, `chase-before-asked`, `date-in-future`, `unknown-episode`, `unknown-document`. */
export function decideRecords(command: RecordsCommand, patient: PatientState, { asOf }: Given): PatientEvent | Rejection {
  const { requestId } = command;
  const request = patient.recordsRequests.find(({ id }) => id === requestId);
  if (command.type === 'RequestRecords') {
    const { type: _, ...asked } = command;
    if (request !== undefined) return reject('records-request-exists', 'Records are asked for under this id already: ask under a new id.', { details: { requestId } });
    if (command.episodeId !== undefined && !patient.episodes.some(({ id }) => id === command.episodeId)) {
      return reject('unknown-episode', 'This patient has no episode of that id: check the id.', { pointer: '/episodeId' });
    }
    return refuseDays(command.askedOn, '/askedOn', command.chaseOn, asOf) ?? { type: 'RecordsRequested', ...asked };
  }
  if (request === undefined) return reject('unknown-records-request', 'No records were asked for under this id: check the id.', { details: { requestId } });
  if (request.received !== undefined) return reject('records-received', `They came on ${request.received.on}: ask for others in a request of their own.`, { details: { requestId } });
  switch (command.type) {
    case 'ChaseRecords':
      return refuseDays(command.chasedOn, '/chasedOn', command.chaseOn, asOf) ?? { type: 'RecordsChased', requestId, chasedOn: command.chasedOn, chaseOn: command.chaseOn };
    case 'ReceiveRecords': {
      const { type: _, ...received } = command;
      if (command.receivedOn > asOf) return inTheFuture('/receivedOn');
      return refuseReference(patient, command, '') ?? { type: 'RecordsReceived', ...received };
    }
    default:
      return unreachable(command);
  }
}

function refuseDays(askedOn: string, pointer: string, chaseOn: string, asOf: string): Rejection | undefined {
  if (askedOn > asOf) return inTheFuture(pointer);
  if (chaseOn > askedOn) return undefined;
  return reject('chase-before-asked', 'They are asked for again on a later day: name one.', { pointer: '/chaseOn', details: { askedOn } });
}

function inTheFuture(pointer: string): Rejection {
  return reject('date-in-future', 'That day has not come yet: correct the date.', { pointer });
}
