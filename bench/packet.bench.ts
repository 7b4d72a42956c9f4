/** A packet of twenty documents, about sixty pages, on the worker thread of a process of its own; beside it the same documents copied into one PDF and nothing else. */
import { execFileSync } from 'node:child_process';
import { PDFDocument } from '@cantoo/pdf-lib';
import { renderPacketPdf } from '../src/packets/render/packet-pdf.renderer';
import { limitRow, median, type Row } from './support/measure';
import { copyOf, writePacket } from './support/packet-files';
import { inFolder, ROOT } from './support/processes';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PacketModel } from '../machines/packet';

interface Rendered {
  readonly coldMs: number;
  readonly warmMs: readonly number[];
  readonly stopMs: number;
  readonly memoryMb: number;
  readonly bytes: number;
}

export function packetBench(isQuick: boolean): Promise<readonly Row[]> {
  return inFolder(async (folder) => {
    const rounds = isQuick ? 5 : 15;
    const documents = await writePacket(folder);
    const model = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as PacketModel;
    const pages = (await PDFDocument.load(await renderPacketPdf(model, documents))).getPageCount();
    const said = execFileSync(process.execPath, ['bench/support/render-packet.cjs', folder, String(rounds)], { cwd: ROOT, encoding: 'utf8' });
    const { coldMs, warmMs, stopMs, memoryMb, bytes } = JSON.parse(said) as Rendered;
    const copied: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const startedAt = performance.now();
      await copyOf(documents);
      copied.push(performance.now() - startedAt);
    }
    const baseline = `copied alone ${median(copied).toFixed(0)} ms`;
    return [
      limitRow(`packet of ${documents.length} documents, ${pages} pages, ${(bytes / 1e6).toFixed(1)} MB: the first of a thread`, coldMs, 1500, 'ms', baseline),
      limitRow('the same, once the thread is warm', median(warmMs), 1500, 'ms', baseline),
      limitRow('the same: longest stop of the request thread', stopMs, 50, 'ms'),
      limitRow('the same: most memory of the process', memoryMb, 250, 'MB'),
    ];
  });
}
