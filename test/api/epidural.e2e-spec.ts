/** One patient from a first epidural to a packet, a response that fell short and a repeat, over real HTTP. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { describeEachEngine } from '../support/engines';
import { requiredOf } from '../support/patient-story';
import { isRejection } from '../../machines/kernel/rejection';
import { addMonths, toDay, toPlainDate } from '../../machines/kernel/calendar';
import { selectPolicy } from '../../machines/policies/select';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { startService, TODAY, type Reply, type Service } from './support/service';
import { etagOf, expectStatus, REGISTRATION } from './support/story';

const FLORIDA = { order: 1, payer: 'medicare', line: 'original-medicare', state: 'FL' };
const policy = selectPolicy(SHIPPED_POLICIES, FLORIDA, 'epidural', TODAY, 'esi');
if (isRejection(policy)) throw new Error(policy.message);
const RELIEF_PERCENT_MIN = requiredOf(policy, 'esi', 'epidural-repeat').reliefPercentMin;
const BASELINE = 8;
const scoreAt = (percent: number): number => (BASELINE * (100 - percent)) / 100;
const monthsBefore = (months: number): string => toPlainDate(addMonths(toDay(TODAY), -months));
const later = (days: number): string => toPlainDate(toDay(TODAY) + days);

describeEachEngine('the story of an epidural', (under) => {
  let service: Service;
  let patientId: string;
  let episodeId: string;
  let epiduralId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const document = async (fact: object): Promise<Reply> => expectStatus(await service.post(at('/facts'), { fact }), 201);
  const standing = async () => (await service.get(at('/status'))).body.episodes[0];

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    patientId = expectStatus(await service.post('/v1/patients', { ...REGISTRATION, coverages: [{ ...FLORIDA, memberId: '1EG4TE5MK73' }] }), 201).body.patientId;
    const plan = { targets: [{ level: 'L5-S1', side: 'left' }], guidance: 'fluoroscopy', setting: '24', approach: 'transforaminal', contrast: true };
    episodeId = expectStatus(await service.post(at('/episodes'), { pathway: 'epidural', region: 'lumbosacral', ...plan }), 201).body.episodeId;
  });
  afterAll(() => service.close());

  it('asks for what is missing, and is ready when it is documented', async () => {
    expect(await standing()).toMatchObject({ position: 'candidacy', nextStep: 'esi', steps: [{ result: 'cannot-tell', unknown: expect.arrayContaining(['epidural-indication', 'concordant-imaging']) }] });
    await document({ type: 'indication', occurredOn: TODAY, code: 'radiculopathy', onsetOn: monthsBefore(4) });
    await document({ type: 'pain-history', occurredOn: TODAY, region: 'lumbosacral', sides: ['left'], onsetOn: monthsBefore(4), pattern: 'radicular', limitsFunction: true });
    await document({ type: 'conservative-care', occurredOn: TODAY, modality: 'physical-therapy', startedOn: monthsBefore(3), endedOn: monthsBefore(1), response: 'failed' });
    await document({ type: 'imaging', occurredOn: TODAY, modality: 'MRI', region: 'lumbosacral', findings: ['disc-herniation'], concordant: true });
    await document({ type: 'score', occurredOn: TODAY, instrument: 'NRS', value: BASELINE, role: 'baseline' });
    await document({ type: 'score', occurredOn: TODAY, instrument: 'ODI', value: 44, role: 'baseline' });
    expect(await standing()).toMatchObject({ position: 'ready-for-epidural', steps: [{ result: 'eligible', policy: { document: policy.document } }] });
  });

  it('has its draft and its packet by itself, and the packet can be read', async () => {
    const { items } = (await service.get(at('/authorizations'))).body;
    expect(items).toMatchObject([{ step: 'esi', position: 'draft' }]);
    const { packet } = expectStatus(await service.get(at(`/packets/${items[0].packetId}`)), 200).body;
    expect(packet.narrative.map(({ title }: { title: string }) => title)).toEqual(expect.arrayContaining(['Indication', 'Imaging', 'Conservative care']));
    expect(JSON.stringify(packet)).toContain('concordant with the examination');
    const pdf = await fetch(service.address + at(`/packets/${items[0].packetId}`), { headers: { authorization: `Bearer ${service.keyOf('auth-staff')}`, accept: 'application/pdf' } });
    expect((await PDFDocument.load(await pdf.arrayBuffer())).getPageCount()).toBeGreaterThan(1);
  });

  it('waits for the response after the injection, and says that one fell short', async () => {
    ({ body: { factId: epiduralId } } = await document({ type: 'epidural', occurredOn: TODAY, approach: 'transforaminal', region: 'lumbosacral', targets: [{ level: 'L5-S1', side: 'left' }], contrast: true, guidance: 'fluoroscopy' }));
    service.setNow(`${later(30)}T17:00:00.000Z`);
    expect(await standing()).toMatchObject({ position: 'performed', steps: [{ result: 'cannot-tell', unknown: ['epidural-repeat'] }] });
    const fact = { type: 'epidural', occurredOn: TODAY, approach: 'transforaminal', region: 'lumbosacral', targets: [{ level: 'L5-S1', side: 'left' }], contrast: true, guidance: 'fluoroscopy',
      relief: { scale: 'NRS', baseline: BASELINE, observations: [{ minutes: 20_160, score: scoreAt(RELIEF_PERCENT_MIN - 10) }] }, function: { instrument: 'ODI', baseline: 44, value: 44 } };
    expectStatus(await service.post(at(`/facts/${epiduralId}/corrections`), { fact, reason: 'response by telephone' }, { ifMatch: etagOf(await service.get(at(''))) }), 201);
    expect(await standing()).toMatchObject({ position: 'response-fell-short', tags: expect.arrayContaining(['blocked']), steps: [{ result: 'not-eligible', unmet: ['epidural-repeat'] }] });
  });

  it('supports a repeat where the response was enough', async () => {
    const fact = { type: 'epidural', occurredOn: TODAY, approach: 'transforaminal', region: 'lumbosacral', targets: [{ level: 'L5-S1', side: 'left' }], contrast: true, guidance: 'fluoroscopy',
      relief: { scale: 'NRS', baseline: BASELINE, observations: [{ minutes: 20_160, score: scoreAt(RELIEF_PERCENT_MIN) }] } };
    expectStatus(await service.post(at(`/facts/${epiduralId}/corrections`), { fact, reason: 'score misread' }, { ifMatch: etagOf(await service.get(at(''))) }), 201);
    expect(await standing()).toMatchObject({ episodeId, position: 'ready-for-repeat', steps: [{ result: 'eligible' }] });
    expect((await service.get(at('/authorizations'))).body.items.map(({ step, position }: { step: string; position: string }) => [step, position])).toContainEqual(['esi', 'draft']);
  });

  it('is on the worklist, and its map is served', async () => {
    expect((await service.get('/v1/worklist?pathway=epidural')).body.items).toMatchObject([{ pathway: 'epidural', nextStep: 'esi' }]);
    expect((await service.get('/v1/pathways/epidural/map')).body).toMatchObject({ pathway: 'epidural', initial: 'candidacy' });
  });
});
