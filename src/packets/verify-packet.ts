/** Is a signed packet what was signed: every digest of its manifest against what the log and the stored documents give today. Plain. */
import type { PacketManifest } from '../../machines/authorization';
import type { PacketModel } from '../../machines/packet';
import { modelDigest, sha256 } from './manifest';
import { renderPacketPdf } from './render/packet-pdf.renderer';

export interface Check {
  readonly name: 'record' | 'documents' | 'pdf' | 'file';
  readonly isSame: boolean;
  readonly told: string;
}

type Stored = (sha256: string) => Promise<{ readonly bytes: Uint8Array } | undefined>;

export async function verifyPacket(model: PacketModel, manifest: PacketManifest, stored: Stored, file: Uint8Array | undefined): Promise<readonly Check[]> {
  const contents = await Promise.all(model.documents.map(async ({ id, sha256: original, mediaType, printed }) => {
    const named = printed?.sha256 ?? original;
    return { id, mediaType: printed?.mediaType ?? mediaType, named, bytes: (await stored(named))?.bytes };
  }));
  const unaltered = contents.flatMap(({ id, mediaType, named, bytes }) => (bytes !== undefined && sha256(bytes) === named ? [{ id, mediaType, bytes }] : []));
  const isListed = JSON.stringify(model.documents.map(({ id, sha256: named }) => [id, named])) === JSON.stringify(manifest.documents.map(({ id, sha256: named }) => [id, named]));
  const rebuilt = sha256(await renderPacketPdf(model, unaltered));
  const digest = modelDigest(model);
  return [
    { name: 'record', isSame: digest === manifest.modelSha256, told: digest === manifest.modelSha256 ? 'rebuilt from the log, says what was signed' : 'rebuilt from the log, says something else: another version of the program, or a changed log' },
    { name: 'documents', isSame: isListed && unaltered.length === contents.length, told: `${unaltered.length} of ${manifest.documents.length} as they were signed` },
    { name: 'pdf', isSame: rebuilt === manifest.pdf.sha256, told: `${manifest.pdf.pages} pages, SHA-256 ${rebuilt === manifest.pdf.sha256 ? rebuilt : `${rebuilt} and not ${manifest.pdf.sha256}`}` },
    ...(file === undefined ? [] : [{ name: 'file' as const, isSame: sha256(file) === manifest.pdf.sha256, told: sha256(file) === manifest.pdf.sha256 ? 'the packet that was signed' : 'not the packet that was signed' }]),
  ];
}
