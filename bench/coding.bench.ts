/**
 * Service lines of the labelled coding charts on one core, beside the parsing of the same charts; and a claim of twelve lines checked
 * over HTTP for patients with 60 facts on a day with a block, each read on the audit: a few people at their desks.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection } from '../machines/kernel/rejection';
import { chartOf } from '../machines/evidence/chart';
import type { Fact } from '../machines/evidence/fact';
import { chooseCodes, CODE_FILES, type CodingQuestion } from '../machines/coding';
import type { Coverage } from '../machines/criteria/types';
import { SHIPPED_POLICIES } from '../machines/policies/shipped';
import { measure, type Call, type Measured } from './support/load';
import { limitRow, median, perSecond, perSecondText, rateRow, type Row } from './support/measure';
import { seed } from './support/population';
import { inFolder, startSettledService } from './support/processes';

const CASES = join(__dirname, '..', 'test', 'cases', 'coding');
const CLIENTS = 4;
const WARMING_READS = 500;
const WARMING_MS = 2000;
const CLAIM_CODES = ['64493', '64494', '64495', '64490', '64491', '64635', '64636', '62323', '64483', '63650', '80307', 'G0481'];

export async function codingBench(isQuick: boolean): Promise<readonly Row[]> {
  return [...chosen(isQuick), ...await checked(isQuick)];
}

interface CodingCase {
  readonly coverage: Coverage;
  readonly facts: readonly Fact[];
  readonly question: CodingQuestion;
}

function chosen(isQuick: boolean): readonly Row[] {
  const first = CODE_FILES[0]?.effectiveFrom ?? '';
  const texts = readdirSync(CASES).map((name) => readFileSync(join(CASES, name), 'utf8')).filter((text) => (JSON.parse(text) as CodingCase).question.dateOfService >= first);
  const charts = texts.map((text) => {
    const { coverage, facts, question } = JSON.parse(text) as CodingCase;
    return { question, covered: { coverage, policies: SHIPPED_POLICIES }, chart: chartOf(facts) };
  });
  let n = 0;
  const code = (): void => {
    const { question, covered, chart } = charts[n++ % charts.length] as (typeof charts)[number];
    if (isRejection(chooseCodes(question, covered, chart))) throw new Error('a chart cannot be coded');
  };
  const parse = (): void => void JSON.parse(texts[n++ % texts.length] as string);
  const milliseconds = isQuick ? 300 : 1500;
  // Many small functions: a service that has coded for a second is what a practice meets.
  perSecond(code, WARMING_MS);
  const [ours, parsing]: [number[], number[]] = [[], []];
  for (let round = 0; round < 5; round++) {
    ours.push(perSecond(code, milliseconds));
    parsing.push(perSecond(parse, milliseconds));
  }
  return [rateRow(`service lines of a chart (${charts.length} labelled charts, findings and all)`, median(ours), 50_000, { name: 'JSON.parse of the same charts', rate: median(parsing) })];
}

async function checked(isQuick: boolean): Promise<readonly Row[]> {
  return inFolder(async (directory) => {
    const { rounds, count, seconds } = isQuick ? { rounds: 3, count: 200, seconds: 2 } : { rounds: 7, count: 1000, seconds: 5 };
    const { file, key, patients } = await seed(directory, { count, facts: 60, openEpisodes: 3 });
    const service = await startSettledService(file);
    const headers = [`authorization: Bearer ${key}`, 'content-type: application/json'];
    try {
      const claims = (await Promise.all(patients.map((patientId) => claimOf(service.url, patientId, key)))).filter((claim) => claim !== undefined);
      if (claims.length === 0) throw new Error('no patient has a block since the first code file');
      let n = 0;
      const next = (): Call => ({ method: 'POST', path: '/v1/claims/check', headers, body: claims[n++ % claims.length] as string });
      let s = 0;
      const status = (): Call => ({ method: 'GET', path: `/v1/patients/${patients[s++ % patients.length]}/status`, headers });
      const measured = { claims: [] as Measured[], status: [] as Measured[] };
      for (const one of [next, status]) await measure({ url: service.url, requests: WARMING_READS, status: 200, next: one });
      for (let round = 0; round < rounds; round++) {
        measured.claims.push(await measure({ url: service.url, seconds, clients: CLIENTS, status: 200, next }));
        measured.status.push(await measure({ url: service.url, seconds, clients: CLIENTS, status: 200, next: status }));
      }
      const of = (name: keyof typeof measured, figure: (one: Measured) => number): number => median(measured[name].map(figure));
      return [limitRow(`a claim of ${CLAIM_CODES.length} lines checked, p95 (60 facts, ${CLIENTS} clients)`, of('claims', ({ p95Ms }) => p95Ms), 15, 'ms', `status p95 ${of('status', ({ p95Ms }) => p95Ms).toFixed(1)} ms; ${perSecondText(of('claims', ({ perSecond: rate }) => rate))}`)];
    } finally {
      await service.stop();
    }
  });
}

/** A claim for the day of the last block; undefined where that lies before the first code file. */
async function claimOf(url: string, patientId: string, key: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/v1/patients/${patientId}/facts`, { headers: { authorization: `Bearer ${key}` } });
  const { items } = (await answer.json()) as { readonly items: readonly { readonly fact: Fact }[] };
  const dateOfService = items.filter(({ fact }) => fact.type === 'block').at(-1)?.fact.occurredOn ?? '';
  if (dateOfService < (CODE_FILES[0]?.effectiveFrom ?? '')) return undefined;
  const lines = CLAIM_CODES.map((code) => ({ code, modifiers: code.startsWith('64') ? ['RT'] : [], units: 1, diagnoses: ['M47.816'], placeOfService: '24' }));
  return JSON.stringify({ patientId, dateOfService, claimType: 'professional', lines });
}
