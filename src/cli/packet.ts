/**
 * `npm run -s packet -- verify PATIENT PACKET [FILE] [--practice ID]`: is a signed packet what was signed? Rebuilds it from the log,
 * compares every digest of its manifest, and a file with what was signed. Exit 0 the same, 1 it is not, 2 misused.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isRejection } from '../../machines/kernel/rejection';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { announcePackets, LoadPacket, verifyPacket } from '../packets';
import { patientProjector } from '../patients';
import { Audited } from '../platform/audit/audited';
import { systemClock } from '../platform/clock/clock';
import { readConfig } from '../platform/config/config';
import { openStore } from '../platform/database/open-store';
import type { Store } from '../platform/database/store';
import { PatientLog } from '../platform/patient-log/patient-log';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { practiceOf } from './practice-of';

const USAGE = 'usage: npm run -s packet -- verify PATIENT PACKET [FILE] [--practice ID]';

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { practice: { type: 'string' } } });
  const [verb, patientId, packetId, file] = positionals;
  if (verb !== 'verify' || patientId === undefined || packetId === undefined || positionals.length > 4) return fail(USAGE, 2);
  const supplied = file === undefined ? undefined : readFileSync(file);
  const store = await openStore(readConfig().store);
  try {
    const practice = await practiceOf(store, values.practice);
    if (typeof practice === 'string') return fail(practice, 2);
    const { log, packets } = partsOf(store);
    await store.audit(practice.id, { actorId: 'command-line', role: 'admin', action: 'verify-packet', resource: `patient/${patientId}/packet/${packetId}`, outcome: 'allowed', requestId: 'packet' });
    const found = await packets.execute(practice.id, await log.loadQuietly({ practice: practice.id }, patientId), packetId);
    if (isRejection(found)) return fail(found.message, 1);
    if (found.signature === null) return fail(`The packet ${packetId} is ${found.state === 'draft' ? 'a draft' : 'issued'} and not signed: only what is signed can be verified.`, 1);
    const { by, on } = found.signature;
    process.stdout.write(`packet ${packetId}, signed by ${by} on ${on}, from version ${found.model.patientVersion} of the record\n`);
    const checks = await verifyPacket(found.model, found.signature.manifest, (sha256) => store.reads.document(practice.id, sha256), supplied);
    for (const { name, isSame, told } of checks) process.stdout.write(`${isSame ? 'same   ' : 'DIFFERS'}  ${name.padEnd(10)} ${told}\n`);
    return checks.every(({ isSame }) => isSame) ? 0 : 1;
  } finally {
    await store.close();
  }
}

function partsOf(store: Store): { readonly log: PatientLog; readonly packets: LoadPacket } {
  const practiceLog = new PracticeLog(store.streams, SHIPPED_POLICIES);
  const log = new PatientLog({ store, streams: store.streams, audited: new Audited(store), clock: systemClock, practiceLog, projector: patientProjector, announce: announcePackets });
  return { log, packets: new LoadPacket(log, store.practices, practiceLog) };
}

function fail(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
