/**
 * A clinic's work offered to several nodes at a fixed rate, whatever they answer: facts and statuses of the same patients through every node, pages of the worklist,
 * the same delivery at two nodes at once, and two people who change the same patient's coverage from what both have seen.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { OHIO_MEDICARE, RIGHT } from './patient-story';

export interface Clinic {
  readonly nodes: readonly string[];
  /** Who documents, and who may change coverages. */
  readonly keys: { readonly clinician: string; readonly admin: string };
  /** With an open episode, for facts and statuses. */
  readonly patients: readonly string[];
  /** Whose coverages are contested, and nothing else. */
  readonly contested: readonly string[];
}

export interface Offer {
  readonly perSecond: number;
  readonly seconds: number;
}

/** What clients were told. */
export interface Outcome {
  /** Requests, every one answered. */
  readonly requests: number;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
  /** Facts answered 201: where, under which id, as which version. */
  readonly facts: readonly { readonly patientId: string; readonly factId: string; readonly version: number }[];
  /** Changes of coverage answered 200. */
  readonly coverages: readonly { readonly patientId: string; readonly memberId: string; readonly version: number }[];
  /** Writes that were told 503, to come back with the same key, and did: what others wrote to the patient was faster five times. */
  readonly repeated: number;
  /** What a client may not be told, in words. */
  readonly faults: readonly string[];
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly etag: string;
}

