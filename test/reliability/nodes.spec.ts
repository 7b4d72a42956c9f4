/**
 * P2 and P3 with the whole service: several nodes on one PostgreSQL at a fixed rate of mixed work, the same patients through all of them, deliveries to a receiver in another
 * process. Nobody is killed here, so "at least once" is once: each job and each delivery is claimed once, each event arrives once, and the day is swept once. The controls
 * let a claim hold nothing, and take an acknowledged entry away.
 */
import { cpuSecondsOf } from '../support/cpu-seconds';
import { describePostgres } from '../support/engines';
import { offer, type Outcome } from '../support/mixed-work';
import type { Server } from '../support/server';
import { tellFigure, tiered } from '../support/tier';
import type { Delivered } from '../support/webhook-receiver/behaviours';
import { deliveryFaults } from '../support/webhook-receiver/delivery-faults';
import { PRACTICE, tracesOf } from '../reassessment/waiting-patients';
import { claimFaults, claimsOf, nodeFaults, type Claim } from './support/node-faults';
import { startNodes, type Nodes } from './support/start-nodes';

const OFFER = { perSecond: 40, seconds: tiered(3, 60) };
const PIECES = OFFER.perSecond * OFFER.seconds;
const POPULATION = { patients: 6, contested: 2, waiting: tiered(5, 200) };
const CONTROL_ROUNDS_MAX = 10;
const MINUTES = 60_000;

describePostgres('several nodes', (under) => {
  let nodes: Nodes | undefined;
  afterEach(async () => {
    await nodes?.stop();
    nodes = undefined;
  });

  it.each([2, 4])('%i of them lose no entry, send nothing twice and sweep the day once', async (count) => {
    const { store, bare, servers, clinic, receiver, waiting, feed: feedOf, settled } = (nodes = await startNodes(await under.freshDatabase(), count, POPULATION));
    const before = cpuSeconds(servers);
    const outcome = await offer(clinic, OFFER);
    await settled();
    const used = cpuSeconds(servers) - before;
    const [{ delivered }, feed, claims] = [await receiver.state(), await feedOf(), await claimsOf(bare)];
    const [jobs, deliveries] = [claims.filter(({ topic }) => topic === 'outbox'), claims.filter(({ topic }) => topic === 'webhook_delivery')];
    tellFigure('P2, P3', `${count} nodes, ${OFFER.perSecond} pieces of work a second: ${outcome.requests} requests in ${outcome.seconds.toFixed(1)} s, ${outcome.facts.length} facts and ${outcome.coverages.length} contested changes, ${outcome.repeated} repeats that were asked for; `
      + `${delivered.length} deliveries of ${feed.length} events (by node ${shares(deliveries, count)}), ${jobs.length} jobs (${shares(jobs, count)}); ${(outcome.requests / used).toFixed(0)} requests per second of the nodes' processors`);

    expect(outcome.faults).toEqual([]);
    // Of ten pieces four are facts and one is a delivery at two nodes; one is a contest, which one of two wins.
    expect([outcome.facts.length, outcome.coverages.length]).toEqual([PIECES / 2, PIECES / 10]);
    expect(await nodeFaults(store, PRACTICE, outcome)).toEqual([]);
    // Each claimed once, and each event of the feed sent once, those of a patient in order.
    expect(claimFaults(claims)).toEqual([]);
    expect(deliveries).toHaveLength(feed.length);
    expect(sentTwice(delivered)).toEqual([]);
    expect(deliveryFaults(delivered, feed)).toEqual([]);
    // The sweep that each node began at its start: once for each patient, whoever came first.
    expect(await tracesOf(store, waiting)).toEqual({ events: waiting.map(() => ['StepAssessed', 'AuthorizationNeeded']), keys: waiting.length, audited: waiting.length, jobs: 0 });
    expect(jobs.length).toBeGreaterThanOrEqual(waiting.length);
  }, 5 * MINUTES);

  it('are found out where a claim holds nothing, and where an entry is gone (control)', async () => {
    const { store, bare, clinic, receiver, settled } = (nodes = await startNodes(await under.freshDatabase(), 2, { patients: 3, contested: 1, waiting: 1 }));
    await bare.execute('CREATE FUNCTION hold_nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.available_at := OLD.available_at; RETURN NEW; END $$');
    await bare.execute('CREATE TRIGGER hold_nothing BEFORE UPDATE ON webhook_delivery FOR EACH ROW WHEN (NEW.attempts > OLD.attempts) EXECUTE FUNCTION hold_nothing()');
    let outcome: Outcome = await offer(clinic, { perSecond: 40, seconds: 1 });
    await settled();
    for (let round = 0; round < CONTROL_ROUNDS_MAX && sentTwice((await receiver.state()).delivered).length === 0; round++) {
      outcome = await offer(clinic, { perSecond: 40, seconds: 1 });
      await settled();
    }
    expect(sentTwice((await receiver.state()).delivered)).not.toEqual([]);
    expect(claimFaults(await claimsOf(bare))).not.toEqual([]);
    const [taken] = outcome.facts;
    await bare.execute('ALTER TABLE event DISABLE TRIGGER USER');
    await bare.execute('DELETE FROM event WHERE stream_id = ? AND version = ?', [taken?.patientId ?? '', taken?.version ?? 0]);
    expect(kindsOf(await nodeFaults(store, PRACTICE, outcome))).toEqual(expect.arrayContaining(['lost', 'gap', 'chain']));
  }, 5 * MINUTES);
});

function cpuSeconds(servers: readonly Server[]): number {
  return servers.reduce((sum, { process: { pid = 0 } }) => sum + (cpuSecondsOf(pid) ?? Number.NaN), 0);
}

/** How many each node took. */
function shares(claims: readonly Claim[], count: number): string {
  return Array.from({ length: count }, (_, node) => claims.filter((claim) => claim.node === `node-${node}`).length).join(' + ');
}

function sentTwice(delivered: readonly Delivered[]): readonly string[] {
  const seen = new Set<string>();
  return delivered.map(({ id }) => id).filter((id) => seen.size === seen.add(id).size);
}

function kindsOf(faults: readonly string[]): readonly string[] {
  return [...new Set(faults.map((fault) => fault.split(':')[0] ?? ''))];
}
