/** A packet of an example case, with synthetic people around it: what the specs and the sample script render. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, StandardFonts, degrees, rgb } from '@cantoo/pdf-lib';
import { toDay } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import type { Target } from '../../machines/kernel/anatomy';
import { chartOf } from '../../machines/evidence/chart';
import type { Fact, EpiduralApproach, Guidance } from '../../machines/evidence/fact';
import { assess } from '../../machines/criteria/assess';
import type { Assessment, Coverage, Policy, Step } from '../../machines/criteria/types';
import { selectPolicy } from '../../machines/policies/select';
import { pathwayOf } from '../../src/policies';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { EMPTY_DIRECTORY } from '../../machines/directory';
import type { PacketDocument, PacketInput } from '../../machines/packet';
import type { DocumentBytes } from '../../src/packets/render/sources';

interface Case {
  readonly id: string;
  readonly patient: { readonly birthDate: string };
  readonly coverage: Coverage;
  readonly facts: readonly Fact[];
  readonly question: { readonly step: Step; readonly dateOfService: string; readonly asOf?: string; readonly region?: never;
    readonly targets?: readonly Target[]; readonly technique?: string; readonly guidance?: Guidance; readonly setting?: string; readonly approach?: EpiduralApproach; readonly contrast?: boolean };
}

export function exampleCase(name: string): Case {
  return caseIn('examples', name);
}

export function caseIn(table: string, name: string): Case {
  return JSON.parse(readFileSync(join(__dirname, '../cases', table, `${name}.json`), 'utf8')) as Case;
}

/** An epidural after a first one that helped. */
export const EPIDURAL_CASE = caseIn('epidural-medicare', 'epidural-repeat-50');

/** Facts get their ids here, as the log would give them: an id is kept when the order of the facts changes. */
export function withIds(facts: readonly Fact[]): readonly Fact[] {
  return facts.map((fact, index) => ({ id: `fact-${String(index + 1).padStart(2, '0')}`, ...fact }));
}

export function assessCase(one: Pick<Case, 'coverage' | 'question' | 'facts'>): { readonly policy: Policy; readonly assessment: Assessment } {
  const { question } = one;
  const pathway = pathwayOf(question.step);
  const policy = selectPolicy(SHIPPED_POLICIES, one.coverage, pathway, question.dateOfService, question.step);
  if (isRejection(policy)) throw new Error(policy.message);
  const assessment = assess(policy, {
    step: question.step,
    dateOfService: toDay(question.dateOfService),
    asOf: toDay(question.asOf ?? question.dateOfService),
    region: question.region,
    targets: question.targets ?? [],
    technique: question.technique,
    guidance: question.guidance,
    setting: question.setting,
    approach: question.approach,
    contrast: question.contrast,
  }, chartOf(one.facts));
  return { policy, assessment };
}

export function packetInputOf(one: Case, changes: Partial<PacketInput> = {}, authorization: Partial<PacketInput['authorization']> = {}): PacketInput {
  const facts = withIds(one.facts);
  const { policy, assessment } = assessCase({ ...one, facts });
  const { question } = one;
  return {
    packetId: `packet-${one.id}`,
    practice: { id: 'practice-1', name: 'Riverbend Pain Clinic (synthetic)' },
    patientVersion: facts.length + 2,
    asOf: assessment.asOf,
    patient: {
      name: { family: 'Testperson', given: 'Rosalind Q.' },
      birthDate: one.patient.birthDate,
      identifiers: [{ kind: 'mrn', value: 'MRN-004417' }],
      coverages: [{ ...one.coverage, order: 1, memberId: '1EG4-TE5-MK72', from: '2024-01-01' }],
    },
    chart: chartOf(facts),
    authorization: {
      id: `authorization-${one.id}`, step: question.step, targets: question.targets ?? [], policy, dateOfService: question.dateOfService,
      region: question.region, technique: question.technique, guidance: question.guidance, setting: question.setting, approach: question.approach, ...authorization,
    },
    directory: EMPTY_DIRECTORY,
    policy,
    assessment,
    documents: [],
    ...changes,
  };
}

/** A packet with a two-page PDF that facts cite page by page, a PNG and a JPEG. */
export async function packetWithDocuments(name: string): Promise<{ readonly input: PacketInput; readonly documents: readonly DocumentBytes[] }> {
  const one = exampleCase(name);
  const facts = one.facts.map((fact): Fact => fact.type === 'imaging' ? { ...fact, documentId: 'scan' } : fact.type === 'block' || fact.type === 'scs-trial' ? { ...fact, documentId: 'notes', page: 2 } : fact);
  const documents = [
    { id: 'notes', mediaType: 'application/pdf', bytes: await notesPdf() },
    { id: 'scan', mediaType: 'image/png', bytes: pngOf(60, 40) },
    { id: 'photo', mediaType: 'image/jpeg', bytes: Buffer.from(JPEG, 'base64') },
  ];
  const titles: Readonly<Record<string, string>> = { notes: 'Procedure notes', scan: 'MRI report, scanned', photo: 'Photograph' };
  const listed = documents.map(({ id, mediaType, bytes }): PacketDocument => ({
    id, mediaType, title: titles[id] ?? id, pages: id === 'notes' ? 2 : 1, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'),
  }));
  return { documents, input: packetInputOf({ ...one, facts }, { documents: listed }) };
}

/** Two pages, the second lying on its side as scanners leave them. */
export async function notesPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const [index, size] of ([[595, 842], [842, 595]] as const).entries()) {
    const page = pdf.addPage([...size]);
    page.drawRectangle({ x: 20, y: 20, width: size[0] - 40, height: size[1] - 40, color: rgb(1, 1, 1), borderColor: rgb(0, 0, 0), borderWidth: 2 });
    page.drawText(`PROCEDURE NOTE ${index + 1}`, { x: 60, y: size[1] - 80, size: 24, font });
  }
  pdf.getPage(1).setRotation(degrees(90));
  return pdf.save({ addDefaultPage: false });
}

/** A grey gradient, 8 bits with alpha. */
export function pngOf(width: number, height: number): Uint8Array {
  const rows = Buffer.alloc(height * (width * 4 + 1));
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows.fill(Math.floor((255 * x) / width), y * (width * 4 + 1) + 1 + x * 4, y * (width * 4 + 1) + 4 + x * 4).fill(255, y * (width * 4 + 1) + 4 + x * 4, y * (width * 4 + 1) + 5 + x * 4);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), pngChunk('IHDR', head), pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND', Buffer.alloc(0))]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const JPEG = '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAAIABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AIP/2Q==';
