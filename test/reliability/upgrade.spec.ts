/**
 * P14: an earlier version's live database under today's program, and back. The fixture was written by the earlier commit's own code
 * (`upgrade/write-fixture.ts`), with what that code said of every patient. Today's program says the same, writes on, and is rolled back
 * by `migrate down` as docs/operate.md says: what the earlier version acknowledged is all there, and what was recorded meanwhile too.
 * Where the repository's history is at hand, the earlier program itself is started on it again and asked.
 */
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { block, plusDays, RELIEF_PERCENT_MIN } from '../support/patient-story';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { tellFigure } from '../support/tier';
import { checkOut, isInHistory, OLD_COMMIT, runCommand, setClock, startProgram, TODAYS_ROOT } from './upgrade/old-program';
import { query, recordRows, restore, schemaOf } from './upgrade/sql-dump';
import { etag, sayingsOf, staffOf, told, type Staff } from './upgrade/upgrade-story';
import type { Fixture } from './upgrade/write-fixture';

const MINUTES = 60_000;
const LAST_THEN = '0010-need-directory';

/** Whom and where two versions do not say the same. */
function differing(then: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(then).flatMap((patientId) => {
    const [before, after] = [then[patientId], now[patientId]] as Readonly<Record<string, unknown>>[];
    return Object.keys(before ?? {}).filter((part) => !isDeepStrictEqual(plain(before?.[part]), plain(after?.[part]))).map((part) => `${part} of ${patientId}`);
  });
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

describeEachEngine('an earlier version\'s database', (under) => {
  const fixture = JSON.parse(readFileSync(join(__dirname, `upgrade/${under.engine}.said.json`), 'utf8')) as Fixture;
  const sql = gunzipSync(readFileSync(join(__dirname, `upgrade/${under.engine}.sql.gz`))).toString();
  const { today, keys, patients, said } = fixture;
  const addedSince = readdirSync(join(TODAYS_ROOT, 'migrations', under.engine)).flatMap((file) => (file.endsWith('.up.sql') ? [file.replace('.up.sql', '')] : [])).filter((name) => name > LAST_THEN).sort();
  let directory: string;
  let location: DatabaseLocation;
  let rowsThen: ReadonlySet<string>;
  let schemaThen: readonly string[];
  /** What today's program acknowledged: a fact of each patient, and a patient. */
  const acknowledged: { readonly patientId: string; readonly factId: string }[] = [];
  let saidUnderToday: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'pathgate-upgrade-'));
    location = await under.freshDatabase();
    await restore(location, sql);
    const recorded = Object.values(said).flatMap((each) => (each as { readonly timeline: readonly { readonly recordedAt: string }[] }).timeline.map(({ recordedAt }) => recordedAt)).sort();
    setClock(recorded.at(-1) ?? '');
    [rowsThen, schemaThen] = [await recordRows(location), await schemaOf(location)];
  }, 5 * MINUTES);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const migrate = (...args: readonly string[]): readonly string[] => {
    const { status, stdout, stderr } = runCommand(TODAYS_ROOT, 'migrate', args, location, directory);
    expect([status, stderr]).toEqual([0, '']);
    return stdout.trimEnd().split('\n');
  };
  async function runBy<T>(root: string, work: (staff: Staff) => Promise<T>): Promise<T> {
    const program = await startProgram(root, location, directory);
    try {
      return await work(staffOf(program.address, keys));
    } finally {
      expect(await program.stop()).toBe(0);
    }
  }
  const lost = async (): Promise<readonly string[]> => {
    const now = await recordRows(location);
    return [...rowsThen].filter((row) => !now.has(row)).map((row) => row.slice(0, 80));
  };

  async function servedByEarlier(): Promise<void> {
    const { root, remove } = checkOut(OLD_COMMIT);
    try {
      await runBy(root, async (staff) => {
        expect(differing(saidUnderToday, await sayingsOf(staff, acknowledged.map(({ patientId }) => patientId), today))).toEqual([]);
        await told(staff, 'POST', `/v1/patients/${acknowledged[0]?.patientId}/facts`, { fact: { type: 'score', occurredOn: today, instrument: 'NRS', value: 5, role: 'follow-up', source: 'after the roll-back' } });
        saidUnderToday = await sayingsOf(staff, acknowledged.map(({ patientId }) => patientId), today);
      });
    } finally {
      remove();
    }
  }

  it('is brought up to date, and every patient\'s status, timeline, facts and signed packets are what the earlier version said', async () => {
    expect(fixture.commit).toBe(OLD_COMMIT);
    expect(migrate('status').filter((line) => line.startsWith('pending'))).toEqual(addedSince.map((name) => `pending  ${name}`));
    expect(migrate('up')).toEqual(addedSince.map((name) => `applied  ${name}`));
    expect(await lost()).toEqual([]);
    await runBy(TODAYS_ROOT, async (staff) => {
      expect(differing(said, await sayingsOf(staff, patients, today))).toEqual([]);
      for (const patientId of patients) {
        const { factId } = await told(staff, 'POST', `/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: today, instrument: 'NRS', value: 6, role: 'follow-up', source: 'after the upgrade' } }) as { factId: string };
        acknowledged.push({ patientId, factId });
      }
      const { patientId } = await told(staff, 'POST', '/v1/patients', { name: { family: 'Afterwick', given: 'Orrin' }, birthDate: '1960-01-01', coverages: [] }) as { patientId: string };
      const { factId } = await told(staff, 'POST', `/v1/patients/${patientId}/facts`, { fact: block(plusDays(today, -3), RELIEF_PERCENT_MIN) }) as { factId: string };
      acknowledged.push({ patientId, factId });
      await told(staff, 'POST', `/v1/patients/${patientId}/facts/${factId}/corrections`, { fact: block(plusDays(today, -4), RELIEF_PERCENT_MIN), replaces: 1, reason: 'another day' }, { ifMatch: await etag(staff, `/v1/patients/${patientId}`) });
      saidUnderToday = await sayingsOf(staff, acknowledged.map((one) => one.patientId), today);
    });
    const { status, stdout } = runCommand(TODAYS_ROOT, 'audit', ['verify'], location, directory);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^INTACT/)]);
  }, 10 * MINUTES);

  it('is rolled back by `migrate down`: the earlier schema, every row that the earlier version acknowledged, and what was recorded since', async () => {
    expect(migrate('down', String(addedSince.length))).toEqual([...addedSince].reverse().map((name) => `taken back  ${name}`));
    expect(await schemaOf(location)).toEqual(schemaThen);
    expect(await lost()).toEqual([]);
    const events = (await query(location, 'SELECT stream_id, count(*) AS n FROM event GROUP BY stream_id')).map(({ stream_id: stream, n }) => [stream, Number(n)]);
    for (const { patientId } of acknowledged) expect(events).toContainEqual([patientId, (saidUnderToday[patientId] as { version: number }).version]);
    tellFigure('P14', `${under.engine}: ${patients.length} patients and ${rowsThen.size} rows written by commit ${OLD_COMMIT.slice(0, 8)}, up by ${addedSince.length} migrations, ${acknowledged.length} patients written to, down again: 0 answers differ, 0 rows lost`);
  }, 5 * MINUTES);

  it('is served by the earlier program again where the history is at hand, which finds all of it, and comes forward again', async () => {
    if (isInHistory(OLD_COMMIT)) await servedByEarlier();
    else tellFigure('P14', `the history here lacks ${OLD_COMMIT.slice(0, 8)}: the earlier program was not started again`);
    await runBy(TODAYS_ROOT, async (staff) => expect(differing(saidUnderToday, await sayingsOf(staff, Object.keys(saidUnderToday), today))).toEqual([]));
    // The roll-back took the audit's chain away with its migration, and the anchors of before say so: of the audit, and of no patient's log.
    const alarmed = runCommand(TODAYS_ROOT, 'audit', ['verify'], location, directory);
    expect([alarmed.status, alarmed.stdout.match(/^ +(rewritten|cut|gone|changed).*?(?=\.)/gm)]).toEqual([1, ['  rewritten: audit, row 1']]);
    renameSync(join(directory, 'anchors'), join(directory, 'anchors-before-the-roll-back'));
    expect(runCommand(TODAYS_ROOT, 'audit', ['verify'], location, directory).stdout).toMatch(/^INTACT/);
  }, 10 * MINUTES);

  it('would be seen to have lost or changed something (the control): a copy from before lacks what came since, and one altered word is named', async () => {
    const copy = await under.freshDatabase();
    await restore(copy, sql);
    const held = await query(copy, 'SELECT DISTINCT stream_id FROM event');
    expect(acknowledged.filter(({ patientId }) => !held.some(({ stream_id: stream }) => stream === patientId))).toHaveLength(1);
    const [misread = ''] = patients.slice(1);
    const altered = sql.replaceAll(Buffer.from('score sheet misread').toString('hex').toUpperCase(), Buffer.from('score sheet altered').toString('hex').toUpperCase()).replaceAll(Buffer.from('score sheet misread').toString('hex'), Buffer.from('score sheet altered').toString('hex'));
    expect(altered).not.toBe(sql);
    location = await under.freshDatabase();
    await restore(location, altered);
    await runBy(TODAYS_ROOT, async (staff) => expect(differing(said, await sayingsOf(staff, patients, today))).toEqual([`timeline of ${misread}`]));
    expect((await lost()).some((row) => row.startsWith('event'))).toBe(true);
    expect(runCommand(TODAYS_ROOT, 'audit', ['verify'], location, directory).status).toBe(1);
  }, 10 * MINUTES);
});
