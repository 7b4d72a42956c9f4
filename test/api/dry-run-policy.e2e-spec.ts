/** What a block would show under another policy than the patient's own, before it is recorded. */
import { describeEachEngine } from '../support/engines';
import { BLOCK_1_ON, RELIEF_PERCENT_MIN } from '../support/patient-story';
import { startService, type Service } from './support/service';
import { blockFact, expectStatus, readyForBlock1 } from './support/story';

interface PolicyItem {
  readonly id: string;
  readonly version: string;
  readonly pathway: string;
}

describeEachEngine('a dry run under a named policy', (under) => {
  let service: Service;
  let patientId: string;
  let episodeId: string;
  let policies: readonly PolicyItem[];
  const facts = (query: string): string => `/v1/patients/${patientId}/facts?${query}`;
  const refOf = ({ id, version }: PolicyItem): string => `${id}@${version}`;

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId, episodeId } = await readyForBlock1(service));
    service.setNow(`${BLOCK_1_ON}T16:00:00.000Z`);
    policies = (await service.get('/v1/policies')).body.items;
  });
  afterAll(() => service.close());

  it('answers the next step under both: the patient\'s own as always, and the one that was named', async () => {
    const body = blockFact(BLOCK_1_ON, RELIEF_PERCENT_MIN - 20);
    const plain = expectStatus(await service.post(facts('dryRun=true'), body), 200).body;
    expect(plain).not.toHaveProperty('underPolicy');
    for (const policy of policies.filter(({ pathway }) => pathway === 'rfa')) {
      const both = expectStatus(await service.post(facts(`dryRun=true&policy=${refOf(policy)}`), body), 200).body;
      expect(both.episodes).toEqual(plain.episodes);
      expect(both.underPolicy).toHaveLength(1);
      const [step] = both.underPolicy;
      expect(step).toMatchObject({ episodeId, step: 'mbb2', ...(step.error === undefined ? { policy: { id: policy.id, version: policy.version } } : { error: 'step-not-in-policy' }) });
    }
  });

  it('says the same as the question about the recorded fact', async () => {
    const other = policies.find(({ id }) => id === 'aetna-facet') as PolicyItem;
    const body = blockFact(BLOCK_1_ON, RELIEF_PERCENT_MIN);
    const dry = expectStatus(await service.post(facts(`dryRun=true&policy=${refOf(other)}`), body), 200).body.underPolicy[0];
    expectStatus(await service.post(`/v1/patients/${patientId}/facts`, body), 201);
    const { result, unmet, unknown, review, dateOfService } = expectStatus(await service.get(`/v1/patients/${patientId}/episodes/${episodeId}/assessment?step=mbb2&policy=${refOf(other)}`), 200).body;
    expect(dry).toMatchObject({ result, unmet, unknown, review, dateOfService });
  });

  it('has nothing to say where no episode is of the policy\'s pathway', async () => {
    const stimulation = policies.find(({ pathway }) => pathway === 'scs') as PolicyItem;
    expect(expectStatus(await service.post(facts(`dryRun=true&policy=${refOf(stimulation)}`), blockFact(BLOCK_1_ON, RELIEF_PERCENT_MIN - 30)), 200).body.underPolicy).toEqual([]);
  });

  it('refuses a policy nobody knows, and one beside a fact that is to be recorded', async () => {
    const body = blockFact(BLOCK_1_ON, RELIEF_PERCENT_MIN - 40);
    expect(expectStatus(await service.post(facts('dryRun=true&policy=nobody@2026-01-01'), body), 404).body.code).toBe('policy-not-found');
    expect(expectStatus(await service.post(facts('dryRun=true&policy=nobody'), body), 400).body.code).toBe('invalid-request');
    const before = (await service.get(`/v1/patients/${patientId}`)).body.version;
    expect(expectStatus(await service.post(facts(`policy=${refOf(policies[0] as PolicyItem)}`), body), 400).body.code).toBe('invalid-request');
    expect((await service.get(`/v1/patients/${patientId}`)).body.version).toBe(before);
  });
});
