import { baseProblems } from '../../test/packets/fhir/base-schemas';
import type { Json } from '../../test/packets/fhir/definitions';
import { ACTIONS } from '../platform/auth/permissions';
import { auditEvent } from './audit-event';
import type { AuditView } from './audit.view';
import { PURPOSES, purposeOf } from './purpose';

const ROW: AuditView = { number: 7, recordedAt: '2026-11-30T12:00:00.000Z', actor: 'key-1', actorName: null, role: 'nurse', action: 'read-status', resource: 'patient/p1@3', outcome: 'allowed', requestId: 'r-1' };
const named = (resource: string) => (auditEvent('p', { ...ROW, resource }) as unknown as { entity: { what: { reference?: string; identifier?: { value: string } } }[] }).entity.map(({ what }) => what.reference ?? what.identifier?.value);

describe('an AuditEvent of a row', () => {
  it('is as the standard has it, whatever was done, and says how and what for', () => {
    for (const action of [...ACTIONS, 'sign-in', 'sign-in:openid', 'break-glass', 'reassess-patient', 'cds:pathway-status']) {
      for (const outcome of ['allowed', 'refused', 'failed']) expect([action, baseProblems(auditEvent('p', { ...ROW, action, outcome }) as Json, action)]).toEqual([action, []]);
    }
    expect(auditEvent('p', ROW)).toMatchObject({ action: 'R', outcome: '0', purposeOfEvent: [{ coding: [{ code: 'TREAT' }] }] });
    expect(auditEvent('p', { ...ROW, action: 'export-patient:pdf', outcome: 'refused' })).toMatchObject({ action: 'E', outcome: '4', type: { code: '110106' }, purposeOfEvent: [{ coding: [{ code: 'PATRQT' }] }] });
    expect(auditEvent('p', { ...ROW, action: 'request-authorization' })).toMatchObject({ action: 'C', purposeOfEvent: [{ coding: [{ code: 'HPAYMT' }] }] });
  });

  it.each([
    ['patient/p1', ['Patient/p1', 'patient/p1', 'r-1']], ['patient/p1@3', ['Patient/p1/_history/3', 'patient/p1@3', 'r-1']], ['patient/p1/document/d', ['Patient/p1', 'patient/p1/document/d', 'r-1']],
    ['patient/p1@4 card/c', ['Patient/p1/_history/4', 'patient/p1@4 card/c', 'r-1']], ['worklist/p1 p2', ['Patient/p1', 'Patient/p2', 'worklist', 'r-1']], ['patients/p1', ['Patient/p1', 'patients', 'r-1']],
    ['webhook/w/deliveries/p1 p2', ['Patient/p1', 'Patient/p2', 'webhook/w/deliveries', 'r-1']], ['account/a', ['account/a', 'r-1']], ['worklist', ['worklist', 'r-1']], ['audit/50', ['audit/50', 'r-1']],
  ])('of %s names %j', (resource, expected) => expect(named(resource)).toEqual(expected));

  it('was for what its action is for, whatever is said of it besides', () => {
    for (const action of ACTIONS) expect(PURPOSES).toContain(purposeOf(action));
    expect([purposeOf('document-fact:repeat'), purposeOf('read-queue:csv'), purposeOf('something-new')]).toEqual(['treatment', 'payment', 'operations']);
  });
});
