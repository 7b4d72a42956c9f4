/** Rules that ask of every line: place, claim type, diagnosis, unit limit, global period. */
import {
  ABLATION, FACET_DIAGNOSES, GENERATOR_PLACED, GLOBAL_DAYS, NON_FACILITY_PLACES, PLACES, STIMULATION_DIAGNOSES, UNIT_LIMITS, UPPER, OTHER_ABLATION } from './constants';
import { isOther } from './ablations';
import { Draft, holdFact, ofType, placesOf, Reading, tell } from './draft';
import { daysBetween, FactJson, regionOfName, unique } from './facts';
import { leadCodes, revisionCode } from './stimulation';

export function placeOfService(reading: Reading): void {
  for (const fact of reading.day) {
    if (!reading.drafts.some((line) => line.basis.includes(fact))) continue;
    const claimed = reading.question.placeOfService ?? fact.setting;
    if (fact.setting === undefined) {
      // "none documented: `unknown`, holds"
      tell(reading, 'place-of-service', 'unknown');
      holdFact(reading, fact);
    } else if (fact.setting !== claimed) {
      // "Another than claimed: `unmet`, holds"
      tell(reading, 'place-of-service', 'unmet');
      holdFact(reading, fact);
    } else if (!PLACES.includes(fact.setting)) {
      tell(reading, 'place-of-service', 'review');
    }
  }
  for (const line of reading.drafts) {
    // Facts of one line at two places, and no claim that says which: one of them is another than the line's.
    if (!line.notBilled && placesOf(reading.question, line.basis).length > 1) {
      tell(reading, 'place-of-service', 'unmet');
      line.held = true;
    }
  }
}

/** "facility claim at 11 or 12: `unmet`; nothing is billed" */
export function claimType(reading: Reading): void {
  if (reading.question.claimType !== 'facility') return;
  const atOffice = (facts: readonly FactJson[]): boolean => placesOf(reading.question, facts).some((place) => NON_FACILITY_PLACES.includes(place));
  for (const fact of reading.day) if (reading.drafts.some((line) => line.basis.includes(fact)) && atOffice([fact])) tell(reading, 'claim-type', 'unmet');
  for (const line of reading.drafts) if (atOffice(line.basis)) line.notBilled = true;
}

export function listed(list: readonly string[], code: string): boolean {
  return list.some((entry) => (entry.endsWith('x') ? code.startsWith(entry.slice(0, -1)) && code.length >= entry.length : code === entry));
}

/** "the latest `pain-history` of the region with diagnoses, on or before the date; stimulation: of any region" */
function diagnosesOf(reading: Reading, region?: string): string[] {
  const histories = ofType(reading.seen, 'pain-history').filter((fact) => (fact.diagnoses ?? []).length > 0
    && (region === undefined || regionOfName(String(fact.region)) === region));
  const latest = unique(histories.map((fact) => fact.occurredOn)).slice(-1)[0];
  return [...new Set(histories.filter((fact) => fact.occurredOn === latest).flatMap((fact) => fact.diagnoses ?? []))];
}

/** The diagnoses of each line, "the accepted ones first". */
export function diagnoses(reading: Reading): Map<Draft, string[]> {
  const pointers = new Map<Draft, string[]>();
  for (const line of reading.drafts) {
    if (line.diagnosisOf === 'none') continue;
    const found = line.diagnosisOf === 'any' ? [diagnosesOf(reading)] : line.diagnosisOf.map((region) => diagnosesOf(reading, region));
    const list = acceptedList(reading, line);
    for (const codes of found) {
      if (codes.length === 0) {
        tell(reading, 'diagnosis', 'unknown');
        line.held = true;
      } else if (list !== undefined && !codes.some((code) => listed(list, code))) {
        // Facets of Medicare: `unmet`, holds; stimulation: `review`.
        tell(reading, 'diagnosis', line.family === 'facet' ? 'unmet' : 'review');
        if (line.family === 'facet') line.held = true;
      }
    }
    const all = [...new Set(found.flat())];
    const accepted = all.filter((code) => list !== undefined && listed(list, code));
    pointers.set(line, [...accepted, ...all.filter((code) => !accepted.includes(code))]);
  }
  return pointers;
}

function acceptedList(reading: Reading, line: Draft): readonly string[] | undefined {
  if (line.family === 'facet' && reading.medicare) return FACET_DIAGNOSES;
  return line.family === 'stimulation' ? STIMULATION_DIAGNOSES : undefined;
}

/** "units of a code on the day against its limit: above: `review`, holds" */
export function unitLimit(reading: Reading): void {
  const billable = reading.drafts.filter((line) => !line.notBilled && (line.codes.length === 1 || line.codes[1] === OTHER_ABLATION));
  for (const code of unique(billable.flatMap((line) => line.codes.slice(0, 1)))) {
    const lines = billable.filter((line) => line.codes[0] === code);
    const units = lines.reduce((sum, line) => sum + line.limitUnits, 0);
    if (units > (UNIT_LIMITS[code] ?? Infinity)) {
      tell(reading, 'unit-limit', 'review');
      for (const line of lines) line.held = true;
    }
  }
}

/** The codes that an earlier fact may have been; add-ons have no days of their own. */
function earlierCodes(fact: FactJson): string[] {
  switch (fact.type) {
    case 'ablation': return isOther(fact) ? [] : (ABLATION[UPPER] ?? []).slice(0, 1);
    case 'scs-trial': return fact.leads === 0 ? [] : leadCodes(fact);
    case 'implant': return [...(fact.leads === 0 ? [] : leadCodes(fact)), ...(fact.generator === false ? [] : [GENERATOR_PLACED])];
    case 'revision': return [revisionCode(fact)];
    default: return [];
  }
}

/** "an earlier procedure within its global days (day 0 + 10, or + 90): procedures: `review`, holds ... Not asked of programming and drug tests" */
export function globalPeriod(reading: Reading): void {
  const within = reading.record.some((fact) => {
    const days = daysBetween(fact.occurredOn, reading.question.dateOfService);
    return earlierCodes(fact).some((code) => days <= (GLOBAL_DAYS[code] ?? 0));
  });
  if (!within) return;
  for (const line of reading.drafts.filter((one) => one.procedure)) {
    tell(reading, 'global-period', 'review');
    line.held = true;
  }
}
