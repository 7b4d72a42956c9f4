/**
 * Rendering off the request thread, which may do nothing longer than 20 ms. One worker, started by the first packet and
 * kept; packets wait in line for it. A packet that kills it or takes too long is rejected, and the next one gets a new worker.
 */
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { PacketModel } from '../../machines/packet';
import { startWorker } from '../platform/workers/start-worker';
import type { FhirParts } from './render/packet-fhir.renderer';
import type { RenderAnswer, Rendered, Rendering, RenderJob } from './render-thread';
import type { DocumentBytes } from './render/sources';

const TIMEOUT_MS = 60_000;
const MEMORY_MAX_MB = 768;

let worker: Worker | undefined;
let lastJob = 0;
let line: Promise<unknown> = Promise.resolve();

/** The same bytes as `renderPacketPdf`. */
export async function renderPacketPdfInWorker(model: PacketModel, documents: readonly DocumentBytes[]): Promise<Uint8Array> {
  return (await renderInWorker({ kind: 'packet', model, documents })).bytes;
}

/** What `renderPacketFhir` makes, as JSON in UTF-8, or its refusal. */
export async function renderPacketFhirInWorker(model: PacketModel, parts: FhirParts): Promise<Uint8Array | Rejection> {
  const made = await inTurn({ kind: 'request', model, ...parts });
  return isRejection(made) ? made : made.bytes;
}

/** The same bytes as the renderer of its kind; these refuse nothing. */
export async function renderInWorker(rendering: Exclude<Rendering, { kind: 'request' }>): Promise<Rendered> {
  const made = await inTurn(rendering);
  if (isRejection(made)) throw new Error(`${nameOf(rendering)} was refused: ${made.code}`);
  return made;
}

function inTurn(rendering: Rendering): Promise<Rendered | Rejection> {
  const turn = line.then(() => render({ job: ++lastJob, rendering }));
  line = turn.catch(() => undefined);
  return turn;
}

function nameOf(rendering: Rendering): string {
  switch (rendering.kind) {
    case 'packet':
    case 'request': return `packet ${rendering.model.packetId}`;
    case 'peer-to-peer-card': return `peer-to-peer card of ${rendering.card.authorizationId}`;
    case 'appeal-letter': return `appeal letter of ${rendering.letter.authorizationId}`;
    case 'patient-copy': return `copy of the record of ${rendering.patientId}`;
  }
}

function render(job: RenderJob): Promise<Rendered | Rejection> {
  const thread = (worker ??= start());
  thread.ref();
  return new Promise<Rendered | Rejection>((resolve, reject) => {
    const timer = setTimeout(() => fail(new Error(`${nameOf(job.rendering)} took longer than ${TIMEOUT_MS} ms to render`)), TIMEOUT_MS);
    const settle = (): void => {
      clearTimeout(timer);
      thread.off('message', answered).off('error', fail).off('exit', exited);
      thread.unref();
    };
    const answered = (answer: RenderAnswer): void => {
      settle();
      if ('bytes' in answer) resolve(answer);
      else if ('refused' in answer) resolve(answer.refused);
      else reject(new Error(`${nameOf(job.rendering)} could not be rendered: ${answer.failed}`));
    };
    const fail = (error: Error): void => {
      settle();
      worker = undefined;
      void thread.terminate();
      reject(error);
    };
    const exited = (code: number): void => fail(new Error(`the rendering thread ended with code ${code}`));
    thread.on('message', answered).on('error', fail).on('exit', exited);
    thread.postMessage(job);
  });
}

function start(): Worker {
  const thread = startWorker(join(__dirname, 'render-thread'), { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB } });
  thread.once('exit', () => { if (worker === thread) worker = undefined; });
  return thread;
}
