/** The other door to PostgreSQL, past a practice: who may name it, and how often. A further use is a decision, and stands here with its reason. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

const NAMED_IN: Readonly<Record<string, readonly [uses: number, why: string]>> = {
  // Whose something is: each by a secret, a name or an id that is unique in the database.
  'src/platform/database/api-keys.ts': [1, 'a key by its hash'],
  'src/platform/database/sessions.ts': [1, 'a session by its hash'],
  'src/platform/database/accounts.ts': [1, 'an account by its name, to sign in'],
  'src/platform/database/passkeys.ts': [1, 'a passkey by what the authenticator calls it'],
  'src/platform/database/ceremonies.ts': [2, 'signing in, before anybody has said who they are'],
  'src/deadlines/feeds.ts': [1, 'a calendar by its link'],
  'src/diary/diary-store.ts': [1, 'a diary by its link'],
  // Work that is everybody's.
  'src/platform/event-store/outbox.ts': [2, 'jobs to do, and how many wait'],
  'src/events/deliveries.ts': [2, 'webhooks with something to be told'],
  'src/audit/anchors/anchoring.ts': [1, 'the practices to anchor'],
  'src/platform/database/practices.ts': [1, 'the list of practices, for the service itself'],
  'src/platform/database/clock-behind-log.ts': [1, 'the list of practices, at the start'],
  // Of no practice.
  'src/platform/database/sign-in-attempts.ts': [7, 'attempts under hashed names'],
  'src/platform/database/shared-budgets.ts': [2, 'budgets under hashed names'],
  'src/platform/database/open-store.ts': [2, 'the row of the readiness check'],
  'src/platform/database/migrations.ts': [1, 'the applied migrations'],
  // Commands on the whole database.
  'src/backups/contents.ts': [4, 'the list of practices, the migrations, the file'],
  'src/backups/copy-postgres.ts': [1, 'the name of a snapshot'],
  'src/doctor/examine-postgres.ts': [4, 'settings of the server'],
  'src/doctor/examine-record.ts': [2, 'the list of practices, and the jobs'],
  'src/doctor/examine-sqlite.ts': [2, 'the file'],
};
/** All rows of all practices. */
const MAINTENANCE_IN = ['src/backups/copy-postgres.ts', 'src/backups/postgres-programs.ts', 'src/platform/database/migrations.ts', 'src/platform/database/postgres-address.ts'];
const CONNECTING = ['src/backups/restore-postgres.ts', 'src/platform/database/open-postgres-reader.ts', 'src/platform/database/open-postgres.ts'];

const sources = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
  .map(({ parentPath, name }) => join(parentPath, name)).map((file) => [relative(ROOT, file), readFileSync(file, 'utf8')] as const);

function filesWith(pattern: RegExp, within: readonly (readonly [string, string])[] = sources): readonly string[] {
  return within.filter(([, source]) => pattern.test(source)).map(([name]) => name).sort();
}

function uses(within: readonly (readonly [string, string])[] = sources): Readonly<Record<string, number>> {
  const counted = within.map(([name, source]) => [name, (source.match(/everyPractice\??\.(?=\w)/g) ?? []).length] as const);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

describe('the door past a practice', () => {
  it('is named where it is listed, and as often', () => {
    expect(uses()).toEqual(Object.fromEntries(Object.entries(NAMED_IN).map(([name, [count]]) => [name, count])));
  });

  it('is handed on whole by nobody: a controller or a use-case would have it under another name', () => {
    expect(filesWith(/[({,=]\s*(?:[\w.]+\.)?everyPractice\s*[,)};]/).filter((name) => !['src/doctor/examine-postgres.ts', 'src/platform/database/open-sqlite.ts', 'src/platform/database/open-read-only.ts'].includes(name))).toEqual([]);
    expect(Object.keys(NAMED_IN).filter((name) => name.endsWith('.controller.ts'))).toEqual([]);
  });

  it('opens everything for migrations and dumps alone', () => {
    expect(filesWith(/maintenance|EVERY_PRACTICE/)).toEqual(MAINTENANCE_IN);
    expect(filesWith(/new (Client|Pool)\(/)).toEqual(CONNECTING);
  });

  it('is noticed where it is new (control)', () => {
    const planted = [['src/patients/list-patients.ts', 'this.store.sql.everyPractice.query(`SELECT 1`)'], ['src/x.ts', 'pass(sql.everyPractice)']] as const;
    expect(uses(planted)).toEqual({ 'src/patients/list-patients.ts': 1 });
    expect(filesWith(/[({,=]\s*(?:[\w.]+\.)?everyPractice\s*[,)};]/, planted)).toEqual(['src/x.ts']);
  });
});
