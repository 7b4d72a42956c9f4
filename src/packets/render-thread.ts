/** The worker thread's side of `render-worker.ts`: one rendering in, its bytes or what went wrong out. */
import { parentPort } from 'node:worker_threads';
import type { AppealLetter, PeerToPeerCard } from '../../machines/denials';
import type { PacketModel } from '../../machines/packet';
import { renderAppealLetter } from './render/appeal-letter.renderer';
import { renderPacket } from './render/packet-pdf.renderer';
import { renderPeerToPeerCard } from './render/peer-to-peer-card.renderer';
import type { DocumentBytes } from './render/sources';

export type Rendering =
  | { readonly kind: 'packet'; readonly model: PacketModel; readonly documents: readonly DocumentBytes[] }
  | { readonly kind: 'peer-to-peer-card'; readonly card: PeerToPeerCard }
  | { readonly kind: 'appeal-letter'; readonly letter: AppealLetter };

export interface RenderJob {
  readonly job: number;
  readonly rendering: Rendering;
}

/** `pages`: of a packet, where things are. */
export interface Rendered {
  readonly pdf: Uint8Array;
  readonly pages: ReadonlyMap<string, number>;
}

export type RenderAnswer =
  | { readonly job: number } & Rendered
  | { readonly job: number; readonly failed: string };

async function rendered(rendering: Rendering): Promise<Rendered> {
  switch (rendering.kind) {
    case 'packet': return renderPacket(rendering.model, rendering.documents);
    case 'peer-to-peer-card': return { pdf: await renderPeerToPeerCard(rendering.card), pages: new Map() };
    case 'appeal-letter': return { pdf: await renderAppealLetter(rendering.letter), pages: new Map() };
  }
}

parentPort?.on('message', ({ job, rendering }: RenderJob) => {
  rendered(rendering).then(
    (done) => parentPort?.postMessage({ job, pdf: done.pdf, pages: done.pages } satisfies RenderAnswer),
    (error: unknown) => parentPort?.postMessage({ job, failed: error instanceof Error ? error.stack ?? error.message : String(error) } satisfies RenderAnswer),
  );
});
