/** Stimulators of one day: leads on trial or for good, generators, revisions and programming. */
import { toDay } from '../kernel/calendar';
import type { Outcome } from '../kernel/outcome';
import type { Implant, LeadType, Programming, Revision, ScsTrial } from '../evidence/fact';
import type { Candidate, Coding, Documented } from './coding';
import type { CodingRule } from './types';

const LEAD_CODES: Readonly<Record<LeadType, string>> = { percutaneous: '63650', paddle: '63655' };
const GENERATOR_PLACED = '63685';
const GENERATOR_CHANGED = '63688';
const REVISION_CODES: Readonly<Record<Revision['component'], Readonly<Record<Revision['action'], string>>>> = {
  lead: { revise: '63663', replace: '63663', remove: '63661' },
  paddle: { revise: '63664', replace: '63664', remove: '63662' },
  generator: { revise: GENERATOR_CHANGED, remove: GENERATOR_CHANGED, replace: GENERATOR_PLACED },
};
const PROGRAMMING_CODES: Readonly<Record<Programming['complexity'], string>> = { none: '95970', simple: '95971', complex: '95972' };

export function stimulation(coding: Coding): void {
  const placed: readonly Documented<ScsTrial | Implant>[] = [...coding.onTheDay('scs-trial'), ...coding.onTheDay('implant')];
  const revisions = coding.onTheDay('revision');
  if (placed.length + revisions.length > 0) devices(coding, placed, revisions);
  programming(coding, placed.some(({ fact }) => fact.leads !== 0 || (fact.type === 'implant' && fact.generator !== false)) || revisions.some(({ fact }) => fact.action === 'replace' || (fact.component !== 'generator' && fact.action === 'revise')));
}

function devices(coding: Coding, placed: readonly Documented<ScsTrial | Implant>[], revisions: readonly Documented<Revision>[]): void {
  coding.add(...leadLines(coding, placed));
  generators(coding, coding.onTheDay('implant'), revisions.filter(({ fact }) => fact.component === 'generator'));
  for (const component of ['lead', 'paddle'] as const) leadRevisions(coding, placed, revisions.filter(({ fact }) => fact.component === component), component);
}

/** A unit a lead, trial and permanent alike; leads of one kind that were placed on one day are one line. */
function leadLines(coding: Coding, placed: readonly Documented<ScsTrial | Implant>[]): readonly Candidate[] {
  const lines = new Map<string, Candidate>();
  for (const line of placed.flatMap((one) => linesOf(coding, one))) {
    const key = line.heldBy.length > 0 ? String(lines.size) : line.codes.join();
    const known = lines.get(key);
    lines.set(key, known === undefined ? line : { ...known, units: known.units + line.units, facts: [...known.facts, ...line.facts] });
  }
  return [...lines.values()];
}

function linesOf(coding: Coding, fact: Documented<ScsTrial | Implant>): readonly Candidate[] {
  const { type, leads, leadType } = fact.fact;
  const facts = [fact];
  if (leads === 0) {
    if (type === 'scs-trial') coding.tell('leads', 'review', { facts, missing: ['leads'], found: { leads } });
    return [];
  }
  const codes = leadType === undefined ? Object.values(LEAD_CODES) : [LEAD_CODES[leadType]];
  const heldBy = coding.holds('leads', [leads === undefined || leadType === undefined ? 'unknown' : 'met'], {
    codes, facts, found: { leads: leads ?? null, leadType: leadType ?? null }, missing: [...(leads === undefined ? ['leads'] : []), ...(leadType === undefined ? ['lead-type'] : [])],
  });
  return [{ codes, modifiers: [], units: leads ?? 1, facts, heldBy }];
}