const EPISODE = { pathway: 'rfa', region: 'lumbosacral', targets: [RIGHT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' };
const DAY = '2026-01-05';
const KINDS = 10;
const REPEATS_MAX = 100;
const REPEAT_MS = 100;

/** Patients registered through every node in turn. */
export async function openClinic({ nodes, keys }: Pick<Clinic, 'nodes' | 'keys'>, patients: number, contested: number): Promise<Clinic> {
  const all: string[] = [];
  for (let n = 0; n < patients + contested; n++) {
    const node = nodes[n % nodes.length] ?? '';
    const registration = { name: { family: 'Synthetic', given: `Number ${n}` }, birthDate: '1960-01-01', identifiers: [{ kind: 'mrn', value: `NODES-${n}` }], coverages: [{ ...OHIO_MEDICARE, memberId: 'FIRST' }] };
    const { patientId } = JSON.parse(expecting(await send(node, keys.clinician, 'POST', '/v1/patients', registration), 201)) as { patientId: string };
    if (n < patients) expecting(await send(node, keys.clinician, 'POST', `/v1/patients/${patientId}/episodes`, EPISODE), 201);
    all.push(patientId);
  }
  return { nodes, keys, patients: all.slice(0, patients), contested: all.slice(patients) };
}

/** Begins each piece of work at its moment, however long others take; resolves when all are answered. */
export async function offer(clinic: Clinic, { perSecond, seconds }: Offer): Promise<Outcome> {
  const work = new MixedWork(clinic);
  const startedAt = performance.now();
  const underWay: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n++) {
    const aheadMs = startedAt + (n * 1000) / perSecond - performance.now();
    if (aheadMs > 0) await delay(aheadMs);
    underWay.push(work.piece(n).catch((error: unknown) => void work.faults.push(String(error))));
  }
  await Promise.all(underWay);
  const { latenciesMs, facts, coverages, repeated, faults } = work;
  return { requests: latenciesMs.length, seconds: (performance.now() - startedAt) / 1000, latenciesMs, facts: [...facts.values()], coverages, repeated, faults };
}

class MixedWork {
  readonly latenciesMs: number[] = [];
  readonly facts = new Map<string, Outcome['facts'][number]>();
  readonly coverages: Outcome['coverages'][number][] = [];
  readonly faults: string[] = [];
  repeated = 0;
  /** Of each contested patient one contest after the other. */
  private readonly contests = new Map<string, Promise<void>>();
  private readonly run = randomUUID().slice(0, 8);

  constructor(private readonly clinic: Clinic) {}

  async piece(n: number): Promise<void> {
    const { patients } = this.clinic;
    const kind = n % KINDS;
    // Moves on from round to round, so that each patient is met by each kind through each node.
    const patientId = patients[(n + Math.floor(n / KINDS)) % patients.length] ?? '';
    if (kind < 4) return void (await this.fact(n, patientId));
    if (kind < 7) return void expecting(await this.ask(n, 'GET', `/v1/patients/${patientId}/status`), 200);
    if (kind === 7) return void expecting(await this.ask(n, 'GET', '/v1/worklist?limit=20'), 200);
    if (kind === 8) return this.delivery(n, patientId);
    return this.contest(n);
  }

  private async fact(n: number, patientId: string, node = n, key: string = randomUUID()): Promise<string> {
    const fact = n % 3 === 0
      ? { type: 'conservative-care', occurredOn: DAY, modality: `course ${this.run} ${n}`, response: 'failed' }
      : { type: 'score', occurredOn: DAY, instrument: 'NRS', value: n % 10, author: `Dr. Synthetic ${this.run} ${n}` };
    const reply = await this.ask(node, 'POST', `/v1/patients/${patientId}/facts`, { fact }, { key });
    const { factId } = JSON.parse(expecting(reply, 201)) as { factId: string };
    this.facts.set(factId, { patientId, factId, version: versionOf(reply) });
    return reply.text;
  }

  /** One delivery, at two nodes at once. */
  private async delivery(n: number, patientId: string): Promise<void> {
    const key = randomUUID();
    const [first, second] = await Promise.all([this.fact(n, patientId, n, key), this.fact(n, patientId, n + 1, key)]);
    if (first !== second) this.faults.push(`two answers to delivery ${n}: ${first.slice(0, 200)} and ${second.slice(0, 200)}`);
  }

  private contest(n: number): Promise<void> {
    const { contested } = this.clinic;
    const patientId = contested[Math.floor(n / KINDS) % contested.length] ?? '';
    const after = (this.contests.get(patientId) ?? Promise.resolve()).then(() => this.contestOf(n, patientId));
    this.contests.set(patientId, after.catch(() => undefined));
    return after;
  }

  /** Both have seen the same version: one of them is told that it has moved. */
  private async contestOf(n: number, patientId: string): Promise<void> {
    const ifMatch = (await this.ask(n, 'GET', `/v1/patients/${patientId}`)).etag;
    const replies = await Promise.all([n, n + 1].map(async (node, who) => {
      const memberId = `${this.run}-${n}-${who}`;
      const reply = await this.ask(node, 'PUT', `/v1/patients/${patientId}/coverages`, { coverages: [{ ...OHIO_MEDICARE, memberId }] }, { ifMatch, apiKey: this.clinic.keys.admin });
      if (reply.status === 200) this.coverages.push({ patientId, memberId, version: versionOf(reply) });
      return reply.status;
    }));
    if (replies.sort().join() !== '200,412') this.faults.push(`of two who changed one version were told ${replies.join(' and ')}`);
  }

  private async ask(node: number, method: string, path: string, body?: object, options: { readonly key?: string; readonly ifMatch?: string; readonly apiKey?: string } = {}): Promise<Reply> {
    const { nodes, keys } = this.clinic;
    const startedAt = performance.now();
    const again = { ...options, key: options.key ?? randomUUID() };
    const attempt = (): Promise<Reply> => send(nodes[node % nodes.length] ?? '', options.apiKey ?? keys.clinician, method, path, body, again);
    let reply = await attempt();
    for (let repeats = 0; reply.status === 503 && repeats < REPEATS_MAX; repeats++) {
      this.repeated += 1;
      await delay(REPEAT_MS);
      reply = await attempt();
    }
    this.latenciesMs.push(performance.now() - startedAt);
    return reply;
  }
}

async function send(node: string, apiKey: string, method: string, path: string, body?: object, { key = randomUUID(), ifMatch }: { readonly key?: string; readonly ifMatch?: string } = {}): Promise<Reply> {
  const response = await fetch(node + path, {
    method, ...(body !== undefined && { body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${apiKey}`, ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': key }), ...(ifMatch !== undefined && { 'if-match': ifMatch }) },
  });
  return { status: response.status, text: await response.text(), etag: response.headers.get('etag') ?? '' };
}

function expecting({ status: told, text }: Reply, status: number): string {
  if (told !== status) throw new Error(`${status} was expected, and ${told} answered: ${text.slice(0, 500)}`);
  return text;
}

function versionOf({ etag }: Reply): number {
  return Number(/\d+/.exec(etag)?.[0]);
}
