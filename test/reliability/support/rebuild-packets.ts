/**
 * A process that rebuilds signed packets from a database's log: `rebuild-packets.ts FILE`, where FILE holds databases and packets as JSON.
 * A line for each: what it is named by, and the digests of what was rebuilt beside those that were signed.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isRejection } from '../../../machines/kernel/rejection';
import { SHIPPED_POLICIES } from '../../../machines/policies/shipped';
import { announcePackets, LoadPacket } from '../../../src/packets';
import { controlNumberOf } from '../../../src/packets/control-number';
import { manifestOf } from '../../../src/packets/manifest';
import { renderPacketFhir } from '../../../src/packets/render/packet-fhir.renderer';
import { renderPacketPdf } from '../../../src/packets/render/packet-pdf.renderer';
import { renderPacketX12 } from '../../../src/packets/render/packet-x12.renderer';
import { patientProjector } from '../../../src/patients';
import { Audited } from '../../../src/platform/audit/audited';
import { systemClock } from '../../../src/platform/clock/clock';
import { openStore } from '../../../src/platform/database/open-store';
import { canonicalJson } from '../../../src/platform/json/canonical-json';
import { PatientLog } from '../../../src/platform/patient-log/patient-log';
import { PracticeLog } from '../../../src/platform/practice-log/practice-log';
import type { DatabaseLocation } from '../../support/engines';
import { configOf } from '../../support/commits';
import { PACKET_PRACTICE, type SignedPacket } from './packet-practice';

export interface RebuildOrder {
  readonly locations: readonly DatabaseLocation[];
  readonly packets: readonly SignedPacket[];
}

const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

async function rebuild({ locations, packets }: RebuildOrder): Promise<void> {
  for (const location of locations) {
    const store = await openStore(configOf(location));
    const practiceLog = new PracticeLog(store.streams, SHIPPED_POLICIES);
    const log = new PatientLog({ store, streams: store.streams, audited: new Audited(store), clock: systemClock, practiceLog, projector: patientProjector, announce: announcePackets });
    const load = new LoadPacket(log, store.practices, practiceLog);
    for (const { patientId, packetId } of packets) {
      const found = await load.execute(PACKET_PRACTICE, await log.loadQuietly({ practice: PACKET_PRACTICE }, patientId), packetId);
      if (isRejection(found)) throw new Error(`${packetId}: ${found.message}`);
      const { model, builtAt } = found;
      const documents = await Promise.all(model.documents.map(async ({ id, sha256, mediaType, printed }) => ({ id, mediaType: printed?.mediaType ?? mediaType, bytes: (await store.reads.document(PACKET_PRACTICE, printed?.sha256 ?? sha256))?.bytes ?? new Uint8Array() })));
      const pdf = await renderPacketPdf(model, documents);
      const request = renderPacketFhir(model, { issuedAt: builtAt, pdf, documents });
      const x12 = renderPacketX12(model, { controlNumber: controlNumberOf(packetId), issuedAt: builtAt, usage: 'T' });
      const line = {
        engine: location.engine, packetId, hour: new Date(builtAt).getHours(), signed: digest(canonicalJson(found.signature?.manifest ?? null)), rebuilt: digest(canonicalJson(await manifestOf(model, pdf))), pdf: digest(pdf),
        fhir: isRejection(request) ? request.code : digest(canonicalJson(request)), x12: isRejection(x12) ? x12.code : digest(x12),
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
    await store.close();
  }
}

rebuild(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as RebuildOrder).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
