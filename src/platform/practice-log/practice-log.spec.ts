import { POLICY_FILES, SHIPPED_POLICIES } from '../../../machines/policies/shipped';
import { evolvePractice, EMPTY_PRACTICE, type PracticeEvent } from '../../../machines/practice';
import { policyNamed, PracticeLog } from './practice-log';

const NAMED = { id: 'ours', version: '2026-01-01', reason: 'read', by: 'a', at: '2026-10-01T12:00:00.000Z', digest: 'd1' } as const;
const CONTENT = { ...(POLICY_FILES.find(({ name }) => name === 'bcbs-nd/facet@2026-01-01.json')?.content as object), id: 'ours', covers: { payer: 'example-health' } };
const EVENTS: readonly PracticeEvent[] = [{ type: 'PolicyProposed', ...NAMED, content: CONTENT, origin: { kind: 'practice' } }, { type: 'PolicyActivated', ...NAMED, by: 'b' }, { type: 'PolicyWithdrawn', ...NAMED }];

function logOf(version: number) {
  const loads: string[] = [];
  const loadedTo = (to: number) => Promise.resolve({ version: to, state: EVENTS.slice(0, to).reduce(evolvePractice, EMPTY_PRACTICE) });
  const streams = {
    load: () => loadedTo((loads.push('now'), version)),
    loadAt: (...[, , , { toVersion = version }]: readonly [unknown, unknown, unknown, { toVersion?: number }]) => loadedTo((loads.push(`at ${toVersion}`), toVersion)),
  };
  return { log: new PracticeLog(streams as never, SHIPPED_POLICIES), loads };
}

describe('a practice\'s log', () => {
  it('is read once for a thousand questions', async () => {
    const { log, loads } = logOf(2);
    for (let question = 0; question < 1_000; question++) expect((await log.now('p')).version).toBe(2);
    expect(loads).toEqual(['now']);
  });

  it('gives the very same policies for the same set, and the shipped ones themselves for none', async () => {
    const { log } = logOf(3);
    const [proposed, active, withdrawn] = [await log.at('p', { toVersion: 1 }), await log.at('p', { toVersion: 2 }), await log.now('p')];
    expect([proposed.policies, withdrawn.policies]).toEqual([SHIPPED_POLICIES, SHIPPED_POLICIES]);
    expect(proposed.policies).toBe(SHIPPED_POLICIES);
    expect((await log.at('p', { toVersion: 2 })).policies).toBe(active.policies);
    expect(active.policies.map(({ id }) => id)).toContain('ours');
  });

  it('asks the log for another version, and not for the one before the first event', async () => {
    const { log, loads } = logOf(3);
    await log.now('p');
    await log.at('p', { toVersion: 3 });
    expect((await log.at('p', { toVersion: 0 })).policies).toBe(SHIPPED_POLICIES);
    await log.at('p', { knownAt: '2026-10-01T12:00:00.000Z' });
    expect(loads).toEqual(['now', 'at 3']);
  });

  it('knows a policy by name also when it decides no more', async () => {
    const { log } = logOf(3);
    const now = await log.now('p');
    expect(policyNamed(now, NAMED, SHIPPED_POLICIES)?.covers.payer).toBe('example-health');
    expect(policyNamed(now, { id: 'bcbs-nd-facet', version: '2026-01-01' }, SHIPPED_POLICIES)?.id).toBe('bcbs-nd-facet');
    expect(policyNamed(now, { id: 'nobody', version: '2026-01-01' }, SHIPPED_POLICIES)).toBeUndefined();
  });
});
