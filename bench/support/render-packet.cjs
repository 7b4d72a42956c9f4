/**
 * `node render-packet.cjs FOLDER ROUNDS`: renders the packet of a folder on the worker thread of the built program, again and again, and prints
 * each time, the longest stop of this process's main thread, and the most memory it ever held. Plain JavaScript: nothing but the program is measured.
 */
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { renderPacketPdfInWorker } = require(join(process.cwd(), 'dist/src/packets/render-worker'));

const [, , folder, rounds] = process.argv;
const model = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
const documents = model.documents.map(({ id, mediaType }) => ({ id, mediaType, bytes: new Uint8Array(readFileSync(join(folder, id))) }));

async function main() {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  await new Promise((resolve) => setTimeout(resolve, 200));
  delays.enable();
  const times = [];
  let bytes = 0;
  for (let round = 0; round <= Number(rounds); round++) {
    const startedAt = performance.now();
    bytes = (await renderPacketPdfInWorker(model, documents)).length;
    times.push(performance.now() - startedAt);
  }
  delays.disable();
  const [coldMs, ...warmMs] = times;
  process.stdout.write(JSON.stringify({ coldMs, warmMs, bytes, stopMs: delays.max / 1e6, memoryMb: mostMemoryKb() / 1024 }));
}

/** What the system counted for this program alone: the other figure begins with that of the process that started it. */
function mostMemoryKb() {
  const [, peak] = existsSync('/proc/self/status') ? /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [] : [];
  return peak === undefined ? process.resourceUsage().maxRSS : Number(peak);
}

void main();
