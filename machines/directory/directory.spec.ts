/** Given, when, then of a practice's directory. The numbers are synthetic: no identifier that begins with 2 is assigned to anybody. */
import { fold } from '../kernel/decider';
import { isRejection, type Rejection } from '../kernel/rejection';
import { decideDirectory, EMPTY_DIRECTORY, evolveDirectory, exemptionOn, isNpi, missingFields, waysOf, type Directory, type DirectoryCommand, type Facility, type Payer } from '.';

const ADDRESS = { line: '1 Example Way', city: 'Springfield', state: 'OH', postalCode: '45501' };
const practitioner = (id: string, npi: string): DirectoryCommand => ({ type: 'RecordPractitioner', practitioner: { id, name: { family: 'Feld', given: 'Ada' }, npi } });
const facility = (more: Partial<Facility> = {}): DirectoryCommand => ({ type: 'RecordFacility', facility: { id: 'hospital', name: 'Example Hospital', placeOfService: '22', ...more } });
const payer = (id: string, plans: Payer['plans'] = []): DirectoryCommand => ({ type: 'RecordPayer', payer: { id, name: id.toUpperCase(), plans } });
const EXEMPTION = { program: 'medicare-opd', from: '2026-01-01', to: '2026-12-31', notice: 'Letter of 2025-11-01' };

const decide = (directory: Directory, command: DirectoryCommand) => decideDirectory(command, directory, { actor: 'anna', recordedAt: '2026-10-01T12:00:00.000Z' });

/** What must be accepted. */
function after(...commands: readonly DirectoryCommand[]): Directory {
  return commands.reduce((directory, command) => {
    const events = decide(directory, command);
    if (isRejection(events)) throw new Error(events.message);
    return fold(evolveDirectory, directory, events);
  }, EMPTY_DIRECTORY);
}

function refusal(directory: Directory, command: DirectoryCommand): Rejection {
  const events = decide(directory, command);
  if (!isRejection(events)) throw new Error('it was accepted');
  return events;
}

const faultsOf = (command: DirectoryCommand, directory = EMPTY_DIRECTORY): readonly string[] => (refusal(directory, command).faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a national provider identifier', () => {
  it.each(['1234567893', '2000000002', '2000000010'])('%s checks', (npi) => expect(isNpi(npi)).toBe(true));
  it.each(['1234567890', '2000000001', '3000000000', '200000000', '20000000021', 'A000000002', ''])('%s does not', (npi) => expect(isNpi(npi)).toBe(false));
  it('is another number with any one digit changed', () => {
    for (let at = 0; at < 10; at++) {
      for (let digit = 0; digit < 10; digit++) {
        const changed = `${'2000000002'.slice(0, at)}${digit}${'2000000002'.slice(at + 1)}`;
        expect([changed, isNpi(changed)]).toEqual([changed, changed === '2000000002']);
      }
    }
  });
});

describe('the directory', () => {
  it('keeps the latest record of an entry, in the place of the first', () => {
    const directory = after(practitioner('a', '2000000002'), practitioner('b', '2000000010'), practitioner('a', '2000000028'));
    expect(directory.practitioners.map(({ id, npi }) => [id, npi])).toEqual([['a', '2000000028'], ['b', '2000000010']]);
  });
  it('is told once, and not the same again', () => {
    expect(refusal(after(practitioner('a', '2000000002')), practitioner('a', '2000000002')).code).toBe('entry-unchanged');
    expect(refusal(after({ type: 'RecordOrganization', organization: { name: 'Us' } }), { type: 'RecordOrganization', organization: { name: 'Us' } }).code).toBe('entry-unchanged');
  });
  it('has one practitioner to a number, and a hospital\'s number once in each of its places', () => {
    expect(refusal(after(practitioner('a', '2000000002')), practitioner('b', '2000000002'))).toMatchObject({ code: 'number-in-use', details: { id: 'a' } });
    const hospital = after(facility({ npi: '2000000036' }));
    expect(refusal(hospital, facility({ id: 'again', npi: '2000000036' })).code).toBe('number-in-use');
    expect(isRejection(decide(hospital, facility({ id: 'off-campus', npi: '2000000036', placeOfService: '19' })))).toBe(false);
  });
  it('names every field that is not what it should be', () => {
    expect(faultsOf(facility({ npi: '2000000001', ccn: '45-001', tin: '1234', ptan: 'a', typeOfBill: 'X', phone: '12', fax: 'none', address: { ...ADDRESS, postalCode: '455' }, exemptions: [{ ...EXEMPTION, program: 'nobody', to: '2025-01-01' }] }))).toEqual([
      '/npi not-a-npi', '/ccn not-a-ccn', '/tin not-a-tin', '/ptan not-a-ptan', '/typeOfBill not-a-typeofbill', '/phone not-a-phone', '/fax not-a-phone', '/address/postalCode not-a-postalcode',
      '/exemptions/0/program unknown-program', '/exemptions/0/to invalid-validity',
    ]);
    expect(isRejection(decide(EMPTY_DIRECTORY, facility({ npi: '2000000036', ccn: '36T001', tin: '12-3456789', ptan: '9123456', typeOfBill: '13', phone: '+1 (937) 555-0100', address: ADDRESS, exemptions: [EXEMPTION] })))).toBe(false);
  });
  it('has a payer decide whom it knows, and each plan once at a time', () => {
    const channel = (kind: 'fax' | 'portal' | 'fhir', to: string) => ({ kind, to });
    expect(faultsOf(payer('uhc', [
      { delegate: 'nobody', channels: [channel('fax', 'x'), channel('portal', 'payer.example')] }, { line: 'commercial', to: '2026-06-30', channels: [] }, { line: 'commercial', from: '2026-07-01', channels: [] }, { line: 'commercial', from: '2026-09-01', channels: [] },
    ]))).toEqual(['/plans/0/delegate unknown-payer', '/plans/0/channels/0/to not-a-phone', '/plans/0/channels/1/to not-an-address', '/plans/3 plans-overlap']);
    expect(faultsOf(payer('uhc', [{ delegate: 'uhc', channels: [] }]))).toEqual(['/plans/0/delegate unknown-payer']);
    const both = after(payer('evicore'), payer('uhc', [{ delegate: 'evicore', channels: [] }]));
    expect(refusal(both, { type: 'RemoveEntry', kind: 'payer', id: 'evicore', reason: 'gone' })).toMatchObject({ code: 'entry-in-use', details: { payer: 'uhc' } });
  });
  it('forgets an entry for a reason', () => {
    const directory = after(facility());
    expect(refusal(directory, { type: 'RemoveEntry', kind: 'facility', id: 'hospital', reason: ' ' }).code).toBe('reason-required');
    expect(refusal(directory, { type: 'RemoveEntry', kind: 'payer', id: 'hospital', reason: 'closed' }).code).toBe('unknown-entry');
    expect(after(facility(), { type: 'RemoveEntry', kind: 'facility', id: 'hospital', reason: 'closed' })).toEqual(EMPTY_DIRECTORY);
  });
});

