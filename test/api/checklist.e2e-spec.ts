/** A step's criteria as people work through them, and the way an episode has come. */
import { block, FACET, LEFT, plusDays, RELIEF_PERCENT_MIN, RIGHT } from '../support/patient-story';
import { describeEachEngine } from '../support/engines';
import { startService, TODAY, type Service } from './support/service';
import { EPISODE, expectStatus, readyForBlock1, register } from './support/story';

interface Item { readonly criterion: string; readonly kind: string; readonly outcome: string; readonly text: string; readonly marks: { mark: string }[]; readonly readings: object[]; readonly evidence: { factId: string; recordedAt: string; recordedBy: string; recordedByName: string | null }[]; readonly factTypes: string[]; readonly toDocument?: string; readonly who?: string; readonly records?: string }

describeEachEngine('checklist and path', (under) => {
  let service: Service;
  let patientId: string;
  let episodeId: string;
  const at = (path: string): string => `/v1/patients/${patientId}/episodes/${episodeId}${path}`;
  const items = async (query = ''): Promise<readonly Item[]> => expectStatus(await service.get(at(`/checklist${query}`)), 200).body.items;

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId, episodeId } = await readyForBlock1(service, {}, TODAY, [RIGHT, LEFT]));
  });
  afterAll(() => service.close());

  it('agrees with status, criterion by criterion, and with what-if on any day', async () => {
    const { steps: [next] } = expectStatus(await service.get(`/v1/patients/${patientId}/status`), 200).body.episodes[0];
    const { body } = expectStatus(await service.get(at('/checklist')), 200);
    expect([body.step, body.result, body.policy, body.dateOfService, body.statement]).toEqual([next.step, next.result, next.policy, next.dateOfService, next.statement]);
    expect(body.steps).toContain('rfa');
    const on = plusDays(TODAY, 40);
    const asked = expectStatus(await service.get(at(`/assessment?step=rfa&dateOfService=${on}`)), 200).body;
    const rfa = expectStatus(await service.get(at(`/checklist?step=rfa&dateOfService=${on}`)), 200).body;
    expect([rfa.result, rfa.targets.map(({ result }: { result: string }) => result)]).toEqual([asked.result, asked.targets.map(({ result }: { result: string }) => result)]);
    const outcomes = (list: readonly { criterion: string; outcome: string }[]) => [...new Set(list.filter(({ outcome }) => outcome !== 'not-asked').map(({ criterion, outcome }) => `${criterion} ${outcome}`))].sort();
    expect(outcomes(rfa.items)).toEqual(outcomes(asked.findings));
  });

  it('shows evidence with who recorded it and when, both readings of what is contested, and what to document', async () => {
    const all = await items('?step=rfa');
    const cited = all.flatMap(({ evidence }) => evidence);
    expect(cited.length).toBeGreaterThan(3);
    for (const { recordedAt, recordedBy, recordedByName } of cited) expect([recordedAt, recordedBy, recordedByName]).toEqual([expect.stringMatching(/^2026-10-01T/), 'riverbend-clinician', 'clinician']);
    const contested = all.filter(({ marks }) => marks.some(({ mark }) => mark === 'contested'));
    expect(contested.length).toBeGreaterThan(0);
    for (const { readings } of contested) expect(readings.length).toBe(2);
    const count = all.find(({ kind }) => kind === 'block-count');
    expect(count).toMatchObject({ outcome: 'unmet', factTypes: ['block'], who: expect.any(String), toDocument: expect.stringContaining('diagnostic') });
  });

  it('reads another policy and says what it has and does not ask here, and never as met', async () => {
    const { items: policies } = expectStatus(await service.get('/v1/policies'), 200).body;
    const others = policies.filter((one: { pathway: string; state: string }) => one.pathway === 'rfa' && one.state === 'active');
    expect(others.length).toBeGreaterThan(5);
    const { id, version } = others.find((one: { id: string }) => one.id !== FACET.id);
    const { body } = expectStatus(await service.get(at(`/checklist?step=rfa&policy=${id}@${version}`)), 200);
    expect(body.policy).toMatchObject({ id, version });
    expect(body.policyTitle).not.toBe('');
    const unheard = await service.get(at('/checklist?step=rfa&policy=nobody@2026-01-01'));
    expect([unheard.status, unheard.body.code]).toEqual([404, 'policy-not-found']);
    const scs = policies.find((one: { pathway: string }) => one.pathway === 'scs');
    const other = await service.get(at(`/checklist?policy=${scs.id}@${scs.version}`));
    expect([other.status, other.body.code]).toEqual([422, 'policy-of-other-pathway']);
  });

  it('is of the record as it was seen on a day, each side with the first day of its own', async () => {
    const on = plusDays(TODAY, -1);
    const before = await items(`?asOf=${on}`);
    expect(before.some(({ outcome }) => outcome === 'unknown')).toBe(true);
    expect(before.flatMap(({ evidence }) => evidence)).toEqual([]);
    expectStatus(await service.post(`/v1/patients/${patientId}/facts`, { fact: block(TODAY, RELIEF_PERCENT_MIN, [RIGHT]) }), 201);
    const { body } = expectStatus(await service.get(at('/checklist?step=mbb2')), 200);
    const [right, left] = [body.targets.find(({ side }: { side: string }) => side === 'right'), body.targets.find(({ side }: { side: string }) => side === 'left')];
    expect(right.earliestOn).toMatch(/^2026-10-/);
    expect(left.earliestOn).toBeNull();
  });

  it('tells the positions an episode stood at, and what led to each', async () => {
    const { body } = expectStatus(await service.get(at('/path')), 200);
    expect(body.items.map(({ position }: { position: string }) => position)).toEqual(['conservative-care', 'ready-for-block-1', 'block-1-response']);
    expect(body.items[2]).toMatchObject({ text: expect.stringContaining('was documented'), occurredOn: TODAY });
    const unheard = await service.get(`/v1/patients/${patientId}/episodes/episode-of-nobody/path`);
    expect([unheard.status, unheard.body.code]).toEqual([404, 'unknown-episode']);
  });

  it('has nothing ahead of a closed episode, and says so; without coverage it says what to record', async () => {
    const bare = expectStatus(await service.post('/v1/patients', { name: { family: 'Bareling', given: 'Bo' }, birthDate: '1970-01-01', identifiers: [], coverages: [] }), 201).body.patientId;
    const opened = expectStatus(await service.post(`/v1/patients/${bare}/episodes`, EPISODE), 201).body.episodeId;
    const without = await service.get(`/v1/patients/${bare}/episodes/${opened}/checklist`);
    expect([without.status, without.body.code]).toEqual([409, 'no-coverage']);
    const own = await register(service);
    const closing = expectStatus(await service.post(`/v1/patients/${own}/episodes`, EPISODE), 201);
    expectStatus(await service.call('POST', `/v1/patients/${own}/episodes/${closing.body.episodeId}/close`, { reason: 'opened by mistake' }, { ifMatch: closing.headers.get('etag') ?? '' }), 200);
    const closed = await service.get(`/v1/patients/${own}/episodes/${closing.body.episodeId}/checklist`);
    expect([closed.status, closed.body.code]).toEqual([409, 'step-not-next']);
  });

  it('gives facts in words, and the figures that a relief is compared with', async () => {
    const { items: facts } = expectStatus(await service.get(`/v1/patients/${patientId}/facts`), 200).body;
    for (const { summary, description } of facts) expect([summary !== '', description.startsWith(summary)]).toEqual([true, true]);
    const { relief } = facts.find(({ fact }: { fact: { type: string } }) => fact.type === 'block');
    expect([relief.fromMinutes, relief.discordantPointsMin]).toEqual([FACET.parameters.reliefFromMinutes, FACET.parameters.discordantPointsMin]);
  });
});
