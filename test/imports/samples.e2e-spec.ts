/**
 * Each sample export through the importer into a real store: read and checked, refused as a whole, recorded in part, and once more. What the
 * report must say stands in the sample's `expected.json`, written by hand from its faults.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection } from '../../machines/kernel/rejection';
import { parseMapping, type Mapping } from '../../src/imports';
import type { StoredRun } from '../../src/platform/database/imports';
import { describeEachEngine } from '../support/engines';
import { practiceWith, type Resident } from './importing-practice';

const SAMPLES = join(__dirname, 'samples');
const NAMES = readdirSync(SAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

interface Expected {
  readonly patients: { readonly known: number; readonly registered: number; readonly held: number };
  /** By type, of patients who are known or registered. */
  readonly facts: Readonly<Record<string, number>>;
  readonly documents?: number;
  /** Statements of patients who are held. */
  readonly heldStatements: number;
  readonly held: readonly { readonly patient: string; readonly why: string }[];
  readonly refusals: readonly string[];
  /** What a run finds on record after a run in part: nothing is new. */
  readonly again: Readonly<Record<string, number>>;
}

describeEachEngine('sample exports', (under) => {
  it.each(NAMES)('%s', async (name) => {
    const expected = readJson<Expected>(name, 'expected.json');
    const into = await practiceWith(await under.freshDatabase(), readJson<readonly Resident[]>(name, 'practice.json'));
    try {
      const { mapping, files } = sampleOf(name);
      const dry = await into.run(mapping, files, { record: false, partial: false });
      expect(dry.state).toBe('checked');
      expect(into.refusalsOf(dry, files)).toEqual(expected.refusals);
      expect(patientsIn(dry)).toEqual(expected.patients);
      expect(dry.counts.held ?? 0).toBe(expected.heldStatements);
      expect(await into.facts()).toEqual({});

      const whole = await into.run(mapping, files, { record: true, partial: false });
      expect(whole.state).toBe(expected.refusals.length > 0 ? 'refused' : 'recorded');
      expect(await into.facts()).toEqual({});

      const partial = await into.run(mapping, files, { record: true, partial: true });
      expect(partial.state).toBe('recorded');
      expect(await into.facts()).toEqual(expected.facts);
      // Nobody has looked at any of it yet.
      const facts = Object.values(expected.facts).reduce((sum, each) => sum + each, 0);
      expect([dry.counts['to-attest'], partial.counts['to-attest']]).toEqual([facts, facts]);
      expect(await into.held()).toEqual(expected.held);
      expect(await into.documents()).toBe(expected.documents ?? 0);
      const streams = await into.versions();

      const again = await into.run(mapping, files, { record: true, partial: true });
      expect(again.state).toBe('recorded');
      expect(again.counts['to-attest']).toBe(facts);
      expect(withoutTotals(again)).toEqual(expected.again);
      expect(await into.versions()).toEqual(streams);
      expect(await into.held()).toEqual(expected.held);
    } finally {
      await into.close();
    }
  });
});

function patientsIn({ counts }: StoredRun): Expected['patients'] {
  return { known: counts['patients-known'] ?? 0, registered: counts['patients-registered'] ?? 0, held: counts['patients-held'] ?? 0 };
}

function withoutTotals({ counts }: StoredRun): Readonly<Record<string, number>> {
  const { statements: _, patients: __, refusals: ___, refused: ____, held: _____, 'patients-held': ______, 'to-attest': _______, ...told } = counts;
  return told;
}

function sampleOf(name: string): { readonly mapping: Mapping; readonly files: readonly string[] } {
  const mapping = parseMapping(readJson(name, 'mapping.json'));
  if (isRejection(mapping)) throw new Error(mapping.message);
  return { mapping, files: readdirSync(join(SAMPLES, name)).filter((file) => !file.endsWith('.json')).sort().map((file) => join(SAMPLES, name, file)) };
}

function readJson<T = unknown>(sample: string, file: string): T {
  return JSON.parse(readFileSync(join(SAMPLES, sample, file), 'utf8')) as T;
}
