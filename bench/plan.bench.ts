/**
 * `GET .../may-i-book` and `GET .../plan` of patients with 60 facts and three open episodes, each read on the audit: a few people at
 * their desks, each asking for another patient every time. Beside it the status of the same patients.
 */
import { measure, type Call, type Measured } from './support/load';
import { limitRow, median, perSecondText, type Row } from './support/measure';
import { seed } from './support/population';
import { startSettledService, inFolder } from './support/processes';

const CLIENTS = 4;
const WARMING_READS = 1500;

export function planBench(isQuick: boolean): Promise<readonly Row[]> {
  return inFolder(async (directory) => {
    const { rounds, count, seconds } = isQuick ? { rounds: 3, count: 300, seconds: 2 } : { rounds: 7, count: 2000, seconds: 5 };
    const { file, key, patients } = await seed(directory, { count, facts: 60, openEpisodes: 3 });
    const service = await startSettledService(file);
    const headers = [`authorization: Bearer ${key}`];
    try {
      const asked = await Promise.all(patients.map(async (patientId) => ({ patientId, ...(await nextOf(service.url, patientId, key)) })));
      const inTurn = (path: (one: (typeof asked)[number]) => string): (() => Call) => {
        let n = 0;
        return () => ({ method: 'GET', path: path(asked[n++ % asked.length] as (typeof asked)[number]), headers });
      };
      const book = inTurn(({ patientId, episodeId, step, today }) => `/v1/patients/${patientId}/episodes/${episodeId}/may-i-book?step=${step}&date=${today}&setting=22`);
      const plan = inTurn(({ patientId, episodeId }) => `/v1/patients/${patientId}/episodes/${episodeId}/plan`);
      const status = inTurn(({ patientId }) => `/v1/patients/${patientId}/status`);
      const measured = { book: [] as Measured[], plan: [] as Measured[], status: [] as Measured[] };
      for (const next of [book, plan, status]) await measure({ url: service.url, requests: WARMING_READS / 3, status: 200, next });
      for (let round = 0; round < rounds; round++) {
        for (const [name, next] of [['book', book], ['plan', plan], ['status', status]] as const) {
          measured[name].push(await measure({ url: service.url, seconds, clients: CLIENTS, status: 200, next }));
        }
      }
      const of = (name: keyof typeof measured, figure: (one: Measured) => number): number => median(measured[name].map(figure));
      const beside = (name: keyof typeof measured): string => `status p95 ${of('status', ({ p95Ms }) => p95Ms).toFixed(1)} ms; ${perSecondText(of(name, ({ perSecond }) => perSecond))}`;
      return [
        limitRow(`may-i-book, p95 (60 facts, 3 open episodes, ${CLIENTS} clients)`, of('book', ({ p95Ms }) => p95Ms), 20, 'ms', beside('book')),
        { ...limitRow('plan of an episode, p95 (the calendar of all three)', of('plan', ({ p95Ms }) => p95Ms), 0, 'ms', beside('plan')), goal: 'printed', isMet: true },
      ];
    } finally {
      await service.stop();
    }
  });
}

/** What a scheduler would ask about: the next step of the first open episode. */
async function nextOf(url: string, patientId: string, key: string): Promise<{ readonly episodeId: string; readonly step: string; readonly today: string }> {
  const answer = await fetch(`${url}/v1/patients/${patientId}/status?findings=none`, { headers: { authorization: `Bearer ${key}` } });
  const { asOf, episodes } = (await answer.json()) as { readonly asOf: string; readonly episodes: readonly { readonly episodeId: string; readonly nextStep: string | null }[] };
  const open = episodes.find(({ nextStep }) => nextStep !== null);
  if (open === undefined) throw new Error(`${patientId} has no open episode with a step ahead`);
  return { episodeId: open.episodeId, step: open.nextStep as string, today: asOf };
}
