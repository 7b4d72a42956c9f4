import { refuseFile } from './channel-limits';
import type { Channel } from './types';

const PDF = { mediaType: 'application/pdf', bytes: 1_000, pages: 12 };
const FAX: Channel = { kind: 'fax', to: '937-555-0190' };

describe('what a channel takes', () => {
  it('is anything where the payer states no limit', () => {
    expect(refuseFile(FAX, PDF)).toBeUndefined();
  });

  it('is as much as the limit, which counts itself', () => {
    expect(refuseFile({ ...FAX, bytesMax: 1_000, pagesMax: 12, mediaTypes: ['application/pdf'] }, PDF)).toBeUndefined();
    expect(refuseFile({ ...FAX, bytesMax: 999 }, PDF)).toMatchObject({ code: 'packet-too-large', details: { channel: 'fax', bytes: 1_000, bytesMax: 999 } });
    expect(refuseFile({ ...FAX, pagesMax: 11 }, PDF)).toMatchObject({ code: 'packet-too-long', details: { pages: 12, pagesMax: 11 } });
    expect(refuseFile({ ...FAX, mediaTypes: ['image/tiff'] }, PDF)).toMatchObject({ code: 'packet-type-not-taken', details: { mediaTypes: ['image/tiff'] } });
  });

  it('asks no pages of what has none', () => {
    expect(refuseFile({ ...FAX, kind: 'fhir', pagesMax: 1 }, { mediaType: 'application/fhir+json', bytes: 5 })).toBeUndefined();
  });
});
