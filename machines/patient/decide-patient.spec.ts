/** The person, the coverages, and a payer's own message: what is refused, where, and what else changes. */
import { DAY_0, document, newEpisode, OHIO_MEDICARE, plusDays, READY_ON, readyForRfa, REGISTER, refusalOf, tell, tellAll } from '../../test/support/patient-story';
import type { PatientCommand, PatientCoverage } from './events';
import { EMPTY_PATIENT } from './evolve-patient';
import type { PatientState } from './patient';

type Person = Extract<PatientCommand, { type: 'CorrectPerson' }>;
const DETAILS = { sex: 'female', phone: '555-0100', address: { line: '1 Main St', city: 'Columbus', state: 'OH', postalCode: '43004' } } as const;
const SAME: Person = { type: 'CorrectPerson', name: { family: 'Sample', given: 'Alex' }, birthDate: '1968-05-01', details: DETAILS, reason: 'misread' };
const known = (): PatientState => tell(newEpisode(), DAY_0, SAME).patient;
const requested = (): PatientState => {
  const ready = tellAll(readyForRfa(), [[READY_ON, SAME]]).patient;
  const authorizationId = ready.authorizations.findLast(({ step }) => step === 'rfa')?.id ?? '';
  return tell(ready, READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 7) }).patient;
};

describe('a person', () => {
  it.each([
    ['family name', { name: { ...SAME.name, family: 'Other' } }, true], ['given name', { name: { ...SAME.name, given: 'Sam' } }, true], ['birth date', { birthDate: '1968-05-02' }, true],
    ['sex', { details: { ...DETAILS, sex: 'male' } }, false], ['phone', { details: { ...DETAILS, phone: '555-0101' } }, false], ['phone, left out', { details: { sex: 'female', address: DETAILS.address } }, false],
    ['line', { details: { ...DETAILS, address: { ...DETAILS.address, line: '2 Main St' } } }, false], ['city', { details: { ...DETAILS, address: { ...DETAILS.address, city: 'Dayton' } } }, false],
    ['state', { details: { ...DETAILS, address: { ...DETAILS.address, state: 'KY' } } }, false], ['postal code', { details: { ...DETAILS, address: { ...DETAILS.address, postalCode: '43005' } } }, false], ['address, left out', { details: { sex: 'female', phone: '555-0100' } }, false],
  ] as const)('is corrected in the %s, and only a packet that prints it is flagged', (_, over, isPrinted) => {
    const patient = requested();
    const { events, patient: after } = tell(patient, READY_ON, { ...SAME, ...over } as Person);
    expect(events[0]).toEqual({ ...SAME, ...over, type: 'PersonCorrected' });
    expect(events.flatMap((event) => (event.type === 'PacketFlaggedStale' ? [[event.authorizationId, event.packetId]] : []))).toEqual(isPrinted ? patient.authorizations.filter(({ position }) => position === 'requested').map(({ id, packetId }) => [id, packetId]) : []);
    // Flagged once.
    const again = tell(after, READY_ON, { ...SAME, ...over, name: { family: 'Third', given: 'Third' } } as Person).events;
    expect(again.filter(({ type }) => type === 'PacketFlaggedStale')).toHaveLength(isPrinted ? 0 : 1);
  });

  it('is not corrected to what is on record, nor without a reason', () => {
    expect(refusalOf(known(), DAY_0, SAME).code).toBe('person-unchanged');
    expect(refusalOf(newEpisode(), DAY_0, { ...SAME, details: {} }).code).toBe('person-unchanged');
    expect(refusalOf(known(), DAY_0, { ...SAME, birthDate: '1968-05-02', reason: ' ' })).toMatchObject({ code: 'reason-required', pointer: '/reason' });
    expect(tell(requested(), READY_ON, { ...SAME, birthDate: '1968-05-02' }).patient.authorizations.filter(({ stale }) => stale !== undefined).map(({ position }) => position)).toEqual(['requested']);
  });

  it('has an identifier once', () => {
    const register = (...identifiers: readonly (readonly [string, string])[]): PatientCommand => ({ ...REGISTER, identifiers: identifiers.map(([kind, value]) => ({ kind, value })) }) as PatientCommand;
    expect(refusalOf(EMPTY_PATIENT, DAY_0, register(['mrn', '1'], ['mbi', '1'], ['mrn', '1']))).toMatchObject({ code: 'identifier-repeated', pointer: '/identifiers/2' });
    expect(tell(EMPTY_PATIENT, DAY_0, register(['mrn', '1'], ['mbi', '1'], ['mrn', '2'])).events).toEqual([{ ...register(['mrn', '1'], ['mbi', '1'], ['mrn', '2']), type: 'PatientRegistered' }]);
    expect(refusalOf(newEpisode(), DAY_0, REGISTER)).toMatchObject({ code: 'already-registered', details: { patientId: 'patient-1' } });
  });
});

