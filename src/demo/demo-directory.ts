/** Whom the demo practice's requests name. Synthetic: no identifier that begins with 2 is assigned to anybody, and 555-01xx rings nowhere. */
import type { Directory } from '../../machines/directory';

const ADDRESS = { line: '1 Example Way', city: 'Springfield', state: 'OH', postalCode: '45501' };

export const DEMO_FACILITY = 'demo-surgery-center';
export const DEMO_HOSPITAL = 'demo-hospital';
export const DEMO_PRACTITIONER = 'demo-practitioner';

/** The hospital lacks its certification number, so that a request for it shows what a gap looks like. */
export const DEMO_DIRECTORY: Directory = {
  practice: { name: 'Demo Pain Center (synthetic)', npi: '2000000101', tin: '200000001', phone: '937-555-0100', fax: '937-555-0101', email: 'requests@example.org', address: ADDRESS, contact: 'Authorization desk' },
  practitioners: [{ id: DEMO_PRACTITIONER, name: { family: 'Beispiel', given: 'Ada' }, credentials: 'MD', npi: '2000000002', ptan: 'OH1234', phone: '937-555-0102', address: ADDRESS }],
  facilities: [
    { id: DEMO_FACILITY, name: 'Demo Surgery Center (synthetic)', npi: '2000000010', placeOfService: '24', address: ADDRESS },
    { id: DEMO_HOSPITAL, name: 'Demo Hospital (synthetic)', npi: '2000000036', placeOfService: '22', typeOfBill: '13', address: ADDRESS },
  ],
  payers: [
    { id: 'medicare', name: 'Medicare (synthetic contractor)', payerNumber: '00000', plans: [{ line: 'original-medicare', channels: [{ kind: 'portal', to: 'https://portal.example' }, { kind: 'fax', to: '800-555-0100', pagesMax: 200 }] }] },
    { id: 'evicore', name: 'eviCore (synthetic)', payerNumber: '00001', plans: [] },
    { id: 'cigna', name: 'Cigna (synthetic)', payerNumber: '00002', plans: [{ line: 'commercial', delegate: 'evicore', channels: [{ kind: 'portal', to: 'https://portal.example' }], peerToPeer: { count: 14, unit: 'business-days', phone: '800-555-0102' } }] },
    { id: 'aetna', name: 'Aetna (synthetic)', payerNumber: '00003', plans: [{ channels: [{ kind: 'fax', to: '800-555-0103' }], peerToPeer: { count: 14, unit: 'calendar-days', phone: '800-555-0104' } }] },
  ],
};
