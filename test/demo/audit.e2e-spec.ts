/** `npm run audit` as an auditor runs it: beside the service and after it, on a database that somebody had in hand. */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { parse } from 'csv-parse/sync';
import { runCommand, startProgram } from './program';

const GREETED = /Paste these[^]*={90}\n/;

describe('npm run audit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-audit-'));
  const data = join(folder, 'data');
  const database = join(data, 'demo.db');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const audit = (...args: string[]) => runCommand(folder, 'audit', args);

  it('says how it is used, and makes no database', () => {
    for (const args of [[], ['verify', '--json'], ['export', '--format', 'xml'], ['verify', '--nothing']]) {
      const { status, stdout } = audit(...args);
      expect([args, status, stdout]).toEqual([args, 2, '']);
    }
    expect(audit('verify')).toMatchObject({ status: 1, stderr: expect.stringContaining('npm run init') });
    expect(existsSync(data)).toBe(false);
  });

  it('verifies a practice that is being served, and says that there are no anchors yet', async () => {
    const service = await startProgram(folder, GREETED);
    try {
      expect(audit('verify')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^INTACT {2}practice demo: \d+ logs, \d+ events, \d+ rows of the audit\n {2}anchors: none in .*would not show/) });
      expect(audit('verify', '--practice', 'nobody')).toMatchObject({ status: 2, stderr: expect.stringContaining('--practice') });
    } finally {
      expect(await service.stop('SIGTERM')).toBe(0);
    }
  }, 120_000);

  it('verifies it by the anchors that were written at its end, with a key for its owner only that is not in the database', () => {
    const anchors = join(data, 'anchors');
    expect(audit('verify')).toMatchObject({ status: 0, stdout: expect.stringMatching(/INTACT[^]*anchors: \d+ say the same, the last of [\dTZ:.-]+; 1 numbers were recorded since\n$/) });
    expect((statSync(join(anchors, 'anchor-key.pem')).mode & 0o777).toString(8)).toBe('600');
    const [, secret = ''] = readFileSync(join(anchors, 'anchor-key.pem'), 'utf8').split('\n');
    for (const name of readdirSync(data).filter((each) => each.startsWith('demo.db'))) expect(readFileSync(join(data, name)).includes(secret)).toBe(false);
  });

  it('reports who did what, what was refused and what left, and who looked at one patient', () => {
    const { status, stdout } = audit('report', '--practice', 'demo');
    expect(status).toBe(0);
    expect(stdout).toMatch(/from the beginning to today: \d+ rows of the audit\n\nRefused\n[^]*\nBreak-glass\n {2}nothing\n\nPurges and holds\n {2}nothing\n\nExports\n[^]*\nWho did what\n[^]*verify log +operations +allowed +2 x/);
    const day = '2020-01-01';
    expect(JSON.parse(audit('report', '--json', '--from', day, '--to', day).stdout)).toEqual({ practice: 'demo', from: expect.stringMatching(/^2020-01-01T/), to: expect.stringMatching(/^2020-01-02T/), rows: 0, lines: [] });
    expect(audit('report', '--from', 'yesterday')).toMatchObject({ status: 2 });
    const db = new Database(database, { readonly: true });
    const patient = db.prepare("SELECT patient_id FROM patient_summary WHERE practice_id = 'demo' LIMIT 1").pluck().get() as string;
    db.close();
    const first = audit('report', '--patient', patient).stdout;
    expect(first).toContain(`Who looked at the record of ${patient}`);
    expect(JSON.parse(audit('report', '--patient', patient, '--json').stdout)).toMatchObject({ patientId: patient, items: expect.arrayContaining([expect.objectContaining({ who: 'command line', what: 'export patient', times: 2 })]) });
  });

  it('writes the audit as lines, as a table and as AuditEvents, to a file for its owner only', () => {
    const file = join(folder, 'audit.csv');
    expect(audit('export', '--format', 'csv', '--out', file)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(statSync(file).mode & 0o077).toBe(0);
    const rows = parse(readFileSync(file, 'utf8'), { columns: true }) as { action: string }[];
    expect(rows[0]).toMatchObject({ action: 'export-audit', actor: 'command-line' });
    expect(audit('export', '--format', 'csv', '--out', file)).toMatchObject({ status: 1, stderr: expect.stringContaining('EEXIST') });
    const events = audit('export', '--format', 'fhir').stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { resourceType: string });
    expect([events.length, new Set(events.map(({ resourceType }) => resourceType))]).toEqual([rows.length + 2, new Set(['AuditEvent'])]);
  });

  it('names the first place that is not what was recorded, of the log, of the audit and of its end', () => {
    const kept = join(folder, 'kept.db');
    const db = new Database(database);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    copyFileSync(database, kept);
    const after = (tamper: string) => {
      copyFileSync(kept, database);
      const hand = new Database(database);
      hand.exec(`DROP TRIGGER event_is_never_updated; DROP TRIGGER event_is_never_deleted; DROP TRIGGER audit_is_never_updated; DROP TRIGGER audit_is_never_deleted; ${tamper}`);
      hand.close();
      return audit('verify');
    };
    const aStream = "(SELECT max(patient_id) FROM patient_summary WHERE practice_id = 'demo')";
    expect(after(`UPDATE event SET actor_id = 'x' WHERE stream_id = ${aStream} AND version = 2`)).toMatchObject({ status: 1, stdout: expect.stringMatching(/^BROKEN[^]*changed: patient\/\S+, version 2\./) });
    expect(after("UPDATE audit SET actor_id = 'x' WHERE feed = (SELECT min(feed) FROM audit)")).toMatchObject({ status: 1, stdout: expect.stringMatching(/changed: audit, row \d+\./) });
    // The list of patients is cut with it: only the anchors know.
    const cut = `CREATE TEMP TABLE gone AS SELECT ${aStream} AS id; DELETE FROM event WHERE stream_id = (SELECT id FROM gone) AND version > 1; UPDATE patient_summary SET version = 1 WHERE patient_id = (SELECT id FROM gone);`;
    expect(after(cut)).toMatchObject({ status: 1, stdout: expect.stringMatching(/cut-off: patient\/\S+, version 2\./) });
    rmSync(join(data, 'anchors'), { recursive: true });
    expect(after(cut)).toMatchObject({ status: 0, stdout: expect.stringContaining('would not show') });
    expect(after('')).toMatchObject({ status: 0 });
  });
});
