/**
 * From the facts of one day to service lines, and to the questions that must be answered first (docs/coding.md). Pure.
 * Never a dearer code than documented: what is open holds its line.
 */
import { isRejection, type Rejection } from '../kernel/rejection';
import type { Chart } from '../evidence/chart';
import { advanceNotice } from './advance-notice';
import { CODE_FILES, codesOn, type CodeFile } from './codes';
import { Coding, type Candidate } from './coding';
import { drugTests } from './drug-tests';
import { epidurals } from './epidurals';
import { Diagnoses, globalPeriod, openProcedures, placeOf, unitLimits } from './every-line';
import { ablations, facetInjections } from './facets';
import { knownPayer } from './known-payer';
import { regionsOf } from './levels';
import { stimulation } from './stimulation';
import type { Coded, CodingCoverage, CodingQuestion, CodingRule, OpenLine, ServiceLine } from './types';

/** The lines of a day, or `no-codes-in-force`. */
export function chooseCodes(question: CodingQuestion, { coverage, policies }: CodingCoverage, chart: Chart, files: readonly CodeFile[] = CODE_FILES): Coded | Rejection {
  const file = codesOn(question.dateOfService, files);
  if (isRejection(file)) return file;
  const coding = new Coding(coverage, policies, file, question, chart);
  facetInjections(coding);
  ablations(coding);
  epidurals(coding);
  stimulation(coding);
  drugTests(coding);
  besideEachOther(coding);
  return sorted(coding);
}

const NONE: readonly CodingRule[] = [];
const UNIT_LIMIT: readonly CodingRule[] = ['unit-limit'];

function sorted(coding: Coding): Coded {
  const lines: ServiceLine[] = [];
  const held: OpenLine[] = [];
  const notBilled: OpenLine[] = [];
  const over = unitLimits(coding, coding.candidates);
  const notice = advanceNotice(coding);
  const diagnosed = new Diagnoses(coding);
  const open = openProcedures(coding);
  const byPayer = coding.candidates.length === 0 ? [] : knownPayer(coding);
  for (const candidate of coding.candidates) {
    const { codes, modifiers, units } = candidate;
    const facts = candidate.facts.map(({ id }) => id);
    const { place, heldBy: byPlace, notBilledBy: byClaimType } = placeOf(coding, candidate);
    const notBilledBy = byClaimType.length === 0 ? candidate.notBilledBy ?? NONE : [...candidate.notBilledBy ?? NONE, ...byClaimType];
    const { diagnoses, heldBy: byDiagnosis } = diagnosed.of(candidate);
    const code = codes[0] ?? '';
    const noticed = codes.length > 0 ? notice.modifierOf(code, candidate.facts) : undefined;
    const because: CodingRule[] = [];
    const heldBy = noticed === undefined ? candidate.heldBy : candidate.heldBy.filter((rule) => rule !== 'third-level');
    for (const rules of [heldBy, byPayer, byPlace, byDiagnosis, globalPeriod(coding, open, candidate), over.has(code) ? UNIT_LIMIT : NONE]) {
      for (const rule of rules) if (!because.includes(rule)) because.push(rule);
    }
    const all = noticed === undefined ? modifiers : [...modifiers, noticed];
    if (notBilledBy.length > 0) notBilled.push({ codes, modifiers, units, diagnoses, facts, because: notBilledBy });
    else if (because.length > 0) held.push({ codes, modifiers: all, units, diagnoses, facts, because });
    else lines.push({ code, modifiers: all, units, diagnoses, placeOfService: place as string, facts });
  }
  return { lines: lines.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)), held, notBilled, sessions: coding.sessions, findings: coding.findings };
}

/** Services that payers ask a separate reason for when they share a day. */
function besideEachOther(coding: Coding): void {
  if (coding.onTheDay('epidural').length === 0) return;
  const regions = (one: Candidate): readonly string[] => one.regions ?? one.facts.flatMap(regionsOf);
  const isOf = (type: string) => ({ facts }: Candidate): boolean => facts.some(({ fact }) => fact.type === type || (fact.type === 'epidural' && type === fact.approach));
  const pairs: readonly (readonly [readonly string[], readonly string[]])[] = [[['epidural'], ['block', 'ablation']], [['transforaminal'], ['interlaminar', 'caudal']]];
  const ofTypes = (types: readonly string[]): readonly Candidate[] => coding.candidates.filter((one) => !one.heldBy.includes('guidance-line') && types.some((type) => isOf(type)(one)));
  for (const [these, those] of pairs) {
    for (const one of ofTypes(these)) {
      const beside = ofTypes(those).filter((other) => regions(other).some((region) => regions(one).includes(region)));
      if (beside.length > 0) coding.tell('same-day-services', 'review', { codes: [...one.codes, ...beside.flatMap(({ codes }) => codes)], facts: [...one.facts, ...beside.flatMap(({ facts }) => facts)], missing: ['separate-reason'] });
    }
  }
}
