/** Who is meant: found by the beginning of a name, by any whole identifier, by the birth date, the same on both engines and without going over everybody. */
import Database from 'better-sqlite3-multiple-ciphers';
import { clockBehindLog } from '../../src/platform/database/clock-behind-log';
import { withMigrations } from '../../src/platform/database/migrations';
import { openStore } from '../../src/platform/database/open-store';
import { Reads } from '../../src/platform/database/reads';
import type { Reading, Sql, SqlValue, Statements } from '../../src/platform/database/sql';
import type { Store } from '../../src/platform/database/store';
import { commitOf, configOf, noted, RECORDED_AT } from '../support/commits';
import { describeEachEngine, describeSqlite, type DatabaseLocation } from '../support/engines';

const PRACTICE = 'p';
const FOUND_MAX = 20;

type Identifiers = readonly { readonly kind: string; readonly value: string }[];

function summary(patientId: string, family: string, identifiers: Identifiers, birth_date = '1960-01-01') {
  const row = { family, given: 'Kay', sort_name: `${family.toLowerCase()} kay`, birth_date, mrn: identifiers.find(({ kind }) => kind === 'mrn')?.value ?? null, identifiers: JSON.stringify(identifiers), open_episodes: 1, version: 1, updated_at: RECORDED_AT };
  return { table: 'patient_summary', key: { patient_id: patientId }, row } as const;
}

async function opened(location: DatabaseLocation): Promise<Store> {
  const store = await openStore(configOf(location));
  for (const id of [PRACTICE, 'another']) await store.practices.create({ id, name: 'Clinic', timeZone: 'America/Chicago', demo: false });
  return store;
}

describeEachEngine('patients', (under) => {
  it('are found by any identifier, whatever becomes of their row', async () => {
    const location = await under.freshDatabase();
    let store = await opened(location);
    const versions = new Map<string, number>();
    const write = async (patientId: string, projection: ReturnType<typeof summary> | { readonly table: 'patient_summary'; readonly key: { readonly patient_id: string } }, practice = PRACTICE): Promise<void> => {
      const expectedVersion = versions.get(patientId) ?? 0;
      versions.set(patientId, expectedVersion + 1);
      await store.commit(commitOf({ practice, stream: patientId, expectedVersion, events: [noted('x')], projections: [projection] }));
    };
    const found = async (identifier: string): Promise<readonly string[]> => (await store.reads.findPatients(PRACTICE, { identifier }, FOUND_MAX)).map(({ patient_id }) => patient_id);
    const both: Identifiers = [{ kind: 'mrn', value: 'AB-1' }, { kind: 'plan', value: 'X"%_1' }];
    await write('one', summary('one', 'Zeta', both));
    await write('two', summary('two', 'Alpha', [{ kind: 'plan', value: 'ab-1' }, { kind: 'former', value: 'AB-1' }]));
    await write('stranger', summary('stranger', 'Alpha', both), 'another');
    expect(await Promise.all(['AB-1', 'ab-1', 'X"%_1', 'X"', 'AB', ''].map(found))).toEqual([['two', 'one'], ['two', 'one'], ['one'], [], [], []]);
    // Another row with the same identifiers, then with others, then none.
    await write('one', { ...summary('one', 'Omega', both) });
    expect(await found('AB-1')).toEqual(['two', 'one']);
    await write('one', summary('one', 'Omega', [{ kind: 'mrn', value: 'C-3' }]));
    expect(await Promise.all(['AB-1', 'c-3'].map(found))).toEqual([['two'], ['one']]);
    await write('two', { table: 'patient_summary', key: { patient_id: 'two' } });
    expect(await found('AB-1')).toEqual([]);
    // A database from before: what its list holds is there.
    await store.close();
    await withMigrations(configOf(location), async (migrations) => { await migrations.down(1); });
    store = await openStore(configOf(location));
    expect(await found('C-3')).toEqual(['one']);
    expect(await store.sql.of(PRACTICE).query('SELECT value FROM patient_identifier WHERE practice_id = ? ORDER BY value', [PRACTICE])).toHaveLength(1);
    await store.close();
  });

  it('stand in the order of the list, each once, whichever way they were found', async () => {
    const store = await opened(await under.freshDatabase());
    await store.commit(commitOf({ practice: PRACTICE, stream: 's', expectedVersion: 0, events: [noted('x')], projections: [
      summary('c', 'Émile', [{ kind: 'mrn', value: 'em' }]), summary('b', '😀em', [{ kind: 'mrn', value: 'em' }]), summary('a', 'Em', [{ kind: 'mrn', value: 'em' }]), summary('d', 'Other', []), summary('e', '中村', [{ kind: 'former', value: 'EM' }]),
    ] }));
    const found = async (limit: number) => (await store.reads.findPatients(PRACTICE, { namePrefix: 'em', identifier: 'em' }, limit)).map(({ patient_id }) => patient_id);
    expect([await found(FOUND_MAX), await found(2)]).toEqual([['a', 'c', 'e', 'b'], ['a', 'c']]);
    await store.close();
  });
});

describeSqlite('no question', (under) => {
  it('about one patient, or about the clock, goes over a practice; those of before did (control)', async () => {
    const location = await under.freshDatabase();
    const store = await opened(location);
    const asked: { sql: string; parameters: readonly SqlValue[] }[] = [];
    const recording = ({ query }: Reading): Reading => ({ query: (text, parameters = []) => {
      asked.push({ sql: text, parameters });
      return query(text, parameters);
    } });
    const recorded = (statements: Statements): Statements => ({ ...statements, ...recording(statements) });
    const sql: Sql = { engine: 'sqlite', of: (practice) => recorded(store.sql.of(practice)), everyPractice: recorded(store.sql.everyPractice) };
    const reads = new Reads(sql);
    await reads.findPatients(PRACTICE, { namePrefix: 'em', identifier: 'em', birthDate: '1960-01-01' }, FOUND_MAX);
    await reads.patient(PRACTICE, 'a');
    await reads.patientWithMrn(PRACTICE, 'em');
    await clockBehindLog(sql, { now: () => RECORDED_AT });
    const db = new Database(location.engine === 'sqlite' ? location.file : '', { readonly: true });
    const walks = (text: string, parameters: readonly SqlValue[]): readonly string[] => (db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...parameters) as { detail: string }[]).map(({ detail }) => detail)
      .filter((detail) => /^SCAN (event|patient_)/.test(detail) || /^SEARCH patient_\w+ .*\(practice_id=\?\)$/.test(detail));
    expect(asked).toHaveLength(8);
    expect(asked.flatMap(({ sql: text, parameters }) => walks(text, parameters))).toEqual([]);
    expect(walks("SELECT * FROM patient_summary WHERE practice_id = ? AND ((sort_name >= ? AND sort_name < ?) OR identifiers LIKE ?) ORDER BY sort_name, patient_id LIMIT ?", [PRACTICE, 'em', 'en', '%"em"%', FOUND_MAX])).toHaveLength(1);
    expect(walks('SELECT recorded_at FROM practice JOIN event ON event.practice_id = practice.practice_id AND event.feed = (SELECT max(feed) FROM event AS last WHERE last.practice_id = practice.practice_id)', [])).toHaveLength(1);
    db.close();
    await store.close();
  });
});
