/** Whom the packets of the examples name. Synthetic: no identifier that begins with 2 is assigned to anybody. */
import type { Directory } from '../../machines/directory';

const ADDRESS = { line: '1 Example Way', city: 'Springfield', state: 'OH', postalCode: '45501' };

export const EXAMPLE_DIRECTORY: Directory = {
  practice: { name: 'Riverbend Pain Clinic (synthetic)', npi: '2000000101', tin: '200000001', phone: '937-555-0100', fax: '937-555-0101', email: 'requests@example.org', address: ADDRESS, contact: 'Front desk' },
  practitioners: [{ id: 'ada', name: { family: 'Feld', given: 'Ada' }, credentials: 'MD', npi: '2000000002', ptan: 'OH1234', phone: '937-555-0102', address: ADDRESS }],
  facilities: [
    { id: 'center', name: 'Example Surgery Center', npi: '2000000010', placeOfService: '24', address: ADDRESS },
    { id: 'hospital', name: 'Example Hospital', npi: '2000000036', ccn: '360001', placeOfService: '22', typeOfBill: '13', address: ADDRESS },
  ],
  payers: [{ id: 'medicare', name: 'Medicare (synthetic)', payerNumber: '00000', plans: [{ channels: [{ kind: 'fhir', to: 'https://payer.example/fhir' }] }] }],
};

export const NAMED = { facilityId: 'center', practitionerId: 'ada' };

/** The same practice as it begins: a hospital without its certification number, a practitioner without a contractor's, a payer that lets another decide. */
export const INCOMPLETE_DIRECTORY: Directory = {
  practice: { name: 'Example Pain Center', npi: '2000000101', phone: '937-555-0100', fax: '937-555-0101', address: ADDRESS, contact: 'Front desk' },
  practitioners: [{ id: 'ada', name: { family: 'Feld', given: 'Ada' }, npi: '2000000002' }],
  facilities: [{ id: 'hospital', name: 'Example Hospital', npi: '2000000036', placeOfService: '22', typeOfBill: '13', address: ADDRESS, exemptions: [{ program: 'medicare-opd', from: '2027-01-01', notice: 'Letter' }] }],
  payers: [
    { id: 'contractor', name: 'Contractor', plans: [] },
    { id: 'medicare', name: 'Medicare', payerNumber: '00000', plans: [{ delegate: 'contractor', channels: [{ kind: 'fax', to: '800-555-0100' }] }] },
  ],
};
