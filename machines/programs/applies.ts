/**
 * Does prior authorization apply: payer, codes, place of service, state and date of service against the programs' dated lists. Pure.
 * What no list on file answers is `unknown`, never "not required": only of payers whose lists are all on file does silence mean no.
 */
import type { PlainDate } from '../kernel/calendar';
import type { Confidence, Coverage, Source } from '../criteria/types';
import lists from './code-lists.json';

export type PriorAuthorization = 'required' | 'exempt' | 'unknown' | 'voluntary' | 'not-required';

interface CodeList {
  readonly codes: readonly string[];
  /** First and last date of service. */
  readonly from: PlainDate;
  readonly to?: PlainDate;
  readonly source: string;
  readonly confidence: Confidence;
}

export interface ListedProgram {
  readonly id: string;
  readonly title: string;
  readonly answer: 'required' | 'voluntary';
  readonly covers: { readonly payer: string; readonly line?: string; readonly states?: readonly string[] };
  /** Left out: wherever it is done. `contested`: the sources do not agree about the place. */
  readonly places?: { readonly within: readonly string[]; readonly outside: readonly string[]; readonly contested?: readonly string[]; readonly source: string };
  readonly exemptionSource?: string;
  readonly codes: readonly CodeList[];
  /** Days from the decision, the day itself the first; of `contestedDays` more the sources do not agree (docs/reading-policies.md, C5). */
  readonly validity?: { readonly days: number; readonly contestedDays: number };
}

const LISTS = lists as { readonly sources: Readonly<Record<string, Source>>; readonly programs: readonly ListedProgram[]; readonly complete: readonly { readonly payer: string; readonly line: string }[] };
export const LISTED_PROGRAMS: readonly ListedProgram[] = LISTS.programs;

export interface NeedQuestion {
  readonly coverage: Coverage;
  readonly codes: readonly string[];
  /** Place of service, two digits. */
  readonly setting?: string;
  readonly dateOfService: PlainDate;
  /** The hospital is exempt on that day. */
  readonly exempt?: boolean;
  /** A critical access hospital: outside a program of hospital outpatient departments. */
  readonly criticalAccess?: boolean;
}

export interface CodeNeed {
  readonly code: string;
  readonly result: PriorAuthorization;
  /** The program that lists it, or listed it, or would elsewhere; null where none on file speaks of it. */
  readonly program: string | null;
  readonly because: 'listed' | 'exempt-hospital' | 'place-outside' | 'place-open' | 'not-yet-listed' | 'no-longer-listed' | 'state-open' | 'not-listed' | 'no-list-on-file';
  readonly contested: boolean;
  readonly sources: readonly Source[];
}

export interface Need {
  /** The strictest of its codes. */
  readonly result: PriorAuthorization;
  readonly program: string | null;
  readonly contested: boolean;
  readonly codes: readonly CodeNeed[];
}

/** Strictest first: what is open is not less strict than what is voluntary. */
const ORDER: readonly PriorAuthorization[] = ['required', 'exempt', 'unknown', 'voluntary', 'not-required'];

export function priorAuthorization(asked: NeedQuestion): Need {
  const codes = asked.codes.map((code) => needOf(code, asked));
  const [first] = [...codes].sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result));
  const deciding = codes.filter(({ result }) => result === first?.result);
  return { result: first?.result ?? 'unknown', program: deciding.find(({ program }) => program !== null)?.program ?? null, contested: deciding.some(({ contested }) => contested), codes };
}

function needOf(code: string, asked: NeedQuestion): CodeNeed {
  const { coverage, dateOfService } = asked;
  for (const program of LISTED_PROGRAMS) {
    const { covers: { payer, line }, codes } = program;
    // Of one payer a code is on one list (`applies.spec.ts`).
    const list = payer === coverage.payer && (line === undefined || line === coverage.line) ? codes.find((one) => one.codes.includes(code)) : undefined;
    if (list !== undefined) return ofProgram(program, list, code, asked);
  }
  if (!isComplete(coverage)) return { code, result: 'unknown', program: null, because: 'no-list-on-file', contested: false, sources: [] };
  const silent = LISTED_PROGRAMS.filter(({ covers }) => covers.payer === coverage.payer).flatMap(({ codes }) => codes.filter(({ from }) => from <= dateOfService).map(({ source }) => source));
  return { code, result: 'not-required', program: null, because: 'not-listed', contested: false, sources: [...new Set(silent)].map(sourceOf) };
}

/** All lists of this payer and line are on file, so that a code on none of them needs nothing. */
function isComplete(coverage: Coverage): boolean {
  return LISTS.complete.some(({ payer, line }) => payer === coverage.payer && line === coverage.line);
}

function ofProgram({ id, answer, covers, places, exemptionSource }: ListedProgram, { from, to, source }: CodeList, code: string, { coverage, setting = '', dateOfService, exempt, criticalAccess }: NeedQuestion): CodeNeed {
  const told = (result: PriorAuthorization, because: CodeNeed['because'], also?: string): CodeNeed => ({
    code, result, program: id, because, contested: false, sources: (also === undefined ? [source] : [source, also]).map(sourceOf),
  });
  const isFree = (because: CodeNeed['because']): CodeNeed => told(isComplete(coverage) ? 'not-required' : 'unknown', because);
  if (dateOfService < from) return isFree('not-yet-listed');
  if (to !== undefined && dateOfService > to) return isFree('no-longer-listed');
  if (covers.states !== undefined) {
    if (coverage.state === undefined) return told('unknown', 'state-open');
    if (!covers.states.includes(coverage.state)) return told('not-required', 'not-listed');
  }
  if (places?.outside.includes(setting) === true || (criticalAccess === true && exemptionSource !== undefined)) return told('not-required', 'place-outside', places?.source);
  if (places?.within.includes(setting) === false) return told('unknown', 'place-open', places.source);
  if (exempt === true && exemptionSource !== undefined) return told('exempt', 'exempt-hospital', exemptionSource);
  return { ...told(answer, 'listed', places?.source), contested: places?.contested?.includes(setting) === true };
}

function sourceOf(name: string): Source {
  return LISTS.sources[name] as Source;
}