describe('who decides, and how it is asked', () => {
  const directory = after(payer('evicore'), payer('uhc', [
    { channels: [{ kind: 'fax', to: '800-555-0100' }] },
    { line: 'commercial', from: '2026-01-01', to: '2026-06-30', delegate: 'evicore', channels: [{ kind: 'portal', to: 'https://evicore.example', until: '2026-03-31' }, { kind: 'fax', to: '800-555-0101', from: '2026-04-01' }] },
    { line: 'commercial', state: 'TX', from: '2026-01-01', channels: [] },
  ]));
  const on = (date: string, line?: string, state?: string) => {
    const ways = waysOf(directory, { payer: 'uhc', ...(line !== undefined && { line }), ...(state !== undefined && { state }) }, date);
    return ways && [ways.decider.id, ways.channels.map(({ to }) => to)];
  };
  it('is the delegate of the line, from its first day to its last', () => {
    expect(on('2025-12-31', 'commercial')).toEqual(['uhc', ['800-555-0100']]);
    expect(on('2026-01-01', 'commercial')).toEqual(['evicore', ['https://evicore.example']]);
    expect(on('2026-03-31', 'commercial')).toEqual(['evicore', ['https://evicore.example']]);
    expect(on('2026-04-01', 'commercial')).toEqual(['evicore', ['800-555-0101']]);
    expect(on('2026-06-30', 'commercial')).toEqual(['evicore', ['800-555-0101']]);
    expect(on('2026-07-01', 'commercial')).toEqual(['uhc', ['800-555-0100']]);
  });
  it('is the plan of the state before that of the line, and that before all lines', () => {
    expect(on('2026-02-01', 'commercial', 'TX')).toEqual(['uhc', []]);
    expect(on('2026-02-01', 'commercial', 'OH')).toEqual(['evicore', ['https://evicore.example']]);
    expect(on('2026-02-01', 'medicare-advantage')).toEqual(['uhc', ['800-555-0100']]);
    expect(waysOf(directory, { payer: 'nobody' }, '2026-02-01')).toBeUndefined();
  });
  it('is nobody while a facility is exempt', () => {
    const { facilities: [hospital] } = after(facility({ exemptions: [EXEMPTION] }));
    const exempt = (date: string, program = EXEMPTION.program) => exemptionOn(hospital as Facility, program, date)?.notice;
    expect([exempt('2025-12-31'), exempt('2026-01-01'), exempt('2026-12-31'), exempt('2027-01-01'), exempt('2026-05-01', 'wiser')]).toEqual([undefined, EXEMPTION.notice, EXEMPTION.notice, undefined, undefined]);
  });
});

describe('what a payer asks for and the directory does not have', () => {
  const names = (parties: Parameters<typeof missingFields>[0], program?: string) => missingFields(parties, program).map(({ record, id, fields }) => [record, id, fields.join(' or ')].filter(Boolean).join(' '));
  it('names a record that is not there once', () => expect(names({})).toEqual(['practice', 'practitioner', 'facility', 'payer']));
  it('names the field of the entry, more of them where a program asks', () => {
    const { facilities: [hospital] } = after(facility({ npi: '2000000036', address: ADDRESS }));
    const parties = { practice: { name: 'Us', npi: '2000000101', phone: '1', fax: '2', address: ADDRESS }, practitioner: { id: 'a', name: { family: 'Feld', given: 'Ada' } }, ...(hospital && { facility: hospital }), payer: { id: 'medicare', name: 'Medicare', plans: [] } };
    expect(names(parties)).toEqual(['practitioner a npi', 'payer medicare payerNumber']);
    expect(names(parties, 'medicare-opd')).toEqual(['practitioner a npi', 'payer medicare payerNumber', 'practice contact', 'practitioner a ptan', 'practitioner a address', 'facility hospital ccn or ptan', 'facility hospital typeOfBill']);
  });
});
