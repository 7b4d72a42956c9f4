/** Does prior authorization apply, over HTTP: the next step at its place, what is on record, and what cannot be told. */
import { LISTED_PROGRAMS } from '../../machines/programs/applies';
import { describeEachEngine } from '../support/engines';
import { plusDays, RIGHT } from '../support/patient-story';
import { startService, TODAY, type Service } from './support/service';
import { blockFact, EPISODE, etagOf, expectStatus, readyForBlock1, register } from './support/story';

const { targets, technique, guidance } = EPISODE;
const PLAN = { targets, technique, guidance };
const [OPD] = LISTED_PROGRAMS;
const VALID_DAYS = OPD?.validity?.days ?? 0;

describeEachEngine('authorization need', (under) => {
  let service: Service;
  let patientId: string;
  let episodeId: string;
  const need = async (query: string, role: 'auth-staff' | 'scheduler' = 'auth-staff') => expectStatus(await service.get(`/v1/patients/${patientId}/episodes/${episodeId}/authorization-need?${query}`, { role }), 200).body as {
    step: string; result: string; program: string | null; dateOfService: string; codes: { code: string; because: string; sources: object[] }[]; approvals: { result: string; codes: { because: string; payerReference?: string }[] };
  };

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId, episodeId } = await readyForBlock1(service));
  });
  afterAll(() => service.close());

  it('answers for the next step at its planned place, and for another', async () => {
    expect(await need('')).toMatchObject({ step: 'mbb1', result: 'not-required', codes: [{ code: '64493', because: 'place-outside' }] });
    const hospital = await need('setting=22', 'scheduler');
    expect(hospital).toMatchObject({ result: 'required', program: OPD?.id, approvals: { result: 'not-valid', codes: [{ because: 'no-approval' }] } });
    expect(hospital.codes[0]?.sources.length).toBeGreaterThan(0);
    expect(await need('setting=22&exempt=true')).toMatchObject({ result: 'exempt', approvals: { result: 'valid' } });
    expect(await need('setting=22&step=rfa')).toMatchObject({ result: 'required', codes: [{ code: '64635' }] });
    expect(await need('setting=22&date=2023-06-30')).toMatchObject({ result: 'not-required', codes: [{ because: 'not-yet-listed' }] });
  });

  it('rests on a documented approval until its last day', async () => {
    const fact = { type: 'authorization', occurredOn: TODAY, program: OPD?.id, decision: 'affirmed', decidedOn: TODAY, codes: ['64493'], setting: '22', payerReference: 'A1234567890123' };
    expectStatus(await service.post(`/v1/patients/${patientId}/facts`, { fact }), 201);
    const on = async (days: number) => (await need(`setting=22&date=${plusDays(TODAY, days)}`)).approvals;
    expect([(await on(VALID_DAYS - 1)).result, (await on(VALID_DAYS)).result, (await on(VALID_DAYS + 1)).result]).toEqual(['valid', 'review', 'not-valid']);
    expect((await on(0)).codes).toEqual([expect.objectContaining({ because: 'in-force', payerReference: 'A1234567890123' })]);
  });

  it('counts what the payer decided on a request made here, for the need and for the hospital\'s claim', async () => {
    const { patientId: other, episodeId: episode } = await readyForBlock1(service);
    const at = (path: string): string => `/v1/patients/${other}${path}`;
    const tag = async () => ({ role: 'auth-staff' as const, ifMatch: etagOf(await service.get(at(''))) });
    expectStatus(await service.call('POST', at(`/episodes/${episode}/targets`), { ...PLAN, setting: '22' }, { ifMatch: (await tag()).ifMatch }), 200);
    const { items: [draft] } = (await service.get(at('/authorizations'))).body as { items: { authorizationId: string }[] };
    const on = at(`/authorizations/${draft?.authorizationId ?? ''}`);
    const facts = [{ type: 'pain-history', occurredOn: TODAY, region: 'lumbosacral', sides: ['right'], onsetOn: plusDays(TODAY, -300), pattern: 'axial', limitsFunction: true, diagnoses: ['M47.816'] }, { ...blockFact(TODAY, 90).fact, setting: '22', imageSaved: true }];
    const claim = { patientId: other, dateOfService: TODAY, claimType: 'facility', lines: [{ code: '64493', modifiers: ['RT', 'KX'], units: 1, diagnoses: ['M47.816'], placeOfService: '22' }] };
    const check = async (more: object = {}) => expectStatus(await service.post('/v1/claims/check', { ...claim, ...more }, { role: 'biller' }), 200).body as { result: string; findings: { kind: string; because: string[] }[] };

    expectStatus(await service.call('POST', `${on}/request`, { dateOfService: TODAY }, await tag()), 200);
    expectStatus(await service.call('POST', `${on}/submission`, { channel: 'portal', proof: { reference: 'CONF-1' } }, await tag()), 200);
    expectStatus(await service.call('POST', `${on}/determinations`, { decision: 'affirmed', decidedOn: TODAY, payerReference: 'A1234567890123' }, await tag()), 200);
    const asked = expectStatus(await service.get(at(`/episodes/${episode}/authorization-need?step=mbb1`)), 200).body;
    expect(asked).toMatchObject({ result: 'required', approvals: { result: 'valid', codes: [{ payerReference: 'A1234567890123' }] } });
    for (const fact of facts) expectStatus(await service.post(at('/facts'), { fact }), 201);
    expect(await check()).toMatchObject({ result: 'warn', findings: [{ kind: 'authorization-number', because: ['number-not-said'] }] });
    expect(await check({ authorizationNumber: 'A1234567890123' })).toMatchObject({ result: 'pass' });
    expect(await check({ authorizationNumber: 'B1234567890123' })).toMatchObject({ result: 'block', findings: [{ kind: 'authorization-number' }] });
    expect(await check({ lines: [{ ...claim.lines[0], code: '64635', modifiers: ['RT'] }] })).toMatchObject({ result: 'block', findings: expect.arrayContaining([expect.objectContaining({ kind: 'authorization', because: expect.arrayContaining(['no-approval']) })]) });
  });

  it('says what it cannot answer, and refuses what is not a question', async () => {
    const other = await register(service);
    const opened = expectStatus(await service.post(`/v1/patients/${other}/episodes`, { ...EPISODE, pathway: 'epidural', targets: [RIGHT] }), 201).body as { episodeId: string };
    const asked = await service.get(`/v1/patients/${other}/episodes/${opened.episodeId}/authorization-need`);
    expect([asked.status, asked.body.code]).toEqual([409, 'plan-incomplete']);
    expect((await service.get(`/v1/patients/${patientId}/episodes/nobody/authorization-need`)).status).toBe(404);
    expect((await service.get(`/v1/patients/${patientId}/episodes/${episodeId}/authorization-need?setting=2`)).status).toBe(400);
  });
});
