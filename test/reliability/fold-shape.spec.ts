/** A snapshot of an older shape must never be read as today's: the fold's name goes with the shape of what it folds. */
import { createHash } from 'node:crypto';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import type { PatientEvent } from '../../machines/patient/events';
import { demoPatients } from '../../src/demo/generator/generate';
import { tellPatient } from '../../src/demo/generator/tell-patient';
import type { StoredEvent } from '../../src/platform/event-store/event-store';
import { foldEvents } from '../../src/platform/event-store/stream-cache';
import { PATIENT_FOLD, type PatientRecord } from '../../src/platform/patient-log/patient-record';

/** When this fails because the record's shape has changed: give the fold a new name, and write both here. */
const SHAPE = { 'patient@15': '4e47c449ee24a5d2' };

const TODAY = '2026-11-23';
/** What a fact says and what a finding found is of their own types, parsed and versioned with the events. */
const OF_THEIR_OWN = ['fact', 'found', 'required'];
/** Objects whose keys are ids, types or steps: each entry is like the next. */
const MAPS = ['chart', 'assessments', 'factVersions', 'issued'];

function foldOf(events: readonly PatientEvent[]): PatientRecord {
  const stored = events.map((data, index): StoredEvent => ({ streamId: 's', version: index + 1, type: data.type, schemaVersion: 1, data, recordedAt: `${TODAY}T17:00:00.000Z`, actorId: 'a', correlationId: 'c', causationId: null }));
  return foldEvents(PATIENT_FOLD, PATIENT_FOLD.initial, stored);
}

function logs(): readonly (readonly PatientEvent[])[] {
  let ids = 0;
  return demoPatients(TODAY).map((patient) => tellPatient(patient, { policies: SHIPPED_POLICIES, actor: 'a', newId: () => `id-${++ids}` }));
}

/** Every path of keys with the type at its end; elements of a list are one, and so are the entries of a map. */
function pathsOf(value: unknown, path: string, isMap: boolean): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => pathsOf(each, `${path}[]`, false));
  if (typeof value !== 'object' || value === null) return [`${path}: ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).filter(([, each]) => each !== undefined)
    .flatMap(([key, each]) => (OF_THEIR_OWN.includes(key) ? [`${path}.${key}`] : pathsOf(each, `${path}.${isMap ? '*' : key}`, MAPS.includes(key))));
}

describe('the fold of a patient', () => {
  it('has another name when it has another shape', () => {
    const shape = [...new Set(logs().map(foldOf).flatMap((record) => pathsOf(record, '', false)))].sort();
    expect(shape).toEqual(expect.arrayContaining(['.patient.authorizations[].packetId: string', '.issued.*.version: number', '.patient.factVersions.*: number']));
    expect({ [PATIENT_FOLD.name]: createHash('sha256').update(shape.join('\n')).digest('hex').slice(0, 16) }).toEqual(SHAPE);
  });

  it('reads the first logs, whose requests do not name their packet: it is the draft\'s', () => {
    const requested = logs().filter((events) => events.some(({ type }) => type === 'AuthorizationRequested'));
    expect(requested.length).toBeGreaterThan(0);
    for (const events of requested) {
      const first = events.map((event) => {
        if (event.type !== 'AuthorizationRequested') return event;
        const { packetId: _, issuedOn: __, ...rest } = event;
        return rest;
      });
      const [now, then] = [foldOf(events), foldOf(first)];
      expect(then.issued).toEqual(now.issued);
      const packets = ({ patient }: PatientRecord) => patient.authorizations.map(({ packetId, issued }) => [packetId, issued.map((each) => each.packetId)]);
      expect(packets(then)).toEqual(packets(now));
    }
  });
});