describe('coverages', () => {
  const change = (...coverages: readonly Partial<PatientCoverage>[]): PatientCommand => ({ type: 'ChangeCoverage', coverages: coverages.map((one) => ({ ...OHIO_MEDICARE, ...one })) });
  const [JUNE, JULY] = ['2026-06-30', '2026-07-01'] as const;
  const SUBSCRIBER = { name: { family: 'Sample', given: 'Kim' }, birthDate: '1960-01-01' };

  it.each([
    [[{ to: JUNE }, { from: JULY }], true], [[{ from: JULY }, { to: JUNE }], true], [[{ to: JULY }, { from: JULY }], false], [[{ from: JULY }, { to: JULY }], false], [[{ from: JUNE, to: JULY }, { from: JULY }], false],
    [[{ from: JULY }, { from: JULY, to: JULY }], false], [[{ to: JUNE }, { to: JUNE }], false], [[{}, { from: JULY, order: 2 }], true], [[{ to: JUNE }, {}], false],
  ] as const)('of one order are in force one after the other: %j', (coverages, isTaken) => {
    if (isTaken) expect(tell(newEpisode(), DAY_0, change(...coverages)).patient.coverages).toEqual(coverages.map((one) => ({ ...OHIO_MEDICARE, ...one })));
    else expect(refusalOf(newEpisode(), DAY_0, change(...coverages))).toMatchObject({ code: 'coverages-overlap', pointer: '/coverages/1' });
  });

  it('end no sooner than they begin', () => {
    expect(tell(newEpisode(), DAY_0, change({ from: JULY, to: JULY })).patient.coverages).toHaveLength(1);
    expect(refusalOf(newEpisode(), DAY_0, change({}, { order: 2, from: JULY, to: JUNE }))).toMatchObject({ code: 'coverages-overlap', pointer: '/coverages/1/to' });
  });

  it.each([[undefined, true], ['self', true], ['spouse', false], ['child', false]] as const)('whose holder is %s say whose they are where it is another person', (relationship, without) => {
    const one = { ...(relationship !== undefined && { relationship }) } as Partial<PatientCoverage>;
    if (without) expect(tell(newEpisode(), DAY_0, change(one)).patient.coverages).toHaveLength(1);
    else expect(refusalOf(newEpisode(), DAY_0, change({}, { ...one, order: 2 }))).toMatchObject({ code: 'subscriber-missing', pointer: '/coverages/1/subscriber' });
    expect(tell(newEpisode(), DAY_0, change({ ...one, subscriber: SUBSCRIBER } as Partial<PatientCoverage>)).patient.coverages).toHaveLength(1);
    expect(refusalOf(EMPTY_PATIENT, DAY_0, { ...REGISTER, coverages: [OHIO_MEDICARE, OHIO_MEDICARE] } as PatientCommand)).toMatchObject({ code: 'coverages-overlap' });
  });
});

describe('a payer\'s own message', () => {
  const MESSAGE = { documentId: 'answer', sha256: 'aa', mediaType: 'application/json', bytes: 10, pages: 1, title: 'answer' };
  const submitted = (): PatientState => {
    const patient = requested();
    const authorizationId = patient.authorizations.at(-1)?.id ?? '';
    return tell(patient, READY_ON, { type: 'SubmitAuthorization', authorizationId, channel: 'portal', proof: { reference: 'C' }, submittedOn: READY_ON, submittedAt: `${READY_ON}T09:00:00Z` }).patient;
  };
  const answer = (patient: PatientState, over: object = {}): PatientCommand => ({ type: 'RecordAnswer', authorizationId: patient.authorizations.at(-1)?.id ?? '', determination: { decision: 'affirmed', decidedOn: READY_ON }, document: MESSAGE, ...over }) as PatientCommand;

  it('is kept, and the decision names it; the same bytes are kept once', () => {
    const patient = submitted();
    const { events } = tell(patient, READY_ON, answer(patient));
    expect(events.slice(0, 2)).toMatchObject([{ ...MESSAGE, type: 'DocumentAttached' }, { type: 'DeterminationRecorded', decision: 'affirmed', documentId: 'answer' }]);
    const attached = tell(patient, READY_ON, { type: 'AttachDocument', ...MESSAGE, documentId: 'before' }).patient;
    expect(tell(attached, READY_ON, answer(attached)).events[0]).toMatchObject({ type: 'DeterminationRecorded', documentId: 'before' });
    const other = tell(patient, READY_ON, { type: 'AttachDocument', ...MESSAGE, documentId: 'before', sha256: 'bb' }).patient;
    expect(tell(other, READY_ON, answer(other)).events[0]).toMatchObject({ type: 'DocumentAttached', documentId: 'answer' });
  });

  it('of an authorization that is not known, or that nobody asked, is refused', () => {
    const patient = submitted();
    expect(refusalOf(patient, READY_ON, answer(patient, { authorizationId: 'nothing' }))).toMatchObject({ code: 'unknown-authorization', details: { authorizationId: 'nothing' } });
    const unsent = requested();
    expect(refusalOf(unsent, READY_ON, answer(unsent)).code).toBe('invalid-transition');
  });
});

it('nothing is documented for nobody', () => {
  for (const command of [SAME, document('x', { type: 'score', occurredOn: DAY_0, instrument: 'NRS', value: 1, role: 'baseline' }), { type: 'ReassessPatient' }] as const) expect(refusalOf(EMPTY_PATIENT, DAY_0, command).code).toBe('not-registered');
});

it('who is registered with details has them, and nobody is given any', () => {
  expect(tell(EMPTY_PATIENT, DAY_0, { ...REGISTER, details: DETAILS } as PatientCommand).patient.details).toEqual(DETAILS);
  expect(tell(EMPTY_PATIENT, DAY_0, REGISTER).patient).not.toHaveProperty('details');
});

it('a request says whom it asked, of which line and for which place, as far as that is planned', () => {
  const asked = (...commands: readonly PatientCommand[]) => {
    const ready = tellAll(readyForRfa(), commands.map((command) => [READY_ON, command] as const)).patient;
    const authorizationId = ready.authorizations.findLast(({ step }) => step === 'rfa')?.id ?? '';
    return tell(ready, READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 7) }).patient.authorizations.at(-1)?.asked;
  };
  expect(asked()).toStrictEqual({ payer: 'medicare', line: 'original-medicare', setting: '24' });
  expect(asked({ type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [{ level: 'L4-L5', side: 'right' }], technique: 'thermal-rf', guidance: 'fluoroscopy' } })).toStrictEqual({ payer: 'medicare', line: 'original-medicare' });
});
