/** What is asked of a payer, over real HTTP: issued packets that never change, repeated requests, proofs and decisions that fit. */
import { describeEachEngine } from '../support/engines';
import { BLOCK_1_ON, BLOCK_2_ON, LEFT, plusDays, READY_ON, RELIEF_PERCENT_MIN, RIGHT } from '../support/patient-story';
import { startService, type Reply, type Service } from './support/service';
import { blockFact, etagOf, expectStatus, readyForBlock1 } from './support/story';

const noonOf = (date: string): string => `${date}T16:00:00.000Z`;

describeEachEngine('requests', (under) => {
  let service: Service;
  let patientId: string;
  let episodeId: string;
  let authorizationId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const said = ({ status, body }: Reply): readonly unknown[] => [status, body.code];
  const change = async (path: string, body: object): Promise<Reply> =>
    service.post(at(`/authorizations/${authorizationId}${path}`), body, { role: 'auth-staff', ifMatch: etagOf(await service.get(at(''))) });
  const packet = (id: string): Promise<Reply> => service.get(at(`/packets/${id}`));
  const pdf = async (id: string): Promise<Buffer> =>
    Buffer.from(await (await fetch(service.address + at(`/packets/${id}.pdf`), { headers: { authorization: `Bearer ${service.keyOf('auth-staff')}` } })).arrayBuffer());

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId, episodeId } = await readyForBlock1(service));
    for (const on of [BLOCK_1_ON, BLOCK_2_ON]) {
      service.setNow(noonOf(on));
      expectStatus(await service.post(at('/facts'), blockFact(on, RELIEF_PERCENT_MIN)), 201);
    }
    service.setNow(noonOf(READY_ON));
    authorizationId = (await service.get(at('/authorizations'))).body.items.find(({ step }: { step: string }) => step === 'rfa').authorizationId;
  });
  afterAll(() => service.close());

  it('list the drafts of steps that are done as used', async () => {
    const { items } = (await service.get(at('/authorizations'))).body;
    expect(items.map(({ step, position }: Record<string, string>) => `${step} ${position}`)).toEqual(['mbb1 used', 'rfa draft']);
    const { episodes } = (await service.get(at('/status'))).body;
    expect(episodes[0].authorizations.map(({ position }: Record<string, string>) => position)).toEqual(['used', 'draft']);
  });

  it('name the planned targets that they leave out', async () => {
    const plan = async (targets: readonly object[]): Promise<Reply> => expectStatus(await service.post(at(`/episodes/${episodeId}/targets`), { targets, technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' }, { ifMatch: etagOf(await service.get(at(''))) }), 200);
    await plan([RIGHT, LEFT]);
    const drafted = (await service.get(at('/authorizations'))).body.items.find((item: { authorizationId: string }) => item.authorizationId === authorizationId);
    expect(drafted).toMatchObject({ targets: [RIGHT], notCovered: [{ ...LEFT, kinds: ['block-concordance'] }] });
    const { verdict, request } = (await packet(drafted.packetId)).body.packet;
    expect(request.notCovered).toMatchObject([{ target: LEFT, kinds: [{ kind: 'block-concordance' }] }]);
    expect(verdict.sentence).toContain('This is for L4-L5 right; not covered: L4-L5 left (');
    await plan([RIGHT]);
  });

  it('issue a packet each, and the one before stays readable with its first bytes', async () => {
    const first = expectStatus(await change('/request', { dateOfService: plusDays(READY_ON, 14) }), 200).body.authorization;
    const issued = expectStatus(await packet(first.packetId), 200);
    const bytes = await pdf(first.packetId);
    expect([issued.body.state, issued.body.stale]).toEqual(['issued', null]);
    expect(said(await change('/request', { dateOfService: plusDays(READY_ON, -1) }))).toEqual([422, 'date-of-service-past']);
    expect(said(await change('/request', { dateOfService: plusDays(READY_ON, 367) }))).toEqual([422, 'date-of-service-far']);
    expect(said(await change('/request', { dateOfService: plusDays(READY_ON, 14) }))).toEqual([409, 'already-requested']);

    const second = expectStatus(await change('/request', { dateOfService: plusDays(READY_ON, 21) }), 200).body.authorization;
    expect(second.packetId).not.toBe(first.packetId);
    expect(second.issued.map(({ packetId }: { packetId: string }) => packetId)).toEqual([first.packetId, second.packetId]);
    const before = expectStatus(await packet(first.packetId), 200);
    expect(before.body).toMatchObject({ state: 'superseded', stale: expect.stringContaining(second.packetId), issuedAt: issued.body.issuedAt });
    expect(before.headers.get('pathgate-packet')).toBe('superseded');
    expect(JSON.stringify(before.body.packet)).toBe(JSON.stringify(issued.body.packet));
    expect((await pdf(first.packetId)).equals(bytes)).toBe(true);
    const now = expectStatus(await packet(second.packetId), 200);
    expect(now.body).toMatchObject({ state: 'issued', stale: null, packet: { request: { plannedOn: plusDays(READY_ON, 21) } } });
    expect((await pdf(second.packetId)).equals(bytes)).toBe(false);
  });

  it('are submitted in their time, with proof', async () => {
    const submit = (over: object): Promise<Reply> => change('/submission', { channel: 'fax', proof: { reference: 'R-1' }, ...over });
    expect(said(await submit({ proof: {} }))).toEqual([422, 'proof-missing']);
    expect(said(await submit({ proof: { documentId: 'nothing' } }))).toEqual([422, 'unknown-document']);
    // Eleven in the evening of the day before, where the practice is.
    expect(said(await submit({ submittedAt: `${READY_ON}T03:00:00Z` }))).toEqual([422, 'submitted-before-request']);
    expect(said(await submit({ submittedAt: `${READY_ON}T16:01:00Z` }))).toEqual([422, 'date-in-future']);
    expectStatus(await submit({}), 200);
  });

  it('are decided for what was requested, after it was submitted', async () => {
    const determine = (over: object): Promise<Reply> => change('/determinations', { decision: 'affirmed', decidedOn: READY_ON, ...over });
    expect(said(await determine({ decidedOn: plusDays(READY_ON, -1) }))).toEqual([422, 'decided-before-submission']);
    expect(said(await determine({ targets: [{ level: 'L2-L3', side: 'left' }] }))).toEqual([422, 'targets-not-requested']);
    expect(said(await determine({ decision: 'partially-affirmed' }))).toEqual([422, 'targets-missing']);
    expect(said(await determine({ decision: 'partially-affirmed', targets: [{ level: 'L4-L5', side: 'right' }] }))).toEqual([422, 'targets-not-partial']);
    expect(said(await determine({ decision: 'affirmed', items: [{ line: 1, outcome: 'denied' }] }))).toEqual([422, 'lines-contradict']);
    expect(said(await determine({ decision: 'affirmed', items: [{ line: 1, outcome: 'approved' }, { line: 2, outcome: 'approved' }] }))).toEqual([422, 'lines-not-requested']);
    expect(said(await determine({ decision: 'affirmed', items: [{ line: 1, code: '62323', outcome: 'approved' }] }))).toEqual([422, 'lines-not-requested']);
    expect(expectStatus(await determine({ validTo: plusDays(READY_ON, 30) }), 200).body.authorization.position).toBe('affirmed');
  });

  it('have lapsed the day after their last, whether or not a daily run has recorded it', async () => {
    const now = async () => {
      const { tags } = (await service.get(at('/status'))).body.episodes[0];
      const { items } = (await service.get(at('/authorizations'), { role: 'scheduler' })).body;
      return [...tags, items.find((item: { authorizationId: string }) => item.authorizationId === authorizationId).position];
    };
    service.setNow(noonOf(plusDays(READY_ON, 30)));
    expect(await now()).toEqual(['authorized', 'approved-not-performed', 'affirmed']);
    service.setNow(noonOf(plusDays(READY_ON, 31)));
    expect(await now()).toEqual(['ready', 'approval-lapsed', 'expired']);
  });
});
