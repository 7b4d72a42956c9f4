/**
 * P10: the same log gives the same packet. Packets of every kind are signed on each engine and rebuilt in processes that believe to be in
 * four zones of the world (full: twice in each): the same bytes, those that were signed. One byte of the file, of what was signed or of a
 * document changed, and verification says which.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejection } from '../../machines/kernel/rejection';
import type { PacketManifest } from '../../machines/authorization';
import type { PacketModel } from '../../machines/packet';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { announcePackets, LoadPacket, verifyPacket } from '../../src/packets';
import { patientProjector } from '../../src/patients';
import { Audited } from '../../src/platform/audit/audited';
import { systemClock } from '../../src/platform/clock/clock';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { PatientLog } from '../../src/platform/patient-log/patient-log';
import { PracticeLog } from '../../src/platform/practice-log/practice-log';
import { configOf } from '../support/commits';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { seededChance, tellFigure, tiered } from '../support/tier';
import { makePackets, PACKET_PRACTICE, PACKET_STEPS, type SignedPacket } from './support/packet-practice';
import { tamperingWith } from './support/tampering';

const ROOT = join(__dirname, '../..');
const ZONES = ['UTC', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Kiritimati'];
const PROCESSES = tiered(1, 2);
const PACKETS = tiered(14, 500);
const FLIPPED = tiered(3, 100);
const chance = seededChance('packets');
/** By what was rebuilt: of the engine before, and of this one. */
const rebuiltOn = new Map<string, string>();

interface Rebuilt { readonly engine: string; readonly packetId: string; readonly signed: string; readonly rebuilt: string; readonly hour: number }

/** In a process of its own, in a zone. */
function rebuildIn(zone: string, order: string): Promise<readonly Rebuilt[]> {
  const child = spawn(process.execPath, ['-r', join(ROOT, 'scripts/typescript.cjs'), join(__dirname, 'support/rebuild-packets.ts'), order], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TZ: zone } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => child.once('close', (status) => (status === 0 ? resolve(stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Rebuilt)) : reject(new Error(stderr)))));
}

function flipped(bytes: Uint8Array, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ (1 << chance.below(8));
  return changed;
}

