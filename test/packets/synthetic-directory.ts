/** A practice that knows whom its requests name. No number that begins with 2 is assigned to anybody; 555-01xx rings nowhere. */
import type { Directory } from '../../machines/directory';

const ADDRESS = { line: '1 Example Way', city: 'Springfield', state: 'OH', postalCode: '45501' };
export const SYNTHETIC_DIRECTORY: Directory = {
  practice: { name: 'Example Pain Center', npi: '2000000101', phone: '937-555-0100', fax: '937-555-0101', address: ADDRESS, contact: 'Front desk' },
  practitioners: [{ id: 'ada', name: { family: 'Feld', given: 'Ada' }, npi: '2000000002' }],
  facilities: [{ id: 'hospital', name: 'Example Hospital', npi: '2000000036', placeOfService: '22', typeOfBill: '13', address: ADDRESS, exemptions: [{ program: 'medicare-opd', from: '2027-01-01', notice: 'Letter' }] }],
  payers: [
    { id: 'contractor', name: 'Contractor', plans: [] },
    { id: 'medicare', name: 'Medicare', payerNumber: '00000', plans: [{ delegate: 'contractor', channels: [{ kind: 'fax', to: '800-555-0100' }] }] },
  ],
};
