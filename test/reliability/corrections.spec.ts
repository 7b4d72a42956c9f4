/**
 * P5: whatever is said of two records, in any order, is held against a reference written apart (`support/record-reference.ts`): the facts
 * that count, every earlier word with its author and reason, eligibility, which packets are flagged and with which commit, and the replay.
 */
import fc from 'fast-check';
import { evolvePatient } from '../../machines/patient';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { configOf } from '../support/commits';
import { describeEachEngine } from '../support/engines';
import { seededChance, tellFigure, tiered } from '../support/tier';
import { clinicInMemory, clinicOver, type Clinic, type Keeping } from './support/clinics';
import { firstDifference, nothingMet, type Met } from './support/compare-with-reference';
import { lives, type Life } from './support/correction-lives';

const RUNS = tiered(100, 2_000);
const RUNS_STORED = tiered(10, 150);
const { seed } = seededChance('corrections');

async function runLives(numRuns: number, clinicFor: (run: number) => Promise<Clinic> | Clinic): Promise<Met> {
  const met = nothingMet();
  let run = 0;
  await fc.assert(fc.asyncProperty(lives, async (life: Life) => {
    expect(await firstDifference(await clinicFor(run++), life, met)).toBeUndefined();
  }), { numRuns, seed });
  return met;
}

function tellRuns(where: string, { entries, refused, requested, corrected, flagged }: Met, runs: number): void {
  tellFigure('P5', `${where}: ${runs} lives of two records, ${entries} entries (${refused} refused, ${corrected} corrections, retractions and moves, ${requested} requests, ${flagged} packets flagged): 0 differences`);
}

describe('a record told to the deciders', () => {
  it('says what the reference says, after every entry', async () => {
    const met = await runLives(RUNS, () => clinicInMemory());
    expect(Math.min(met.corrected, met.flagged, met.requested, met.refused)).toBeGreaterThan(RUNS / 10);
    tellRuns('in memory', met, RUNS);
  }, 3_600_000);
});

describeEachEngine('a record told to the service\'s log', (under) => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore(configOf(await under.freshDatabase()));
  });
  afterAll(() => store.close());

  it('says what the reference says, after every entry, flags in the commit of the fact, and shows every earlier word', async () => {
    const met = await runLives(RUNS_STORED, async (run) => {
      await store.practices.create({ id: `practice-${run}`, name: `Practice ${run}`, timeZone: 'UTC', demo: false });
      return clinicOver(store, `practice-${run}`);
    });
    expect(Math.min(met.corrected, met.flagged)).toBeGreaterThan(0);
    tellRuns(`${under.engine}, through the store`, met, RUNS_STORED);
  }, 3_600_000);
});

describe('the comparison notices (the controls)', () => {
  const FAULTS: Readonly<Record<string, Keeping>> = {
    'a fold that forgets a retraction': { evolve: (patient, event) => (event.type === 'FactRetracted' ? patient : evolvePatient(patient, event)) },
    'a log that puts the corrected word in the place of the earlier one': {
      keep: (log, added) => [...log.map((entry) => {
        const correction = added.map(({ event }) => event).find((event) => event.type === 'FactCorrected' && entry.event.type === 'FactDocumented' && event.factId === entry.event.factId);
        return correction?.type === 'FactCorrected' && entry.event.type === 'FactDocumented' ? { ...entry, event: { ...entry.event, fact: correction.fact } } : entry;
      }), ...added],
    },
    'a record that flags no packet': { keep: (log, added) => [...log, ...added.filter(({ event }) => event.type !== 'PacketFlaggedStale')] },
    'a flag that comes later than the fact': {
      keep: (log, added) => [...log, ...added.map((entry) => (entry.event.type === 'PacketFlaggedStale' ? { ...entry, commit: 'a later one' } : entry))],
    },
  };

  it.each(Object.keys(FAULTS))('%s', async (fault) => {
    const found = await fc.check(fc.asyncProperty(lives, async (life) => (await firstDifference(clinicInMemory(FAULTS[fault]), life, nothingMet())) === undefined), { numRuns: 300, seed, endOnFailure: true });
    expect(found.failed).toBe(true);
  }, 120_000);
});
