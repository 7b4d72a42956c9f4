/** Records the demo practice's directory in its own log, once: the same events as over HTTP. */
import { isRejection } from '../../machines/kernel/rejection';
import { decideDirectory, evolveDirectory, type Directory, type DirectoryCommand, type DirectoryEvent } from '../../machines/directory';
import type { PracticeState } from '../../machines/practice';
import { PRACTICE_STREAM } from '../platform/event-store/event-store';
import { executeCommand } from '../platform/event-store/execute-command';
import { PRACTICE_FOLD } from '../platform/practice-log/practice-log';
import type { Recording } from './record-story';

const KEY = 'demo-directory';

export async function recordDirectory({ store, practice, actor }: Pick<Recording, 'store' | 'practice' | 'actor'>, directory: Directory, recordedAt: string): Promise<void> {
  if ((await store.findIdempotency(practice, actor, KEY)) !== undefined) return;
  await executeCommand<PracticeState, never>(store, store.streams, {
    practice, stream: PRACTICE_STREAM, fold: PRACTICE_FOLD,
    decide: ({ state }) => ({ accepted: true, events: eventsOf(state.directory, directory, { actor, recordedAt }).map((event) => ({ type: event.type, schemaVersion: 1, data: event })) }),
    audit: { actorId: actor, role: 'admin', action: 'change-directory', resource: 'directory', outcome: 'allowed', requestId: KEY },
    idempotency: { client: actor, key: KEY, requestHash: KEY, status: 201 },
    recordedAt, actorId: actor, correlationId: KEY,
  });
}

function eventsOf(before: Directory, { practice, practitioners, facilities, payers }: Directory, given: { readonly actor: string; readonly recordedAt: string }): readonly DirectoryEvent[] {
  const commands: readonly DirectoryCommand[] = [
    ...(practice === undefined ? [] : [{ type: 'RecordOrganization' as const, organization: practice }]),
    ...practitioners.map((practitioner) => ({ type: 'RecordPractitioner' as const, practitioner })), ...facilities.map((facility) => ({ type: 'RecordFacility' as const, facility })),
    ...payers.map((payer) => ({ type: 'RecordPayer' as const, payer })),
  ];
  const events: DirectoryEvent[] = [];
  let known = before;
  for (const command of commands) {
    const decided = decideDirectory(command, known, given);
    // A start that was interrupted has recorded some of it.
    if (isRejection(decided)) continue;
    events.push(...decided);
    known = decided.reduce(evolveDirectory, known);
  }
  return events;
}
