/**
 * Rendering off the request thread, which may do nothing longer than 20 ms. One worker, started by the first packet and
 * kept; packets wait in line for it. A packet that kills it or takes too long is rejected, and the next one gets a new worker.
 */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { PacketModel } from '../../machines/packet';
import type { FhirParts } from './render/packet-fhir.renderer';
import type { RenderAnswer, RenderJob } from './render-thread';
import type { DocumentBytes } from './render/sources';

const TIMEOUT_MS = 60_000;
const MEMORY_MAX_MB = 768;
/** Run from the sources (tests, benches), the thread compiles what it loads. */
const COMPILER = __filename.endsWith('.ts') ? ['-r', join(__dirname, '../../scripts/typescript.cjs')] : [];

let worker: Worker | undefined;
let lastJob = 0;
let line: Promise<unknown> = Promise.resolve();

/** The same bytes as `renderPacketPdf`. */
export async function renderPacketPdfInWorker(model: PacketModel, documents: readonly DocumentBytes[]): Promise<Uint8Array> {
  const made = await inTurn({ model, documents });
  if (isRejection(made)) throw new Error(`packet ${model.packetId} was refused as PDF: ${made.code}`);
  return made;
}

/** What `renderPacketFhir` makes, as JSON in UTF-8, or its refusal. */
export function renderPacketFhirInWorker(model: PacketModel, { documents, ...request }: FhirParts): Promise<Uint8Array | Rejection> {
  return inTurn({ model, documents, request });
}

function inTurn(asked: Omit<RenderJob, 'job'>): Promise<Uint8Array | Rejection> {
  const turn = line.then(() => render({ job: ++lastJob, ...asked }));
  line = turn.catch(() => undefined);
  return turn;
}

function render(job: RenderJob): Promise<Uint8Array | Rejection> {
  const thread = (worker ??= start());
  thread.ref();
  return new Promise<Uint8Array | Rejection>((resolve, reject) => {
    const timer = setTimeout(() => fail(new Error(`packet ${job.model.packetId} took longer than ${TIMEOUT_MS} ms to render`)), TIMEOUT_MS);
    const settle = (): void => {
      clearTimeout(timer);
      thread.off('message', answered).off('error', fail).off('exit', exited);
      thread.unref();
    };
    const answered = (answer: RenderAnswer): void => {
      settle();
      if ('bytes' in answer) resolve(answer.bytes);
      else if ('refused' in answer) resolve(answer.refused);
      else reject(new Error(`packet ${job.model.packetId} could not be rendered: ${answer.failed}`));
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
  const thread = new Worker(join(__dirname, `render-thread${extname(__filename)}`), { execArgv: COMPILER, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB } });
  thread.once('exit', () => { if (worker === thread) worker = undefined; });
  return thread;
}
