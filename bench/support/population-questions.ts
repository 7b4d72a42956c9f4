/** What people ask of a large practice all day, each of other patients every time, in turns of a few clients. */
import { cursorOf } from '../../src/platform/http/page';
import { factCall } from './fact-calls';
import { isInCare, mrnOf, nameOf, patientIdOf, type Loaded } from './large-population';
import { measure, type Call, type Measured } from './load';

export type Asked = Readonly<Record<string, Pick<Measured, 'p50Ms' | 'p99Ms'>>>;

interface Question {
  readonly name: string;
  readonly status: number;
  /** `n` is a patient's number, of one in care. */
  readonly call: (n: number, key: string) => Call;
}

const CLIENTS = 4;
const REQUESTS = 200;
/** Of the first of each, while code is compiled and nothing is in memory: not measured. */
const WARMING = 40;

export const QUESTIONS: readonly Question[] = [
  { name: 'status of a patient', status: 200, call: (n, key) => reading(`/v1/patients/${patientIdOf(n)}/status`, key) },
  { name: 'first page of the worklist', status: 200, call: (_, key) => reading('/v1/worklist', key) },
  { name: 'a page of the worklist from anywhere in it', status: 200, call: (n, key) => reading(`/v1/worklist?cursor=${cursorOf(patientIdOf(n), `${patientIdOf(n)}-1`)}`, key) },
  { name: 'a patient by name', status: 200, call: (n, key) => searching(`${nameOf(n).family}, ${nameOf(n).given}`, key) },
  { name: 'a patient by chart number', status: 200, call: (n, key) => searching(mrnOf(n), key) },
  { name: 'one fact', status: 201, call: (n, key) => factCall(patientIdOf(n), key) },
];

let asked = 0;

export async function askPopulation(url: string, { key, patients }: Loaded): Promise<Asked> {
  const answers: [string, Measured][] = [];
  for (const { name, status, call } of QUESTIONS) {
    // Spread over the whole, and never the same twice.
    const next = (): Call => call(inCareAt(asked++, patients), key);
    await measure({ url, clients: CLIENTS, requests: WARMING, status, next });
    answers.push([name, await measure({ url, clients: CLIENTS, requests: REQUESTS, status, next })]);
  }
  return Object.fromEntries(answers);
}

const STRIDE = 7919;

function inCareAt(n: number, patients: number): number {
  const inCare = Math.floor((patients - 1) / 10) + 1;
  const number = ((n * STRIDE) % inCare) * 10;
  if (!isInCare(number)) throw new Error(`patient ${number} is not in care`);
  return number;
}

function reading(path: string, key: string): Call {
  return { method: 'GET', path, headers: [`authorization: Bearer ${key}`] };
}

function searching(text: string, key: string): Call {
  return { method: 'POST', path: '/v1/patients/search', headers: [`authorization: Bearer ${key}`], body: JSON.stringify({ text }) };
}
