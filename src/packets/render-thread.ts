/** The worker thread's side of `render-worker.ts`: one rendering in, its bytes, a refusal, or what went wrong out. */
import { parentPort } from 'node:worker_threads';
import type { AppealLetter, PeerToPeerCard } from '../../machines/denials';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { PacketModel } from '../../machines/packet';
import { renderAppealLetter } from './render/appeal-letter.renderer';
import { renderPacketFhir } from './render/packet-fhir.renderer';
import { renderPacket } from './render/packet-pdf.renderer';
import type { PatientCopy } from './render/patient-copy';
import { renderPatientCopy } from './render/patient-copy.renderer';
import { renderPeerToPeerCard } from './render/peer-to-peer-card.renderer';
import type { DocumentBytes } from './render/sources';

export type Rendering =
  | { readonly kind: 'packet'; readonly model: PacketModel; readonly documents: readonly DocumentBytes[] }
  /** As a FHIR request with this PDF inside. */
  | { readonly kind: 'request'; readonly model: PacketModel; readonly documents: readonly DocumentBytes[]; readonly issuedAt: string; readonly pdf: Uint8Array }
  | { readonly kind: 'peer-to-peer-card'; readonly card: PeerToPeerCard }
  | { readonly kind: 'appeal-letter'; readonly letter: AppealLetter }
  | { readonly kind: 'patient-copy'; readonly patientId: string; readonly copy: PatientCopy; readonly documents: readonly DocumentBytes[] };

export interface RenderJob {
  readonly job: number;
  readonly rendering: Rendering;
}

export interface Rendered {
  readonly bytes: Uint8Array;
  /** Of a packet as PDF, where things are: names of marks to pages from 1. */
  readonly pages?: ReadonlyMap<string, number>;
}

export type RenderAnswer =
  | { readonly job: number } & Rendered
  | { readonly job: number; readonly refused: Rejection }
  | { readonly job: number; readonly failed: string };

async function render(rendering: Rendering): Promise<Rendered | Rejection> {
  switch (rendering.kind) {
    case 'packet': {
      const { pdf, pages } = await renderPacket(rendering.model, rendering.documents);
      return { bytes: pdf, pages };
    }
    case 'request': {
      const { issuedAt, pdf, documents } = rendering;
      const bundle = renderPacketFhir(rendering.model, { issuedAt, pdf, documents });
      return isRejection(bundle) ? bundle : { bytes: Buffer.from(JSON.stringify(bundle)) };
    }
    case 'peer-to-peer-card': return { bytes: await renderPeerToPeerCard(rendering.card) };
    case 'appeal-letter': return { bytes: await renderAppealLetter(rendering.letter) };
    case 'patient-copy': return { bytes: await renderPatientCopy(rendering.copy, rendering.documents) };
  }
}

parentPort?.on('message', ({ job, rendering }: RenderJob) => {
  render(rendering).then(
    (made) => parentPort?.postMessage((isRejection(made) ? { job, refused: made } : { job, ...made }) satisfies RenderAnswer),
    (error: unknown) => parentPort?.postMessage({ job, failed: error instanceof Error ? error.stack ?? error.message : String(error) } satisfies RenderAnswer),
  );
});
