/** Rendered packets, in memory and bounded: the same model gives the same bytes, so rendering it once is enough. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { PacketManifest } from '../../machines/authorization';
import type { PacketModel } from '../../machines/packet';
import { Reads } from '../platform/database/reads';
import { renderPacketFhirInWorker, renderPacketPdfInWorker } from './render-worker';
import type { DocumentBytes } from './render/sources';

const KEPT_MAX = 32;

@Injectable()
export class RenderedPackets {
  private readonly kept = new Map<string, Promise<Buffer>>();

  constructor(private readonly reads: Reads) {}

  /** What was signed, as it was. */
  async pdf(model: PacketModel, signed?: PacketManifest): Promise<Buffer> {
    return (signed && (await this.reads.document(model.practice.id, signed.pdf.sha256))?.bytes) ?? this.remembered(model);
  }

  private remembered(model: PacketModel): Promise<Buffer> {
    // Of the whole model: a draft follows the practice's directory, too, whose changes are not the patient's.
    const key = createHash('sha256').update(JSON.stringify(model)).digest('hex');
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept;
    const rendering = this.render(model);
    if (this.kept.size >= KEPT_MAX) this.kept.delete(this.kept.keys().next().value ?? '');
    this.kept.set(key, rendering);
    rendering.catch(() => this.kept.delete(key));
    return rendering;
  }

  /** A request of Da Vinci PAS, with the same PDF inside. `issuedAt`: of a draft, when the record last changed. */
  async fhir(model: PacketModel, issuedAt: string, signed: PacketManifest | undefined): Promise<Buffer | Rejection> {
    const [pdf, documents] = await Promise.all([this.pdf(model, signed), this.contentsOf(model)]);
    const made = await renderPacketFhirInWorker(model, { issuedAt, pdf, documents });
    return isRejection(made) ? made : Buffer.from(made.buffer, made.byteOffset, made.byteLength);
  }

  async render(model: PacketModel): Promise<Buffer> {
    return Buffer.from(await renderPacketPdfInWorker(model, await this.contentsOf(model)));
  }

  private async contentsOf(model: PacketModel): Promise<readonly DocumentBytes[]> {
    const contents = await Promise.all(model.documents.map(async ({ id, sha256, mediaType, printed }) => {
      const stored = await this.reads.document(model.practice.id, printed?.sha256 ?? sha256);
      return stored === undefined ? [] : [{ id, mediaType: printed?.mediaType ?? mediaType, bytes: stored.bytes }];
    }));
    return contents.flat();
  }
}
