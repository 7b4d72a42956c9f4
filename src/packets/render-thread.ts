/** The worker thread's side of `render-worker.ts`: one packet in, its bytes, a refusal, or what went wrong out. */
import { parentPort } from 'node:worker_threads';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { PacketModel } from '../../machines/packet';
import { renderPacketFhir } from './render/packet-fhir.renderer';
import { renderPacketPdf } from './render/packet-pdf.renderer';
import type { DocumentBytes } from './render/sources';

export interface RenderJob {
  readonly job: number;
  readonly model: PacketModel;
  readonly documents: readonly DocumentBytes[];
  /** As a FHIR request with this PDF inside; left out: as PDF. */
  readonly request?: { readonly issuedAt: string; readonly pdf: Uint8Array };
}

export type RenderAnswer =
  | { readonly job: number; readonly bytes: Uint8Array }
  | { readonly job: number; readonly refused: Rejection }
  | { readonly job: number; readonly failed: string };

async function render({ model, documents, request }: RenderJob): Promise<Uint8Array | Rejection> {
  if (request === undefined) return renderPacketPdf(model, documents);
  const bundle = renderPacketFhir(model, { ...request, documents });
  return isRejection(bundle) ? bundle : Buffer.from(JSON.stringify(bundle));
}

parentPort?.on('message', (asked: RenderJob) => {
  const { job } = asked;
  render(asked).then(
    (made) => parentPort?.postMessage((isRejection(made) ? { job, refused: made } : { job, bytes: made }) satisfies RenderAnswer),
    (error: unknown) => parentPort?.postMessage({ job, failed: error instanceof Error ? error.stack ?? error.message : String(error) } satisfies RenderAnswer),
  );
});
