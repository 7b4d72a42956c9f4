/** The worker thread's side of `render-worker.ts`: one packet in, its bytes or what went wrong out. */
import { parentPort } from 'node:worker_threads';
import type { PacketModel } from '../../machines/packet';
import { renderPacketPdf } from './render/packet-pdf.renderer';
import type { DocumentBytes } from './render/sources';

export interface RenderJob {
  readonly job: number;
  readonly model: PacketModel;
  readonly documents: readonly DocumentBytes[];
}

export type RenderAnswer =
  | { readonly job: number; readonly pdf: Uint8Array }
  | { readonly job: number; readonly failed: string };

parentPort?.on('message', ({ job, model, documents }: RenderJob) => {
  renderPacketPdf(model, documents).then(
    (pdf) => parentPort?.postMessage({ job, pdf } satisfies RenderAnswer),
    (error: unknown) => parentPort?.postMessage({ job, failed: error instanceof Error ? error.stack ?? error.message : String(error) } satisfies RenderAnswer),
  );
});
