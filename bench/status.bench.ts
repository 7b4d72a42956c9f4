/**
 * `GET status` of patients with 60 facts and three episodes, each read on the audit: every read another patient, so that
 * nothing is in a cache; beside it a bare handler that parses the same snapshot. Then asked again, unchanged, with its ETag.
 */
import { measure, type Call, type Measured } from './support/load';
import { limitRow, median, rateRow, type Row } from './support/measure';
import { seed } from './support/population';
import { inFolder, startBaseline, startService } from './support/processes';

/** More than the service keeps folded (5,000). */
const PATIENTS = 6000;
/** Within the answers it keeps (2,000). */
const ASKED_AGAIN = 500;

export function statusBench(isQuick: boolean): Promise<readonly Row[]> {
  return inFolder(async (directory) => {
    const { rounds, seconds } = isQuick ? { rounds: 3, seconds: 2 } : { rounds: 5, seconds: 5 };
    const { file, key, patients } = await seed(directory, { count: PATIENTS, facts: 60, openEpisodes: 3 });
    const service = await startService(file);
    const authorization = `authorization: Bearer ${key}`;
    const inTurn = (of: readonly string[], call: (patientId: string) => Call): (() => Call) => {
      let n = 0;
      return () => call(of[n++ % of.length] as string);
    };
    const status = (patientId: string): Call => ({ method: 'GET', path: `/v1/patients/${patientId}/status`, headers: [authorization] });
    const next = inTurn(patients, status);
    const { answerBytes } = await measure({ url: service.url, requests: 2000, status: 200, next });
    const bare = await startBaseline('bare-read', file, String(Math.round(answerBytes)));
    try {
      const bareNext = inTurn(patients, (patientId) => ({ method: 'GET', path: `/patients/${patientId}` }));
      await measure({ url: bare.url, requests: 2000, status: 200, next: bareNext });
      const tags = new Map<string, string>();
      const again = inTurn(patients.slice(0, ASKED_AGAIN), (patientId) => ({ ...status(patientId), headers: [authorization, `if-none-match: ${tags.get(patientId) ?? ''}`] }));
      const measured = { computed: [] as Measured[], bare: [] as Measured[], unchanged: [] as Measured[] };
      for (let round = 0; round < rounds; round++) {
        measured.computed.push(await measure({ url: service.url, seconds, status: 200, next }));
        measured.bare.push(await measure({ url: bare.url, seconds, status: 200, next: bareNext }));
        await measure({ url: service.url, requests: ASKED_AGAIN, clients: 1, status: 200, next: inTurn(patients.slice(0, ASKED_AGAIN), status), onAnswer: (head, { path }) => tags.set(path.split('/')[3] as string, tagIn(head)) });
        measured.unchanged.push(await measure({ url: service.url, seconds, status: 304, next: again }));
      }
      const rate = (of: readonly Measured[]): number => median(of.map(({ perSecond }) => perSecond));
      const p99 = (of: readonly Measured[]): number => median(of.map(({ p99Ms }) => p99Ms));
      return [
        rateRow(`GET status, every read another patient (60 facts, 3 episodes, ${(answerBytes / 1024).toFixed(0)} kB)`, rate(measured.computed), 2500, { name: 'bare parse and answer', rate: rate(measured.bare), ratioMin: 0.5 }),
        limitRow('  p99', p99(measured.computed), 30, 'ms', `bare ${p99(measured.bare).toFixed(1)} ms`),
        rateRow('GET status asked again, unchanged (If-None-Match)', rate(measured.unchanged), 6000, { name: 'bare parse and answer', rate: rate(measured.bare) }),
        limitRow('  p99', p99(measured.unchanged), 30, 'ms'),
      ];
    } finally {
      await Promise.all([service.stop(), bare.stop()]);
    }
  });
}

function tagIn(head: string): string {
  return /\r\netag: (.+)/i.exec(head)?.[1] ?? '';
}