describeEachEngine('signed packets', (under) => {
  let location: DatabaseLocation;
  let store: Store;
  let packets: readonly SignedPacket[];
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-packets-'));
    location = await under.freshDatabase();
    store = await openStore(configOf(location));
    packets = await makePackets(store, chance.seed, PACKETS);
  }, 3_600_000);
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function loaded({ patientId, packetId }: SignedPacket): Promise<{ readonly model: PacketModel; readonly manifest: PacketManifest; readonly pdf: Buffer }> {
    const practiceLog = new PracticeLog(store.streams, SHIPPED_POLICIES);
    const log = new PatientLog({ store, streams: store.streams, audited: new Audited(store), clock: systemClock, practiceLog, projector: patientProjector, announce: announcePackets });
    const found = await new LoadPacket(log, store.practices, practiceLog).execute(PACKET_PRACTICE, await log.loadQuietly({ practice: PACKET_PRACTICE }, patientId), packetId);
    if (isRejection(found) || found.signature === null) throw new Error(`${packetId} is not a signed packet`);
    const { manifest } = found.signature;
    return { model: found.model, manifest, pdf: (await stored(manifest.pdf.sha256)).bytes as Buffer };
  }

  async function stored(sha256: string) {
    const found = await store.reads.document(PACKET_PRACTICE, sha256);
    if (found === undefined) throw new Error('what was signed is not stored');
    return found;
  }

  it('are the same bytes in every zone, in every process, on either engine', async () => {
    expect(new Set(packets.map(({ step }) => step))).toEqual(new Set(PACKET_STEPS));
    expect(packets.some(({ documents }) => documents > 0)).toBe(true);
    const order = join(folder, 'order.json');
    writeFileSync(order, JSON.stringify({ locations: [location], packets }));
    const hours = new Set<string>();
    for (const zone of ZONES) {
      for (const lines of await Promise.all(Array.from({ length: PROCESSES }, () => rebuildIn(zone, order)))) {
        expect(lines.map(({ packetId }) => packetId)).toEqual(packets.map(({ packetId }) => packetId));
        hours.add(lines.map(({ hour }) => hour).join());
        for (const { engine: _, hour: __, ...line } of lines) {
          expect([line.packetId, line.rebuilt]).toEqual([line.packetId, line.signed]);
          const text = JSON.stringify(line);
          expect(text).toBe(rebuiltOn.get(line.packetId) ?? text);
          rebuiltOn.set(line.packetId, text);
        }
      }
    }
    // The control: these processes are elsewhere, and a packet that printed an hour of theirs would differ.
    expect(hours.size).toBe(ZONES.length);
    // The same story on the other engine is the same packets, or one of them would be new here.
    expect(rebuiltOn.size).toBe(PACKETS);
    tellFigure('P10', `${under.engine}: ${PACKETS} packets (${PACKET_STEPS.map((step) => `${packets.filter((one) => one.step === step).length} ${step}`).join(', ')}; ${packets.filter(({ documents }) => documents > 0).length} with documents) in ${ZONES.length} zones, ${PROCESSES} ${PROCESSES === 1 ? 'process' : 'processes'} in each: the same bytes, those that were signed`);
  }, 7_200_000);

  it('differ from the log as soon as one byte of file, manifest or document does', async () => {
    let found = 0;
    const some = [...packets].sort((a, b) => b.documents - a.documents).slice(0, FLIPPED);
    const differing = async (manifest: PacketManifest, model: PacketModel, file: Uint8Array, read: Parameters<typeof verifyPacket>[2] = stored): Promise<string> =>
      (await verifyPacket(model, manifest, read, file)).filter(({ isSame }) => !isSame).map(({ name }) => name).join();
    for (const one of some) {
      const { model, manifest, pdf } = await loaded(one);
      expect(await differing(manifest, model, pdf)).toBe('');
      expect(await differing(manifest, model, flipped(pdf, chance.below(pdf.length)))).toBe('file');
      expect(await differing({ ...manifest, modelSha256: otherDigit(manifest.modelSha256) }, model, pdf)).toBe('record');
      expect(await differing({ ...manifest, pdf: { ...manifest.pdf, sha256: otherDigit(manifest.pdf.sha256) } }, model, pdf)).toBe('pdf,file');
      found += 3;
      if (model.documents.length === 0) continue;
      expect(await differing(manifest, model, pdf, async (sha256) => ({ bytes: flipped((await stored(sha256)).bytes, chance.below(20)) }))).toMatch(/^documents/);
      expect(await differing({ ...manifest, documents: manifest.documents.map(({ id, sha256 }) => ({ id, sha256: otherDigit(sha256) })) }, model, pdf)).toBe('documents');
      found += 2;
    }
    tellFigure('P10', `${under.engine}: ${found} single changes of ${some.length} packets, all found and named`);
  }, 3_600_000);

  it('are found changed by the command, which names what it is', async () => {
    const one = packets.find(({ documents }) => documents > 0) as SignedPacket;
    const { manifest, model, pdf } = await loaded(one);
    const file = join(folder, 'packet.pdf');
    const verify = (bytes: Uint8Array): readonly [number | null, readonly string[]] => {
      writeFileSync(file, bytes);
      const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', join(ROOT, 'scripts/typescript.cjs'), join(ROOT, 'src/cli/packet.ts'), 'verify', one.patientId, one.packetId, file, '--practice', PACKET_PRACTICE], {
        encoding: 'utf8', env: { ...process.env, PATHGATE_DATABASE: location.engine === 'sqlite' ? location.file : location.url },
      });
      expect(stderr).toBe('');
      return [status, stdout.split('\n').filter((line) => line.startsWith('DIFFERS')).map((line) => line.split(/\s+/)[1] ?? '')];
    };
    expect(verify(pdf)).toEqual([0, []]);
    expect(verify(flipped(pdf, chance.below(pdf.length)))).toEqual([1, ['file']]);
    const hand = await tamperingWith(location);
    const document = model.documents[0]?.sha256 ?? '';
    const { bytes } = await stored(document);
    await hand.run('UPDATE document_content SET bytes = ? WHERE sha256 = ?', [flipped(bytes, 9), document]);
    expect(verify(pdf)).toEqual([1, ['documents', 'pdf']]);
    await hand.run('UPDATE document_content SET bytes = ? WHERE sha256 = ?', [bytes, document]);
    const signing = (await store.read(PACKET_PRACTICE, one.patientId)).find(({ type }) => type === 'PacketSigned');
    await hand.run(location.engine === 'sqlite' ? 'DROP TRIGGER event_is_never_updated' : 'ALTER TABLE event DISABLE TRIGGER ALL');
    const altered = JSON.stringify(signing?.data).replace(manifest.modelSha256, otherDigit(manifest.modelSha256));
    await hand.run('DELETE FROM snapshot');
    await hand.run('UPDATE event SET data = ? WHERE practice_id = ? AND stream_id = ? AND version = ?', [Buffer.from(altered), PACKET_PRACTICE, one.patientId, signing?.version ?? 0]);
    expect(verify(pdf)).toEqual([1, ['record']]);
    await hand.close();
  }, 120_000);
});

function otherDigit(hex: string): string {
  const at = chance.below(hex.length);
  const digit = (Number.parseInt(hex[at] ?? '0', 16) + 1 + chance.below(15)) % 16;
  return `${hex.slice(0, at)}${digit.toString(16)}${hex.slice(at + 1)}`;
}
