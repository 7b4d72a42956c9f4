/** Rendered packets, in memory and bounded: the same version gives the same bytes, so rendering it once is enough. */
import { Injectable } from '@nestjs/common';
import type { PacketModel } from '../../machines/packet';
import { Reads } from '../platform/database/reads';
import { pagesOf } from './render/finding-pages';
import { PageMap } from './render/page-map';
import { renderInWorker } from './render-worker';

const KEPT_MAX = 32;

interface Kept {
  readonly pdf: Buffer;
  readonly pages: PageMap;
}

@Injectable()
export class RenderedPackets {
  private readonly kept = new Map<string, Promise<Kept>>();

  constructor(private readonly reads: Reads) {}

  async pdf(model: PacketModel): Promise<Buffer> {
    return (await this.rendered(model)).pdf;
  }

  /** Where the packet holds a fact, as it is printed: `page 4, document page 9`. */
  async pageOf(model: PacketModel): Promise<(factId: string) => string | undefined> {
    const { pages } = await this.rendered(model);
    return (factId) => {
      const evidence = model.evidence.find((one) => one.factId === factId);
      return evidence && pagesOf(evidence, pages);
    };
  }

  private rendered(model: PacketModel): Promise<Kept> {
    const key = `${model.practice.id}/${model.packetId}@${model.patientVersion}`;
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept;
    const rendering = this.render(model);
    if (this.kept.size >= KEPT_MAX) this.kept.delete(this.kept.keys().next().value ?? '');
    this.kept.set(key, rendering);
    rendering.catch(() => this.kept.delete(key));
    return rendering;
  }

  private async render(model: PacketModel): Promise<Kept> {
    const contents = await Promise.all(model.documents.map(async ({ id, sha256, mediaType }) => {
      const stored = await this.reads.document(model.practice.id, sha256);
      return stored === undefined ? [] : [{ id, mediaType, bytes: stored.bytes }];
    }));
    const { pdf, pages } = await renderInWorker({ kind: 'packet', model, documents: contents.flat() });
    return { pdf: Buffer.from(pdf), pages: new PageMap(pages, pages.size) };
  }
}
