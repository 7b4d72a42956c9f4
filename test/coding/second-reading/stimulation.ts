/** Spinal cord stimulation: leads, generator, revision, programming. */
import { GENERATOR_PLACED, GENERATOR_REVISED, LEAD_CODES, LEAD_REMOVED, PROGRAMMING, REVISION } from './constants';
import { draft, Draft, ofType, Reading, tell } from './draft';
import { FactJson, unique } from './facts';

export function stimulation(reading: Reading): void {
  const placing = ofType(reading.day, 'scs-trial', 'implant');
  const revisions = ofType(reading.day, 'revision');
  leadLines(reading, placing);
  generatorLines(reading, placing, revisions);
  revisionLines(reading, placing, revisions);
  programmingLine(reading, placing);
}

function stimulationDraft(codes: readonly string[], facts: readonly FactJson[], more: Partial<Draft> = {}): Draft {
  return draft('stimulation', codes, facts, { diagnosisOf: 'any', ...more });
}

/** 63650 or 63655 by `leadType`; both where it is not stated. */
export function leadCodes(fact: FactJson): string[] {
  if (fact.leadType === 'percutaneous') return [LEAD_CODES.percutaneous];
  if (fact.leadType === 'paddle') return [LEAD_CODES.paddle];
  return [LEAD_CODES.percutaneous, LEAD_CODES.paddle];
}

function leadLines(reading: Reading, placing: readonly FactJson[]): void {
  const known: FactJson[] = [];
  for (const fact of placing) {
    if (fact.leads === 0) {
      // "A trial with 0: `review`, holds nothing"
      if (fact.type === 'scs-trial') tell(reading, 'leads', 'review');
    } else if (fact.leads === undefined || fact.leadType === undefined) {
      // "`leads` not stated, or `leadType` not stated and leads not 0: `unknown`, holds"
      tell(reading, 'leads', 'unknown');
      reading.drafts.push(stimulationDraft(leadCodes(fact), [fact], { units: fact.leads ?? 1, limitUnits: fact.leads ?? 0, held: true }));
    } else {
      known.push(fact);
    }
  }
  for (const code of unique(known.flatMap(leadCodes))) {
    // "Per lead: ... units are leads"
    const facts = known.filter((fact) => leadCodes(fact).includes(code));
    const units = facts.reduce((sum, fact) => sum + (fact.leads ?? 0), 0);
    reading.drafts.push(stimulationDraft([code], facts, { units, limitUnits: units }));
  }
}

function isGeneratorReplaced(fact: FactJson): boolean {
  return fact.component === 'generator' && fact.action === 'replace';
}

function generatorLines(reading: Reading, placing: readonly FactJson[], revisions: readonly FactJson[]): void {
  const implants = placing.filter((fact) => fact.type === 'implant');
  const placed = [...implants.filter((fact) => fact.generator === true), ...revisions.filter(isGeneratorReplaced)];
  if (placed.length > 0) reading.drafts.push(stimulationDraft([GENERATOR_PLACED], placed));
  for (const fact of implants.filter((one) => one.generator === undefined)) {
    // "not stated: `unknown`, holds 63685"
    tell(reading, 'generator', 'unknown');
    reading.drafts.push(stimulationDraft([GENERATOR_PLACED], [fact], { held: true }));
  }
}

function revisionLines(reading: Reading, placing: readonly FactJson[], revisions: readonly FactJson[]): void {
  const placedTypes = placing.filter((fact) => fact.leads !== 0).map((fact) => fact.leadType);
  const generatorPlaced = placing.some((fact) => fact.generator === true) || revisions.some(isGeneratorReplaced);
  const others = revisions.filter((fact) => !isGeneratorReplaced(fact));
  for (const code of unique(others.map(revisionCode))) {
    const facts = others.filter((fact) => revisionCode(fact) === code);
    const line = stimulationDraft([code], facts);
    const component = facts[0]?.component;
    if (code === GENERATOR_REVISED && generatorPlaced) {
      // "63688 is not billed, `review`: only another device would be a service of its own"
      tell(reading, 'same-device', 'review');
      line.notBilled = true;
    }
    // "leads of one type placed and revised, replaced or removed on one day: the revision is held, `review`"
    if ((component !== 'generator' && placedTypes.includes(undefined)) || (component === 'lead' && placedTypes.includes('percutaneous')) || (component === 'paddle' && placedTypes.includes('paddle'))) {
      tell(reading, 'lead-revision', 'review');
      line.held = true;
    }
    // "percutaneous lead removed, a trial on record and no implant since it: held, `review`"
    if (code === LEAD_REMOVED && trialWithoutImplant(reading)) {
      tell(reading, 'trial-lead-removal', 'review');
      line.held = true;
    }
    reading.drafts.push(line);
  }
}

export function revisionCode(fact: FactJson): string {
  return REVISION[fact.component ?? '']?.[fact.action ?? ''] ?? '';
}

/** The trial is of the record (earlier); an implant on the day itself is the one for which the trial's leads are pulled. */
function trialWithoutImplant(reading: Reading): boolean {
  const implants = ofType(reading.record, 'implant');
  return ofType(reading.record, 'scs-trial').some((trial) => !implants.some((implant) => implant.occurredOn >= trial.occurredOn));
}

/** Leads or a generator were placed, unless the fact says that neither was. */
function placesSomething(fact: FactJson): boolean {
  return fact.leads !== 0 || (fact.type === 'implant' && fact.generator !== false);
}

function programmingLine(reading: Reading, placing: readonly FactJson[]): void {
  const facts = ofType(reading.day, 'programming');
  if (facts.length === 0) return;
  const placed = placing.some(placesSomething) || ofType(reading.day, 'revision').some((fact) => fact.action === 'replace' || (fact.component !== 'generator' && fact.action === 'revise'));
  const part: FactJson[] = [];
  const billed: FactJson[] = [];
  let held = false;
  for (const fact of facts) {
    let partOfPlacing = false;
    if (placed && fact.intraoperative === undefined) {
      tell(reading, 'programming', 'unknown');
      held = true;
    } else if (placed && fact.intraoperative === true && fact.complexity === 'none') {
      // "`true` without programming: not billed (part of placing the lead), `unmet`"
      tell(reading, 'programming', 'unmet');
      partOfPlacing = true;
    } else if (placed && fact.intraoperative === true) {
      // "`true` with programming: `review`, holds"
      tell(reading, 'programming', 'review');
      held = true;
    }
    (partOfPlacing ? part : billed).push(fact);
  }
  const codesOf = (some: readonly FactJson[]): string[] => unique(some.map((fact) => PROGRAMMING[fact.complexity ?? ''] ?? ''));
  if (codesOf(facts).length > 1) {
    // "several: `review`, held as one": all complexities of the day, the check of the operation too.
    tell(reading, 'programming', 'review');
    reading.drafts.push(stimulationDraft(codesOf(facts), facts, { procedure: false, held: true }));
    return;
  }
  if (part.length > 0) reading.drafts.push(stimulationDraft(codesOf(part), part, { procedure: false, notBilled: true }));
  if (billed.length > 0) reading.drafts.push(stimulationDraft(codesOf(billed), billed, { procedure: false, held }));
}
