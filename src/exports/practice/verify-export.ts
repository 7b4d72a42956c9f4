/** Is an export what was written, and every chain in it what was recorded? Reads every byte of every file; nothing is held whole. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PatientEvent } from '../../../machines/patient';
import { AuditChain, type ChainedAudit } from '../../platform/event-store/audit-chain';
import { ChainReader, storedBytes, type EventLine } from './event-line';
import type { AuditLine } from './export-practice';
import { readHashed } from './hashed-files';
import { BrokenExport, DOCUMENTS_FOLDER, FILE_KINDS, FILES, FORMAT, FORMAT_VERSION, MANIFEST, MANIFEST_DIGEST, type DocumentLine, type FileKind, type HeadLine, type ListedFile, type Manifest } from './practice-files';

const DIGEST = /^[0-9a-f]{64}$/;

/** The manifest of an export that is whole. Throws `BrokenExport`, which names the first file that is not. */
export async function verifyExport(folder: string, onProgress: (told: { readonly events: number; readonly documents: number }) => void = () => undefined): Promise<Manifest> {
  const manifest = readManifest(folder);
  refuseStrangers(folder);
  let events = 0;
  const documents = await verifyDocuments(folder, manifest, (count) => onProgress({ events, documents: count }));
  const heads = readHashed<HeadLine>(folder, fileOf(manifest, 'heads'));
  const counted = await verifyChains(folder, manifest, heads, (count) => onProgress({ events: (events = count), documents }));
  await verifyAudit(folder, manifest);
  for (const kind of ['idempotency', 'outbox', 'publicEvents', 'importRuns', 'held', 'breakGlass', 'sealingKeys', 'dataKeys', 'sealedDocuments', 'retention', 'holds', 'purges', 'actors'] as const) for await (const _ of readHashed(folder, fileOf(manifest, kind)));
  if (counted.events !== manifest.counts.events || counted.streams !== manifest.counts.streams) throw new BrokenExport(MANIFEST, 'it counts other events or streams than there are');
  return manifest;
}

/** Its own digest first: everything else is judged by it. */
export function readManifest(folder: string): Manifest {
  if (!existsSync(join(folder, MANIFEST)) || !existsSync(join(folder, MANIFEST_DIGEST))) throw new BrokenExport(MANIFEST, `it is missing, or ${MANIFEST_DIGEST} is: this is no export, or one that was not finished`);
  const json = readFileSync(join(folder, MANIFEST));
  if (readFileSync(join(folder, MANIFEST_DIGEST), 'latin1') !== `${createHash('sha256').update(json).digest('hex')}  ${MANIFEST}\n`) throw new BrokenExport(MANIFEST, `its digest is not the one in ${MANIFEST_DIGEST}`);
  const manifest = JSON.parse(json.toString('utf8')) as Manifest;
  if (manifest.format !== FORMAT || manifest.formatVersion !== FORMAT_VERSION) throw new BrokenExport(MANIFEST, `it is of another format (${String(manifest.format)} ${String(manifest.formatVersion)}): read it with the version of the program that wrote it`);
  if (FILE_KINDS.some((kind) => !manifest.files.some(({ name }) => name === FILES[kind])) || manifest.files.length !== FILE_KINDS.length) throw new BrokenExport(MANIFEST, 'it does not list the files of an export');
  return manifest;
}

export function fileOf({ files }: Manifest, kind: FileKind): ListedFile {
  const found = files.find(({ name }) => name === FILES[kind]);
  if (found === undefined) throw new BrokenExport(MANIFEST, `it does not list ${FILES[kind]}`);
  return found;
}

/** Each file that is listed is there and a file of its own; nothing else is. */
function refuseStrangers(folder: string): void {
  const expected = new Set<string>([...Object.values(FILES), MANIFEST, MANIFEST_DIGEST, DOCUMENTS_FOLDER]);
  for (const name of readdirSync(folder)) if (!expected.has(name)) throw new BrokenExport(name, 'it is no part of an export');
  for (const name of expected) {
    const path = join(folder, name);
    const found = existsSync(path) ? lstatSync(path) : undefined;
    if (found === undefined || !(name === DOCUMENTS_FOLDER ? found.isDirectory() : found.isFile())) throw new BrokenExport(name, 'it is missing');
  }
}

