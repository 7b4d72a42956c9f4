/**
 * P1 on a full disk: what writes is answered 503 with Retry-After and stores nothing, reads go on and are audited, and when there is
 * space again the service records by itself. The control has no reserve, and reads stop. Needs root, for a disk of its own.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hashOfKey, newKey } from '../../src/platform/auth/keys';
import { openReadOnly } from '../../src/platform/database/open-read-only';
import { openStore } from '../../src/platform/database/open-store';
import { findDamage } from '../../src/backups';
import { OHIO_MEDICARE } from '../support/patient-story';
import { startServer, type Server } from '../support/server';
import { describeOnSmallDisk, mountSmallDisk, type SmallDisk } from '../support/small-disk';
import { tellFigure } from '../support/tier';

const DISK_BYTES = 32 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, 1);
const RECOVERY_MS_MAX = 5_000;
const READS = 200;
const MINUTES = 60_000;

describeOnSmallDisk('a full disk', () => {
  let disk: SmallDisk;
  let filler: string;
  const { key: apiKey } = newKey();
  let server: Server;
  let patientId: string;
  afterEach(async () => {
    await server.kill();
    rmSync(filler, { force: true });
  });
  beforeAll(() => {
    disk = mountSmallDisk(DISK_BYTES);
    filler = join(disk.place, 'filler');
  });
  afterAll(() => disk.remove());

  const send = async (method: string, path: string, body?: object, key: string = randomUUID()) => {
    const response = await fetch(server.address + path, { method, headers: { authorization: `Bearer ${apiKey}`, ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': key }) }, ...(body !== undefined && { body: JSON.stringify(body) }) });
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.json() as { patientId?: string; factId?: string; status?: string } };
  };
  const write = (key?: string) => send('POST', `/v1/patients/${patientId}/facts`, { fact: { type: 'conservative-care', occurredOn: '2026-01-05', modality: `course ${randomUUID()}`, response: 'failed' } }, key);
  const read = () => send('GET', `/v1/patients/${patientId}/status`);

  async function start(name: string): Promise<string> {
    const file = join(disk.place, name, 'pathgate.db');
    mkdirSync(join(disk.place, name), { mode: 0o700 });
    const store = await openStore({ kind: 'sqlite', file });
    await store.practices.create({ id: 'spine', name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
    await store.keys.add('spine', { keyId: 'nurse-1', hash: hashOfKey(apiKey), role: 'nurse', label: 'nurse' });
    await store.close();
    server = await startServer({ engine: 'sqlite', file });
    patientId = (await send('POST', '/v1/patients', { name: { family: 'Synthetic', given: 'Kay' }, birthDate: '1970-01-01', coverages: [{ ...OHIO_MEDICARE, memberId: '1EG4TE5MK73' }] })).body.patientId ?? '';
    return file;
  }

  function fill(): void {
    const handle = openSync(filler, 'a');
    try {
      for (;;) writeSync(handle, CHUNK);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(handle);
    }
  }

  /** Writes until the disk is full: what was acknowledged, and the first refusal. */
  async function writeUntilFull(): Promise<{ readonly acknowledged: string[]; readonly refused: Awaited<ReturnType<typeof write>> | undefined }> {
    const acknowledged: string[] = [];
    for (let i = 0; i < 2_000; i++) {
      const reply = await write();
      if (reply.status !== 201) return { acknowledged, refused: reply };
      acknowledged.push(reply.body.factId ?? '');
    }
    return { acknowledged, refused: undefined };
  }

  it('refuses what writes, reads on, and records again by itself when there is space', async () => {
    const file = await start('kept');
    expect(statSync(`${file}.reserve`).mode & 0o777).toBe(0o600);
    const before: string[] = [];
    for (let i = 0; i < 50; i++) before.push((await write()).body.factId ?? '');
    fill();
    const { acknowledged, refused } = await writeUntilFull();
    acknowledged.push(...before);
    expect(refused).toMatchObject({ status: 503, retryAfter: '1' });
    expect(existsSync(`${file}.reserve`)).toBe(false);
    const audited = await auditedReads(file);
    const key = randomUUID();
    for (let i = 0; i < READS; i++) {
      if (i % 20 === 0) expect(await write(key)).toMatchObject({ status: 503, retryAfter: '1' });
      expect((await read()).status).toBe(200);
    }
    expect(await auditedReads(file)).toBe(audited + READS);
    expect(await send('GET', '/health/ready')).toMatchObject({ status: 503, body: { status: 'not-ready' } });
    rmSync(filler);
    const emptiedAt = performance.now();
    let again = await write(key);
    while (again.status === 503 && performance.now() - emptiedAt < RECOVERY_MS_MAX) {
      await delay(100);
      again = await write(key);
    }
    expect(again.status).toBe(201);
    acknowledged.push(again.body.factId ?? '');
    tellFigure('P1', `full disk: ${acknowledged.length} acknowledged, then 503; ${READS} reads answered and audited meanwhile; recording again ${Math.round(performance.now() - emptiedAt)} ms after there was space`);
    expect(existsSync(`${file}.reserve`)).toBe(true);
    expect((await write()).status).toBe(201);
    expect(await server.stop('SIGTERM')).toBe(0);
    await expectWhole(file, acknowledged, 1);
  }, 2 * MINUTES);

  it('stops reads too where no room was kept (control)', async () => {
    const file = await start('bare');
    rmSync(`${file}.reserve`);
    fill();
    expect((await writeUntilFull()).refused).toMatchObject({ status: 503 });
    const statuses: number[] = [];
    for (let i = 0; i < 20; i++) statuses.push((await read()).status);
    expect(statuses).toContain(503);
  }, MINUTES);

  async function auditedReads(file: string): Promise<number> {
    const { sql, close } = await openReadOnly({ kind: 'sqlite', file });
    const [row] = await sql.of('spine').query("SELECT count(*) AS n FROM audit WHERE action LIKE 'read-status%' AND outcome = 'allowed'");
    await close();
    return Number(row?.['n']);
  }

  /** Everything acknowledged, and `more` besides; nothing in part. */
  async function expectWhole(file: string, acknowledged: readonly string[], more: number): Promise<void> {
    const { sql, close } = await openReadOnly({ kind: 'sqlite', file });
    expect(await findDamage(sql, [{ id: 'spine' }])).toBeUndefined();
    const rows = await sql.of('spine').query("SELECT json_extract(data, '$.factId') AS id FROM event WHERE type = 'FactDocumented'");
    const held = new Set(rows.map(({ id }) => id));
    expect(acknowledged.filter((id) => !held.has(id))).toEqual([]);
    expect(rows).toHaveLength(acknowledged.length + more);
    await close();
  }
});
