/** Rendered packets, in memory and bounded: the same version gives the same bytes, so rendering it once is enough. */
import { Injectable } from '@nestjs/common';
import type { PacketModel } from '../../machines/packet';
import { Reads } from '../platform/database/reads';
import { renderPacketPdfInWorker } from './render-worker';

const KEPT_MAX = 32;

@Injectable()
export class RenderedPackets {
  private readonly kept = new Map<string, Promise<Buffer>>();

  constructor(private readonly reads: Reads) {}

  pdf(model: PacketModel): Promise<Buffer> {
    const key = `${model.practice.id}/${model.packetId}@${model.patientVersion}${model.review === undefined ? '' : ' reviewed'}${model.signature === undefined ? '' : ' signed'}`;
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept;
    const rendering = this.render(model);
    if (this.kept.size >= KEPT_MAX) this.kept.delete(this.kept.keys().next().value ?? '');
    this.kept.set(key, rendering);
    rendering.catch(() => this.kept.delete(key));
    return rendering;
  }

  /** What was signed, as it was; undefined where its bytes are not stored. */
  async signed(model: PacketModel, sha256: string): Promise<Buffer | undefined> {
    return (await this.reads.document(model.practice.id, sha256))?.bytes;
  }

  async render(model: PacketModel): Promise<Buffer> {
    const contents = await Promise.all(model.documents.map(async ({ id, sha256, mediaType }) => {
      const stored = await this.reads.document(model.practice.id, sha256);
      return stored === undefined ? [] : [{ id, mediaType, bytes: stored.bytes }];
    }));
    return Buffer.from(await renderPacketPdfInWorker(model, contents.flat()));
  }
}
