/** What is asked of every line, whatever the service: place, who bills, diagnoses, the days of an earlier procedure, unit limits. */
import type { Fact } from '../evidence/fact';
import { SPINAL_REGIONS, type SpinalRegion } from '../kernel/anatomy';
import type { Outcome } from '../kernel/outcome';
import type { Candidate, Coding, Documented } from './coding';
import { wayOf } from './levels';
import { acceptedOf, isOf, RULES, type Cited } from './rules';
import { overLimit } from './unit-limit';
import type { CodingRule } from './types';

/** Where the facts of a line were performed, against what the claim says. */
export function placeOf(coding: Coding, { codes, facts: own, together: facts = own, notBilledBy: elsewhere }: Candidate): { readonly place: string | undefined; readonly heldBy: readonly CodingRule[]; readonly notBilledBy: readonly CodingRule[] } {
  const settings = facts.map(({ fact }) => (fact as { readonly setting?: string }).setting);
  const performed = settings.length === 1 ? settings : [...new Set(settings)];
  const claimed = coding.question.placeOfService;
  const place = claimed ?? performed.find((one) => one !== undefined);
  const outcomes = performed.map((one): Outcome => (one === undefined ? 'unknown' : one !== (claimed ?? one) ? 'unmet' : coding.file.places[one] === undefined ? 'review' : 'met'));
  // Without a claim that says which, one of two places is another than the line's.
  if (claimed === undefined && elsewhere === undefined && performed.filter((one) => one !== undefined).length > 1) outcomes.push('unmet');
  for (const [at, outcome] of outcomes.entries()) {
    if (outcomes.indexOf(outcome) !== at) continue;
    if (outcome === 'met') coding.tell('place-of-service', 'met', { codes, facts, found: { place: place as string } });
    else coding.tell('place-of-service', outcome, { codes, facts, missing: ['place'], found: { claimed: claimed ?? null, performed: performed.map((one) => one ?? 'not stated') } });
  }
  const heldBy: readonly CodingRule[] = outcomes.includes('unknown') || outcomes.includes('unmet') ? ['place-of-service'] : [];
  const isNoFacility = coding.question.claimType === 'facility' && (claimed === undefined ? performed : [claimed]).some((one) => one !== undefined && coding.file.places[one]?.facility === false);
  if (isNoFacility) coding.tell('claim-type', 'unmet', { codes, facts, found: { place: place ?? null } });
  return { place, heldBy, notBilledBy: isNoFacility ? ['claim-type'] : [] };
}

type Asked = 'facet' | 'stimulation' | 'epidural';

interface Diagnosed {
  readonly diagnoses: readonly string[];
  readonly heldBy: readonly CodingRule[];
}

const NOT_ASKED: Diagnosed = { diagnoses: [], heldBy: [] };
/** Not from the payer's own list: no list was seen, or an unconfirmed one. */
const BY_GENERAL_KNOWLEDGE: Cited = { source: 'house', confidence: 'unconfirmed' };

/** Pointers of a line, the accepted ones first; worked out once for all lines of a kind and its regions. */
export class Diagnoses {
  private readonly known = new Map<string, Diagnosed>();

  constructor(private readonly coding: Coding) {}

  of({ codes, facts, regions = [] }: Candidate): Diagnosed {
    const asked = askedOf(this.coding, codes, facts);
    if (asked === undefined) return NOT_ASKED;
    const name = `${asked} ${regions.join()}`;
    let diagnosed = this.known.get(name);
    if (diagnosed === undefined) this.known.set(name, diagnosed = diagnosesOf(this.coding, asked, codes, regions));
    return diagnosed;
  }
}

function diagnosesOf(coding: Coding, asked: Asked, codes: readonly string[], regions: readonly SpinalRegion[]): Diagnosed {
  const histories = coding.seen('pain-history').filter(({ fact }) => fact.diagnoses !== undefined && fact.diagnoses.length > 0);
  const ofLatestDay = (of: typeof histories): typeof histories => of.filter(({ day }) => day === of.at(-1)?.day);
  const byRegion = asked === 'stimulation' ? [] : SPINAL_REGIONS.filter((region) => regions.includes(region)).map((region) => ofLatestDay(histories.filter(({ fact }) => fact.region === region)));
  // Where the region is not documented, that is asked first.
  if (asked !== 'stimulation' && byRegion.length === 0) return NOT_ASKED;
  const latest = asked === 'stimulation' ? ofLatestDay(histories) : byRegion.flat();
  const diagnoses = [...new Set(latest.flatMap(({ fact }) => fact.diagnoses ?? []))];
  const list = asked === 'epidural' ? undefined : RULES.diagnoses[asked];
  const acceptedIn = (of: typeof histories): readonly string[] => {
    const named = of.flatMap(({ fact }) => fact.diagnoses ?? []);
    return list === undefined || !isOf(list, coding.coverage) ? named : acceptedOf(list.accepted, named);
  };
  const accepted = [...new Set(acceptedIn(latest))];
  const outcomeOf = (of: typeof histories): Outcome => (of.length === 0 ? 'unknown' : acceptedIn(of).length > 0 ? 'met' : asked === 'facet' ? 'unmet' : 'review');
  const outcomes = new Set((asked === 'stimulation' ? [latest] : byRegion).map(outcomeOf));
  for (const outcome of outcomes) coding.tell('diagnosis', outcome, { codes, facts: latest, found: { diagnoses }, missing: outcome === 'met' ? [] : ['diagnosis'], cited: asked === 'facet' ? RULES.rules.diagnosis as Cited : BY_GENERAL_KNOWLEDGE });
  return { diagnoses: accepted.length === diagnoses.length ? accepted : [...accepted, ...diagnoses.filter((one) => !accepted.includes(one))], heldBy: outcomes.has('unknown') || outcomes.has('unmet') ? ['diagnosis'] : [] };
}

