/**
 * `GET status` of patients with 60 facts and three episodes, each read on the audit: every read another patient, one
 * that nobody has asked for, so that no answer and no folded record is in memory; beside it a bare handler that parses the same
 * snapshot. Then asked again, unchanged, with the ETag that was given.
 */
import { measure, type Call, type Measured } from './support/load';
import { limitRow, median, rateRow, type Row } from './support/measure';
import { PRACTICE, seed } from './support/population';
import { inFolder, startBaseline, startSettledService } from './support/processes';

/** Patients asked before, so that the code is warm; never measured. More than the service keeps answers for. */
const WARMING = 700;
const WARMING_READS = 2500;
/** Within the answers that the service keeps. */
const ASKED_AGAIN = 500;

export function statusBench(isQuick: boolean): Promise<readonly Row[]> {
  return inFolder(async (directory) => {
    const { rounds, reads, seconds } = isQuick ? { rounds: 3, reads: 500, seconds: 1 } : { rounds: 7, reads: 1000, seconds: 4 };
    const { file, key, patients } = await seed(directory, { count: WARMING + rounds * reads, facts: 60, openEpisodes: 3 });
    const authorization = `authorization: Bearer ${key}`;
    const status = (patientId: string): Call => ({ method: 'GET', path: `/v1/patients/${patientId}/status`, headers: [authorization] });
    const bareStatus = (patientId: string): Call => ({ method: 'GET', path: `/patients/${patientId}` });
    const warming = patients.slice(0, WARMING);
    const again = warming.slice(0, ASKED_AGAIN);
    const measured = { computed: [] as Measured[], bare: [] as Measured[], unchanged: [] as Measured[] };
    const service = await startSettledService(file);
    const { answerBytes } = await measure({ url: service.url, requests: WARMING_READS, status: 200, next: inTurn(warming, status) });
    const bare = await startBaseline('bare-read', file, String(Math.round(answerBytes)), PRACTICE);
    try {
      await measure({ url: bare.url, requests: WARMING_READS, status: 200, next: inTurn(warming, bareStatus) });
      for (let round = 0; round < rounds; round++) {
        // Nobody has asked for these.
        const unseen = patients.slice(WARMING + round * reads, WARMING + (round + 1) * reads);
        measured.computed.push(await measure({ url: service.url, requests: reads, status: 200, next: inTurn(unseen, status) }));
        measured.bare.push(await measure({ url: bare.url, requests: reads, status: 200, next: inTurn(unseen, bareStatus) }));
        const tags = new Map<string, string>();
        await measure({ url: service.url, requests: again.length, clients: 1, status: 200, next: inTurn(again, status), onAnswer: (head, { path }) => tags.set(path, tagIn(head)) });
        const unchanged = inTurn(again, (patientId) => {
          const call = status(patientId);
          return { ...call, headers: [authorization, `if-none-match: ${tags.get(call.path) ?? ''}`] };
        });
        measured.unchanged.push(await measure({ url: service.url, seconds, status: 304, next: unchanged }));
      }
    } finally {
      await Promise.all([service.stop(), bare.stop()]);
    }
    const rate = (of: readonly Measured[]): number => median(of.map(({ perSecond }) => perSecond));
    const p99 = (of: readonly Measured[]): number => median(of.map(({ p99Ms }) => p99Ms));
    return [
      rateRow(`GET status, every read another patient (60 facts, 3 episodes, ${(answerBytes / 1024).toFixed(0)} kB)`, rate(measured.computed), 2500, { name: 'bare parse and answer', rate: rate(measured.bare), ratioMin: 0.5 }),
      limitRow('  p99', p99(measured.computed), 30, 'ms', `bare ${p99(measured.bare).toFixed(1)} ms`),
      rateRow('GET status asked again, unchanged (If-None-Match)', rate(measured.unchanged), 6000, { name: 'bare parse and answer', rate: rate(measured.bare) }),
      limitRow('  p99', p99(measured.unchanged), 30, 'ms'),
    ];
  });
}

function inTurn(patients: readonly string[], call: (patientId: string) => Call): () => Call {
  let n = 0;
  return () => call(patients[n++ % patients.length] as string);
}

function tagIn(head: string): string {
  return /\r\netag: (.+)/i.exec(head)?.[1] ?? '';
}