async function verifyDocuments(folder: string, manifest: Manifest, onDocument: (count: number) => void): Promise<number> {
  let [count, documentBytes, before] = [0, 0, ''];
  for await (const { sha256, bytes } of readHashed<DocumentLine>(folder, fileOf(manifest, 'documents'))) {
    if (!DIGEST.test(sha256) || sha256 <= before) throw new BrokenExport(FILES.documents, 'it lists something that is no document, or one twice');
    const path = join(folder, DOCUMENTS_FOLDER, sha256);
    if (!existsSync(path) || !lstatSync(path).isFile()) throw new BrokenExport(`${DOCUMENTS_FOLDER}/${sha256}`, 'it is missing');
    if (statSync(path).size !== bytes || (await digestOf(path)) !== sha256) throw new BrokenExport(`${DOCUMENTS_FOLDER}/${sha256}`, 'it is not what its name says');
    [before, count, documentBytes] = [sha256, count + 1, documentBytes + bytes];
    onDocument(count);
  }
  if (count !== manifest.counts.documents || documentBytes !== manifest.counts.documentBytes) throw new BrokenExport(MANIFEST, 'it counts other documents than there are');
  const held = readdirSync(join(folder, DOCUMENTS_FOLDER)).length;
  if (held !== count) throw new BrokenExport(DOCUMENTS_FOLDER, `it holds ${held} files, and ${count} are listed`);
  return count;
}

async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) digest.update(chunk);
  return digest.digest('hex');
}

async function verifyChains(folder: string, manifest: Manifest, heads: AsyncGenerator<HeadLine>, onEvents: (count: number) => void): Promise<{ readonly events: number; readonly streams: number }> {
  const patients = new ChainReader(manifest.practice.id);
  const own = new ChainReader(manifest.practice.id);
  for await (const line of readHashed<EventLine>(folder, fileOf(manifest, 'practiceLog'))) refuseWrong(own.next(line), FILES.practiceLog);
  const ownHead = own.head();
  if (own.streams > 1 || JSON.stringify(ownHead && { version: ownHead.version, hash: ownHead.hash }) !== JSON.stringify(manifest.practiceLogHead ?? undefined)) throw new BrokenExport(FILES.practiceLog, 'it does not end where the manifest says');
  const expected = nextHead(heads, ownHead?.stream);
  for await (const line of readHashed<EventLine>(folder, fileOf(manifest, 'patients'))) {
    const read = patients.next(line);
    refuseWrong(read, FILES.patients);
    if (read.ended !== undefined) await refuseOther(expected, read.ended);
    refuseMissingDocuments(folder, line);
    if (patients.events % 500 === 0) onEvents(own.events + patients.events);
  }
  const last = patients.head();
  if (last !== undefined) await refuseOther(expected, last);
  if (!(await expected.next()).done) throw new BrokenExport(FILES.heads, 'it names a log that is not there');
  onEvents(own.events + patients.events);
  return { events: own.events + patients.events, streams: own.streams + patients.streams };
}

async function verifyAudit(folder: string, manifest: Manifest): Promise<void> {
  const chain = new AuditChain(manifest.practice.id);
  for await (const line of readHashed<AuditLine>(folder, fileOf(manifest, 'audit'))) {
    const row = chainedAudit(line);
    if (row === undefined || !chain.next(row)) throw new BrokenExport(FILES.audit, `row ${line.feed} is not what was recorded, or one before it is missing`);
  }
}

/** Undefined: a part of it is not there. */
function chainedAudit({ feed, hash = null, ...line }: AuditLine): ChainedAudit | undefined {
  const { recordedAt, actorId, role, action, resource, outcome, requestId } = line;
  const isWhole = [recordedAt, actorId, role, action, resource, outcome, requestId, hash ?? ''].every((field) => typeof field === 'string');
  return isWhole ? { feed, recordedAt, actorId, role, action, resource, outcome: outcome as ChainedAudit['outcome'], requestId, hash: hash === null ? null : Buffer.from(hash, 'hex') } : undefined;
}

function refuseWrong({ wrong }: ReturnType<ChainReader['next']>, file: string): void {
  if (wrong !== undefined) throw new BrokenExport(file, wrong);
}

/** The ends of patients' logs, in order; the practice's own is in the manifest too. */
async function* nextHead(heads: AsyncGenerator<HeadLine>, own: string | undefined): AsyncGenerator<HeadLine> {
  for await (const head of heads) if (head.stream !== own) yield head;
}

async function refuseOther(expected: AsyncGenerator<HeadLine>, { stream, version, hash }: HeadLine): Promise<void> {
  const { value } = (await expected.next()) as { readonly value?: HeadLine };
  if (value?.stream !== stream || value.version !== version || value.hash !== hash) throw new BrokenExport(FILES.patients, `the log of ${stream} does not end where ${FILES.heads} says`);
}

/** What the log says was attached or signed came along. */
function refuseMissingDocuments(folder: string, line: EventLine): void {
  if (line.keyId !== null || (line.type !== 'DocumentAttached' && line.type !== 'PacketSigned')) return;
  const event = JSON.parse(storedBytes(line).toString('utf8')) as PatientEvent;
  const named = event.type === 'DocumentAttached' ? [event.sha256, event.rendition?.sha256] : event.type === 'PacketSigned' ? [event.manifest.pdf.sha256] : [];
  for (const sha256 of named) if (sha256 !== undefined && !existsSync(join(folder, DOCUMENTS_FOLDER, sha256))) throw new BrokenExport(`${DOCUMENTS_FOLDER}/${sha256}`, `it is missing: event ${line.version} of ${line.stream} names it`);
}
