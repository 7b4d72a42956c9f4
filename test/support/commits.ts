import { randomUUID } from 'node:crypto';
import type { StoreConfig } from '../../src/platform/database/migrations';
import type { Commit, NewEvent, ProjectionWrite } from '../../src/platform/event-store/event-store';
import type { DatabaseLocation } from './engines';

export const RECORDED_AT = '2026-11-23T12:00:00.000Z';

/** An event whose data says who wrote it, so that a lost one can be named. */
export function noted(note: string): NewEvent {
  return { type: 'FactDocumented', schemaVersion: 1, occurredOn: '2026-11-23', data: { type: 'FactDocumented', note } };
}

export interface CommitParts {
  readonly practice: string;
  readonly stream: string;
  readonly expectedVersion: number;
  readonly events: readonly NewEvent[];
  readonly key?: string;
  readonly requestHash?: string;
  readonly projections?: readonly ProjectionWrite[];
  readonly recordedAt?: string;
}

/** A commit as a use-case makes it: events, worklist row, an outbox row, public events, an audit row, an idempotency row. */
export function commitOf(parts: CommitParts): Commit {
  const { practice, stream, expectedVersion, events, key = randomUUID(), requestHash = 'hash-1', recordedAt = RECORDED_AT } = parts;
  return {
    practice, appends: [{ stream, expectedVersion, events }],
    projections: parts.projections ?? [worklistWrite(stream, expectedVersion + events.length)],
    outbox: [{ topic: 'packet-draft', payload: { stream, version: expectedVersion + events.length } }],
    publicEvents: events.map((_, index) => ({ type: 'fact.documented', stream, version: expectedVersion + index + 1, data: { factId: `fact-of-${stream}` } })),
    audit: { actorId: 'key-1', role: 'clinician', action: 'write', resource: `patient/${stream}`, outcome: 'allowed', requestId: randomUUID() },
    idempotency: { client: 'key-1', key, requestHash, status: 201 },
    recordedAt, actorId: 'key-1', correlationId: randomUUID(),
  };
}

export function worklistWrite(stream: string, version: number, row: Readonly<Record<string, string | number | null>> = {}): ProjectionWrite {
  return {
    table: 'worklist', key: { episode_id: `episode-of-${stream}` },
    row: { patient_id: stream, family: 'Testperson', given: stream, sort_name: `testperson ${stream}`, pathway: 'rfa', region: 'lumbosacral',
      position: 'conservative-care', tags: '["waiting"]', blocked_by: '["block-count"]', targets: '[{"level":"L4-L5","side":"right"}]', payer: 'medicare',
      next_step: 'mbb1', result: 'not-eligible', version, updated_at: RECORDED_AT, ...row },
  };
}

/** The store's configuration for a database that the engines' harness made. */
export function configOf(location: DatabaseLocation): StoreConfig {
  const sealed = location.sealingKeyFile === undefined ? {} : { sealingKeyFile: location.sealingKeyFile };
  return location.engine === 'sqlite' ? { kind: 'sqlite', file: location.file, ...sealed } : { kind: 'postgres', url: location.url, ...sealed };
}

/**
 * What a promise rejects with, as text; fails the test when it does not reject. `rejects.toThrow` does not see SQLite's own errors as
 * errors when two suites share a process: the native module keeps the first suite's Error class.
 */
export async function failureOf(promise: Promise<unknown>): Promise<string> {
  const [outcome] = await Promise.allSettled([promise]);
  return outcome?.status === 'rejected' ? String((outcome.reason as { message?: unknown }).message) : 'it did not fail';
}
