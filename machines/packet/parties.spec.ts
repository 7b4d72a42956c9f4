import { caseIn, exampleCase, packetInputOf } from '../../test/packets/case-packet';
import { INCOMPLETE_DIRECTORY as DIRECTORY } from '../../test/packets/example-directory';
import { EMPTY_DIRECTORY, type Directory } from '../directory';
import { buildPacket } from './build-packet';

const ONE = exampleCase('example-01');
const partiesOf = (directory: Directory, plan: object = {}) => buildPacket(packetInputOf(ONE, { directory }, plan)).parties;

describe('whom a request names', () => {
  it('is what the plan names, and who decides for the coverage', () => {
    const { practice, practitioner, facility, payer, delegate, channels, need, missing } = partiesOf(DIRECTORY, { facilityId: 'hospital', practitionerId: 'ada', setting: '22' });
    expect([practice?.name, practitioner?.id, facility?.id, payer?.id, delegate?.id, channels.length]).toEqual(['Example Pain Center', 'ada', 'hospital', 'medicare', 'contractor', 1]);
    expect(need).toEqual({ result: 'required', program: 'medicare-opd' });
    expect(missing.map(({ record, id, fields }) => [record, id, fields.join()])).toEqual([['practitioner', 'ada', 'ptan'], ['practitioner', 'ada', 'address'], ['facility', 'hospital', 'ccn,ptan']]);
  });
  it('is nobody where nothing is recorded, and says so', () => {
    expect(partiesOf(EMPTY_DIRECTORY)).toMatchObject({ channels: [], missing: [{ record: 'practice', fields: [] }, { record: 'practitioner', fields: [] }, { record: 'facility', fields: [] }, { record: 'payer', fields: [] }] });
  });
  it('asks an exempt hospital for nothing of the program', () => {
    const exempt = { ...DIRECTORY, facilities: DIRECTORY.facilities.map((one) => ({ ...one, exemptions: [{ program: 'medicare-opd', from: '2020-01-01', notice: 'Letter' }] })) };
    expect(partiesOf(exempt, { facilityId: 'hospital', practitionerId: 'ada', setting: '22' })).toMatchObject({ need: { result: 'exempt' }, missing: [] });
  });
});

describe('what a request asks for', () => {
  it('has a line per code and side, as the hospital or the physician would bill it', () => {
    const lines = (name: string, plan: object = {}) => buildPacket(packetInputOf(exampleCase(name), {}, plan)).request;
    expect(lines('example-01', { setting: '22' })).toMatchObject({ claimType: 'facility', lines: [{ code: '64635', modifiers: ['RT'] }, { code: '64636', modifiers: ['RT'] }] });
    expect(lines('example-01', { setting: '24' }).claimType).toBe('professional');
  });
  it('has an epidural\'s line by its planned way', () => {
    expect(buildPacket(packetInputOf(caseIn('epidural-medicare', 'epidural-repeat-50'))).request.lines.map(({ code }) => code)).toEqual([expect.stringMatching(/^6(2|4)/)]);
  });
});
