import { exampleCase, packetInputOf } from '../../test/packets/case-packet';
import { INCOMPLETE_DIRECTORY } from '../../test/packets/example-directory';
import { buildPacket } from './build-packet';

const PLANNED = { facilityId: 'hospital', practitionerId: 'ada', setting: '22' };
const sheetOf = (plan: object, name = 'example-01') => buildPacket(packetInputOf(exampleCase(name), { directory: INCOMPLETE_DIRECTORY }, plan)).coverSheet;
const rowsOf = (plan: object, name?: string): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries((sheetOf(plan, name)?.sections ?? []).flatMap(({ title, rows }) => rows.map(({ label, value, mayBeEmpty }) => [`${title}: ${label}`, value ?? (mayBeEmpty === true ? 'none' : undefined)])));

describe('the hospital program\'s cover sheet', () => {
  it('has every field that its contractors ask for, and says nothing where the record does not', () => {
    expect(rowsOf(PLANNED)).toMatchObject({
      'Request: Type of request': 'Initial', 'Request: Expedited': 'No', 'Request: Type of bill': '13', 'Request: State where it is done': 'OH',
      'Beneficiary: Last name': 'Testperson', 'Beneficiary: First name': 'Rosalind Q.', 'Services: 64635 RT': '1 unit', 'Services: Levels and sides': 'L4-L5 right; L5-S1 right', 'Services: Diagnosis codes': 'M47.816',
      'Facility: Name': 'Example Hospital', 'Facility: CCN or PTAN': undefined, 'Facility: Fax': 'none', 'Physician: Name': 'Ada Feld', 'Physician: PTAN': undefined, 'Requester: Name': 'Front desk, Example Pain Center',
    });
  });
  it('names the earlier request\'s number on a resubmission, and the reason of an expedited one', () => {
    const resubmissionOf = { packetId: 'before', decision: 'denied', decidedOn: '2026-09-01', payerReference: 'A1234567890123' };
    expect(rowsOf({ ...PLANNED, resubmissionOf, expedited: true, justification: 'No sleep.' })).toMatchObject({
      'Request: Type of request': 'Resubmission', 'Request: Tracking number of the earlier request': 'A1234567890123', 'Request: Expedited': 'Yes: No sleep.',
    });
    expect(rowsOf({ ...PLANNED, resubmissionOf: { ...resubmissionOf, payerReference: undefined } })).toHaveProperty('Request: Tracking number of the earlier request', undefined);
  });
  it('says trial or permanent of a stimulator, with the trial\'s number', () => {
    expect(rowsOf({ ...PLANNED, leads: 2 }, 'example-05')).toMatchObject({ 'Request: Trial or permanent': 'Trial', 'Services: 63650': '2 units', 'Services: Levels and sides': 'thoracolumbar' });
    expect(rowsOf({ ...PLANNED, trialReference: 'A9' }, 'example-06')).toMatchObject({ 'Request: Trial or permanent': 'Permanent', 'Request: Tracking number of the trial': 'A9' });
  });
  it('is there for that program alone', () => {
    expect(sheetOf({ ...PLANNED, setting: '24' })).toBeUndefined();
    expect(buildPacket(packetInputOf(exampleCase('example-01'), {}, { setting: '22' })).coverSheet).toBeDefined();
  });
});
