/** Lists: filters, pages in the same order on both engines, and never a row of another practice. */
import { openStore } from '../../src/platform/database/open-store';
import { Reads, type Cursor, type Page, type WorklistFilter } from '../../src/platform/database/reads';
import type { SqlValue } from '../../src/platform/database/sql';
import type { Store } from '../../src/platform/database/store';
import { sortName } from '../../src/platform/event-store/projection-tables';
import { commitOf, configOf, failureOf, noted, RECORDED_AT, worklistWrite } from '../support/commits';
import { describeEachEngine, describeSqlite } from '../support/engines';

const NAMES = [['Zoë', 'Ånn'], ['zoe', 'Bob'], ['Émile', 'C'], ['O\'Brien', 'D'], ['100%', 'E'], ['a_b', 'F'], ['Abel', 'G'], ['Abel', 'G'], ['中村', 'H'], ['😀', 'I']] as const;
/** By UTF-8 bytes of the lower-case name; equal names by id. */
const IN_ORDER = ['p4', 'p5', 'p6', 'p7', 'p3', 'p1', 'p0', 'p2', 'p8', 'p9'];

describeEachEngine('lists', (under) => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore(configOf(await under.freshDatabase()));
    for (const practice of ['one', 'two']) {
      await store.practices.create({ id: practice, name: 'Clinic', timeZone: 'America/Chicago', demo: practice === 'two' });
      for (const [index, [family, given]] of NAMES.entries()) {
        const stream = `p${index}`;
        const sort_name = sortName({ family, given });
        await store.commit(commitOf({ practice, stream, expectedVersion: 0, events: [noted(stream)], projections: [
          worklistWrite(stream, 1, { family, given, sort_name, pathway: index % 2 === 0 ? 'rfa' : 'scs', tags: index === 3 ? '["needs-review","ready"]' : '["ready-later"]' }),
          { table: 'patient_summary', key: { patient_id: stream }, row: { family, given, sort_name, birth_date: `19${50 + index}-01-01`, mrn: `${practice}-${index}`, identifiers: '[]', open_episodes: 1, version: 1, updated_at: RECORDED_AT } },
        ] }));
      }
    }
  });
  afterAll(() => store.close());

  const work = async (filter: WorklistFilter): Promise<string[]> => (await store.reads.worklist('one', filter, 100)).items.map(({ patient_id }) => patient_id);

  it.each([1, 3, 10, 11])('gives every row once, in order, in pages of %i', async (limit) => {
    const seen: string[] = [];
    let cursor: Cursor | undefined;
    do {
      const page: Page<{ patient_id: string }> = await store.reads.patients('one', limit, cursor);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      seen.push(...page.items.map(({ patient_id }) => patient_id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(IN_ORDER);
    expect(await work({})).toEqual(IN_ORDER);
  });

  it('narrows the worklist', async () => {
    expect(await work({ pathway: 'scs' })).toEqual(['p5', 'p7', 'p3', 'p1', 'p9']);
    expect(await work({ tag: 'ready' })).toEqual(['p3']);
    expect(await work({ tag: 'ready-later', pathway: 'scs' })).toEqual(['p5', 'p7', 'p1', 'p9']);
    expect(await work({ tag: '%' })).toEqual([]);
    expect(await work({ tag: 'ready_later' })).toEqual([]);
    expect(await work({ patientId: 'p2', region: 'lumbosacral', position: 'conservative-care', nextStep: 'mbb1', result: 'not-eligible' })).toEqual(['p2']);
    expect(await work({ region: 'cervical-thoracic' })).toEqual([]);
  });

  it('finds who is registered under a chart number, in the own practice', async () => {
    expect(await store.reads.patientWithMrn('one', 'one-7')).toBe('p7');
    expect(await store.reads.patientWithMrn('one', 'two-7')).toBeUndefined();
  });

  it('keeps document bytes once per practice, whatever their type is called', async () => {
    const sha256 = 'ab'.repeat(32);
    const attach = (practice: string, expectedVersion: number, content: string) => store.commit({
      ...commitOf({ practice, stream: 'p0', expectedVersion, events: [noted('document')] }),
      projections: [{ table: 'document_content', key: { sha256 }, row: { media_type: 'application/pdf', bytes: Buffer.from(content) } }] });
    expect((await attach('one', 1, 'first')).kind).toBe('committed');
    expect((await attach('one', 2, 'never written')).kind).toBe('committed');
    expect((await attach('one', 2, 'conflict')).kind).toBe('conflict');
    expect(await store.reads.document('one', sha256)).toEqual({ sha256, mediaType: 'application/pdf', bytes: Buffer.from('first') });
    expect(await store.reads.document('two', sha256)).toBeUndefined();
    expect(await store.reads.document('one', 'cd'.repeat(32))).toBeUndefined();
  });

  it('lists the streams of a practice in pages', async () => {
    expect(await store.reads.streams('one', 3)).toEqual(['p0', 'p1', 'p2']);
    expect(await store.reads.streams('one', 3, 'p8')).toEqual(['p9']);
    expect(await store.reads.streams('three', 3)).toEqual([]);
  });

  it('opens with an active key only, and says whose it is', async () => {
    const hash = Buffer.alloc(32, 7);
    await store.keys.add('two', { keyId: 'key-7', hash, role: 'nurse', label: 'front desk' });
    expect(await store.keys.findActive(hash)).toMatchObject({ practice: 'two', keyId: 'key-7', role: 'nurse', label: 'front desk', timeZone: 'America/Chicago', demo: true, revokedAt: null });
    expect(await store.keys.findActive(Buffer.alloc(32, 8))).toBeUndefined();
    expect(await failureOf(store.keys.add('one', { keyId: 'other', hash, role: 'admin', label: 'same hash' }))).toMatch(/unique/i);
    expect(await failureOf(store.keys.add('nobody', { keyId: 'k', hash: Buffer.alloc(32, 9), role: 'admin', label: 'no practice' }))).toMatch(/foreign key/i);
    await store.keys.revoke('one', 'key-7');
    expect(await store.keys.findActive(hash)).toBeDefined();
    await store.keys.revoke('two', 'key-7');
    expect(await store.keys.findActive(hash)).toBeUndefined();
    expect((await store.keys.list('two')).map(({ keyId, revokedAt }) => [keyId, typeof revokedAt])).toEqual([['key-7', 'string']]);
  });

  it('knows its practices, and each id once', async () => {
    expect((await store.practices.list()).map(({ id, demo }) => [id, demo])).toEqual([['one', false], ['two', true]]);
    expect(await store.practices.find('three')).toBeUndefined();
    expect(await failureOf(store.practices.create({ id: 'one', name: 'Again', timeZone: 'UTC', demo: false }))).toMatch(/unique/i);
  });
});

describeSqlite('who somebody is', (under) => {
  it('is looked up, and never searched for among all of a practice', async () => {
    const store = await openStore(configOf(await under.freshDatabase()));
    try {
      const asked: [sql: string, parameters: readonly SqlValue[]][] = [];
      const reads = new Reads({ ...store.sql, of: (practice) => ({ ...store.sql.of(practice), query: async (sql, parameters = []) => {
        asked.push([sql, parameters]);
        return [];
      } }) });
      await Promise.all([reads.links('one', 'ehr', 'k'), reads.namesakes('one', 'abel g', '1950-01-01'), reads.patientsWithMrn('one', 'm-1')]);
      const plans = await Promise.all(asked.map(async ([sql, parameters]) => (await store.sql.of('one').query(`EXPLAIN QUERY PLAN ${sql}`, parameters)).map(({ detail }) => String(detail))));
      expect(plans).toHaveLength(3);
      for (const steps of plans) {
        expect(steps.filter((step) => step.startsWith('SEARCH'))).toHaveLength(2);
        // By the practice alone: every row of it.
        expect(steps.filter((step) => step.startsWith('SCAN') || step.endsWith('(practice_id=?)'))).toEqual([]);
      }
    } finally {
      await store.close();
    }
  });
});
