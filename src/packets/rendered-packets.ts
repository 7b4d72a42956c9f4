/** Rendered packets, in memory and bounded: the same model gives the same bytes, so rendering it once is enough. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { PacketManifest } from '../../machines/authorization';
import type { PacketModel } from '../../machines/packet';
import { Reads } from '../platform/database/reads';
import { sha256 } from './manifest';
import { pagesOf } from './render/finding-pages';
import { PageMap } from './render/page-map';
import { renderInWorker, renderPacketFhirInWorker } from './render-worker';
import type { DocumentBytes } from './render/sources';

const KEPT_MAX = 32;

interface Kept {
  readonly pdf: Buffer;
  readonly pages: PageMap;
}

@Injectable()
export class RenderedPackets {
  private readonly kept = new Map<string, Promise<Kept>>();

  constructor(private readonly reads: Reads) {}

  /** What was signed, as it was. */
  async pdf(model: PacketModel, signed?: PacketManifest): Promise<Buffer> {
    return (signed && (await this.reads.document(model.practice.id, signed.pdf.sha256))?.bytes) ?? (await this.remembered(model)).pdf;
  }

  /** Where the packet holds a fact, as it is printed: `page 4, document page 9`. */
  async pageOf(model: PacketModel): Promise<(factId: string) => string | undefined> {
    const { pages } = await this.remembered(model);
    return (factId) => {
      const evidence = model.evidence.find((one) => one.factId === factId);
      return evidence && pagesOf(evidence, pages);
    };
  }

  /** Page numbers of its PDF by mark (`render/page-map.ts`). `isExact`: what was signed is laid out so; another version of the program may have had other breaks. */
  async pageMap(model: PacketModel, signed?: PacketManifest): Promise<{ readonly pages: PageMap; readonly isExact: boolean }> {
    const { pdf, pages } = await this.remembered(model);
    return { pages, isExact: signed === undefined || sha256(pdf) === signed.pdf.sha256 };
  }

  private remembered(model: PacketModel): Promise<Kept> {
    // Of the whole model: a draft follows the practice's directory, too, whose changes are not the patient's.
    const key = createHash('sha256').update(JSON.stringify(model)).digest('hex');
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept;
    const rendering = this.renderWhole(model);
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
    return (await this.renderWhole(model)).pdf;
  }

  private async renderWhole(model: PacketModel): Promise<Kept> {
    const { bytes, pages = new Map<string, number>() } = await renderInWorker({ kind: 'packet', model, documents: await this.contentsOf(model) });
    return { pdf: Buffer.from(bytes), pages: new PageMap(pages, pages.size) };
  }

  private async contentsOf(model: PacketModel): Promise<readonly DocumentBytes[]> {
    const contents = await Promise.all(model.documents.map(async ({ id, sha256, mediaType, printed }) => {
      const stored = await this.reads.document(model.practice.id, printed?.sha256 ?? sha256);
      return stored === undefined ? [] : [{ id, mediaType: printed?.mediaType ?? mediaType, bytes: stored.bytes }];
    }));
    return contents.flat();
  }
}
