/** Two ways of asking about one record agree, and what was known earlier is never taken for what is. */
import { describeSqlite } from '../support/engines';
import { startService, type Service } from './support/service';
import { EPISODE, etagOf, expectStatus, readyForBlock1 } from './support/story';

describeSqlite('questions', (under) => {
  let service: Service;
  let patientId: string;
  let episodeId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId, episodeId } = await readyForBlock1(service));
    const { region: _, pathway: __, ...plan } = EPISODE;
    expectStatus(await service.call('POST', at(`/episodes/${episodeId}/targets`), { ...plan, plannedOn: '2026-10-03' }, { ifMatch: etagOf(await service.get(at(''))) }), 200);
  });
  afterAll(() => service.close());

  it.each([['before the planned day', '2026-10-02T16:00:00.000Z', '2026-10-03'], ['after it', '2026-10-05T16:00:00.000Z', '2026-10-05']])('without a date mean the same day in what-if and in status, %s', async (_, now, dateOfService) => {
    service.setNow(now);
    const { steps: [next] } = (expectStatus(await service.get(at('/status')), 200)).body.episodes[0];
    const { patientId: _id, episodeId: _episode, version: _version, ...whatIf } = expectStatus(await service.get(at(`/episodes/${episodeId}/assessment?step=${next.step}`)), 200).body;
    expect(whatIf.dateOfService).toBe(dateOfService);
    expect([whatIf.dateOfService, whatIf.result, whatIf.findings]).toEqual([next.dateOfService, next.result, next.findings]);
  });

  it('about what was known before answer a tag that no change of today goes by', async () => {
    const knownAt = '2026-10-05T16:00:00.000Z';
    const before = expectStatus(await service.get(at(`/status?knownAt=${knownAt}`)), 200);
    service.setNow('2026-10-06T16:00:00.000Z');
    expectStatus(await service.post(at('/facts'), { fact: { type: 'score', occurredOn: '2026-10-01', instrument: 'NRS', value: 3 } }), 201);
    const then = expectStatus(await service.get(at(`/status?knownAt=${knownAt}`)), 200);
    expect([then.text, etagOf(then)]).toEqual([before.text, etagOf(before)]);
    const coverages = { coverages: [] };
    const stale = await service.call('PUT', at('/coverages'), coverages, { role: 'auth-staff', ifMatch: etagOf(then) });
    expect([stale.status, stale.body.code]).toEqual([412, 'version-moved']);
    expectStatus(await service.call('PUT', at('/coverages'), coverages, { role: 'auth-staff', ifMatch: etagOf(await service.get(at('/status'))) }), 200);
  });
});