function askedOf(coding: Coding, codes: readonly string[], [first]: readonly Documented[]): Asked | undefined {
  const family = coding.codeOf(codes[0] ?? '')?.family;
  if (family?.startsWith('drug-test') === true || first?.fact.type === 'drug-test') return undefined;
  if (family?.startsWith('stimulator') === true) return 'stimulation';
  return first?.fact.type === 'epidural' ? 'epidural' : 'facet';
}

/** Within the days of an earlier procedure; which of the modifiers tells it, a person knows. */
export function globalPeriod(coding: Coding, open: readonly Documented[], { codes, facts }: Candidate): readonly CodingRule[] {
  return open.length === 0 || codes.every((code) => coding.codeOf(code)?.globalDays === undefined) ? [] : coding.holds('global-period', ['review'], { codes, facts: [...facts, ...open], missing: ['global-modifier'] });
}

/** Earlier procedures whose days are not over, by the longest that what is on record may have: 90 where the kind of lead is not. */
export function openProcedures(coding: Coding): readonly Documented[] {
  const longest = (...codes: readonly string[]): number => Math.max(0, ...codes.map((code) => coding.codeOf(code)?.globalDays ?? 0));
  const leadCodes = (leadType: string | undefined): readonly string[] => (leadType === undefined ? ['63650', '63655'] : [leadType === 'paddle' ? '63655' : '63650']);
  const daysOf = (fact: Fact): number => {
    if (fact.type === 'ablation') return RULES.thermal.withoutCode.includes(fact.technique) ? 0 : longest('64633', '64635');
    if (fact.type === 'scs-trial') return longest(...(fact.leads === 0 ? [] : leadCodes(fact.leadType)));
    if (fact.type === 'implant') return longest(...(fact.leads === 0 ? [] : leadCodes(fact.leadType)), ...(fact.generator === false ? [] : ['63685']));
    if (fact.type === 'revision') return fact.component === 'generator' ? longest('63685', '63688') : fact.component === 'paddle' ? longest('63662', '63664') : longest('63661', '63663');
    return 0;
  };
  return (['ablation', 'scs-trial', 'implant', 'revision'] as const).flatMap((type) => (coding.before(type) as readonly Documented[]).filter(({ day, fact }) => {
    const days = daysOf(fact);
    return days > 0 && coding.day <= day + days;
  }));
}

const NOTHING_OVER: ReadonlySet<string> = new Set();

/** Codes with more units on the day than their limit. */
export function unitLimits(coding: Coding, candidates: readonly Candidate[]): ReadonlySet<string> {
  if (candidates.length === 1 && (candidates[0] as Candidate).units <= 1) return NOTHING_OVER;
  const lines = candidates.filter(({ codes, notBilledBy, heldBy }) => (codes.length === 1 || heldBy.includes('technique')) && notBilledBy === undefined && !heldBy.includes('leads') && !heldBy.includes('generator')).map(({ codes: [code = ''], modifiers, units, facts, together = facts, heldBy }) => {
    const of = coding.codeOf(code);
    const way = wayOf(coding, code, together)?.way ?? 'modifier-50';
    // Where the sides are open, its units are those of one side.
    return { code, modifiers, units, of, way: way === 'twice' && heldBy.some((rule) => rule === 'sides' || rule === 'sides-by-level') ? 'modifier-50' as const : way, facts };
  });
  const over = new Set(overLimit(lines).map((index) => lines[index]?.code ?? ''));
  for (const code of over) {
    coding.tell('unit-limit', 'review', { codes: [code], facts: lines.filter((line) => line.code === code).flatMap(({ facts }) => facts), missing: ['units'], found: { [code]: coding.codeOf(code)?.unitsMax ?? 0 } });
  }
  return over;
}