function generators(coding: Coding, implants: readonly Documented<Implant>[], changes: readonly Documented<Revision>[]): void {
  const placed = [...implants.filter(({ fact }) => fact.generator === true), ...changes.filter(({ fact }) => fact.action === 'replace')];
  const open = implants.filter(({ fact }) => fact.generator === undefined);
  const others = changes.filter(({ fact }) => fact.action !== 'replace');
  const [placedCodes, changedCodes] = [[GENERATOR_PLACED], [GENERATOR_CHANGED]];
  const unstated = open.length === 0 ? [] : coding.holds('generator', ['unknown'], { codes: placedCodes, facts: open, missing: ['generator'] });
  if (placed.length > 0) {
    coding.tell('generator', 'met', { codes: placedCodes, facts: placed });
    coding.add({ codes: placedCodes, modifiers: [], units: 1, facts: placed, heldBy: [] });
  }
  if (open.length > 0) coding.add({ codes: placedCodes, modifiers: [], units: 1, facts: open, heldBy: unstated });
  if (others.length === 0) return;
  if (placed.length > 0) {
    coding.tell('same-device', 'review', { codes: [...changedCodes, ...placedCodes], facts: others, missing: ['device'] });
    coding.add({ codes: changedCodes, modifiers: [], units: 1, facts: others, heldBy: [], notBilledBy: ['same-device'] });
  } else coding.add({ codes: changedCodes, modifiers: [], units: 1, facts: others, heldBy: [] });
}

function leadRevisions(coding: Coding, placed: readonly Documented<ScsTrial | Implant>[], revisions: readonly Documented<Revision>[], component: 'lead' | 'paddle'): void {
  if (revisions.length === 0) return;
  const leadType: LeadType = component === 'lead' ? 'percutaneous' : 'paddle';
  const isPlacedToday = placed.some(({ fact }) => fact.leads !== 0 && (fact.leadType ?? leadType) === leadType);
  const byCode = new Map<string, Documented<Revision>[]>();
  for (const one of revisions) {
    const code = REVISION_CODES[component][one.fact.action];
    byCode.set(code, [...byCode.get(code) ?? [], one]);
  }
  for (const [code, facts] of byCode) {
    const heldBy: CodingRule[] = [];
    if (isPlacedToday) heldBy.push(...coding.holds('lead-revision', ['review'], { codes: [code], facts, missing: ['lead-revision'] }));
    if (component === 'lead' && facts.some(({ fact }) => fact.action === 'remove') && isTrialUnderWay(coding)) {
      heldBy.push(...coding.holds('trial-lead-removal', ['review'], { codes: [code], facts, missing: ['lead-of-trial'] }));
    }
    coding.add({ codes: [code], modifiers: [], units: 1, facts, heldBy });
  }
}

/** A trial on record, and before this day no implant since it: at a permanent implant the leads of the trial are pulled. */
function isTrialUnderWay(coding: Coding): boolean {
  const last = coding.before('scs-trial').at(-1);
  return last !== undefined && !coding.before('implant').some(({ day }) => day >= toDay(last.fact.occurredOn));
}

function programming(coding: Coding, isPlacing: boolean): void {
  const done = coding.onTheDay('programming');
  if (done.length === 0) return;
  const isPart = ({ fact }: Documented<Programming>): boolean => isPlacing && fact.intraoperative === true && fact.complexity === 'none';
  const parts = done.filter(isPart);
  const codes = [...new Set(done.map(({ fact }) => PROGRAMMING_CODES[fact.complexity]))].sort();
  const isOneCode = codes.length === 1;
  const others = isOneCode ? done.filter((one) => !isPart(one)) : done;
  if (parts.length > 0) coding.tell('programming', 'unmet', { codes, facts: parts });
  if (isOneCode && parts.length > 0) coding.add({ codes, modifiers: [], units: 1, facts: parts, heldBy: [], notBilledBy: ['programming'] });
  if (others.length === 0) return;
  const outcomeOf = ({ fact: { intraoperative } }: Documented<Programming>): Outcome => (!isPlacing || intraoperative === false ? 'met' : intraoperative === undefined ? 'unknown' : 'review');
  const outcomes = others.filter((one) => !isPart(one)).map(outcomeOf);
  const heldBy = coding.holds('programming', isOneCode ? outcomes : [...outcomes, 'review'], { codes, facts: others, missing: isOneCode ? ['intraoperative'] : ['complexity'] });
  coding.add({ codes, modifiers: [], units: 1, facts: others, heldBy });
}
