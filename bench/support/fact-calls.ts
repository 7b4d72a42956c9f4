/** Facts as they come in: two of three are scores, which change no assessment; the third is evidence, which does. Each is new. */
import { addMonths, toDay, toPlainDate } from '../../machines/kernel/calendar';
import type { Fact } from '../../machines/evidence/fact';
import { systemClock, todayIn } from '../../src/platform/clock/clock';
import type { Call } from './load';

const TODAY = toDay(todayIn('America/New_York', systemClock.now()));
const INSTRUMENTS = ['NRS', 'NRS', 'PEG'] as const;

export function factCall(patientId: string, key: string): Call {
  return {
    method: 'POST', path: `/v1/patients/${patientId}/facts`,
    headers: [`authorization: Bearer ${key}`, `idempotency-key: bench-${process.pid}-${(++calls).toString(36)}`],
    body: JSON.stringify({ fact: factOf(calls) }),
  };
}

let calls = 0;

function factOf(n: number): Fact {
  const occurredOn = toPlainDate(TODAY - (n % 300));
  const note = `seen in clinic, entry ${n}`;
  if (n % 3 !== 0) return { type: 'score', occurredOn, instrument: INSTRUMENTS[n % 3] ?? 'NRS', value: n % 9, role: 'follow-up', source: note };
  const startedOn = toPlainDate(addMonths(TODAY - (n % 300), -3));
  return { type: 'conservative-care', occurredOn, modality: 'physical-therapy', startedOn, endedOn: occurredOn, visits: 8 + (n % 8), response: 'failed', provider: note };
}
