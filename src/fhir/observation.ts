/**
 * Scores, and relief in percent. Relief is never a number alone: each is derived from the baseline and the score that it compares, or says that somebody stated it.
 * Pure. Scores only: no item of a questionnaire is known here. A procedure's minute is told beside its day, for the hour it was done at is not recorded.
 */
import { allFacts, type ChartFact } from '../../machines/evidence/chart';
import type { Observation as SeriesEntry, ReliefSeries } from '../../machines/evidence/fact';
import { reliefPercent } from '../../machines/kernel/quantities';
import { coded, LOINC, present, type Fhir, type Resource } from '../platform/fhir/values';
import codes from './observation-codes.json';
import { idOf, identifier, procedureId, importedMeta, reference } from './names';
import type { PatientSource } from './patient-source';
import { isProcedure } from './procedure';

type Source = Pick<PatientSource, 'patientId' | 'patient' | 'changes'>;
type Code = keyof typeof codes;
type Named = Readonly<Partial<Record<string, { readonly loinc?: string; readonly unit: string; readonly text: string }>>>;

const NAMED: Named = codes;
const UCUM = 'http://unitsofmeasure.org';

export function observations(source: Source): readonly Resource[] {
  return allFacts(source.patient.chart).flatMap((found) => observationsOf(source, found));
}

/** Those of one fact; the first is its own score, or the baseline of its series. */
export function observationsOf(source: Source, entry: ChartFact): readonly Resource[] {
  const { fact } = entry;
  const told = new Told(source, entry);
  switch (fact.type) {
    case 'score':
      told.score('score', fact.instrument, fact.value, fact.occurredOn, {}, fact.role);
      break;
    case 'block':
    case 'epidural':
      series(told, fact.relief, fact.occurredOn);
      break;
    case 'ablation-outcome': {
      const { scale, baseline, score, statedPercent, side, occurredOn } = fact;
      const start = told.score('baseline', scale, baseline, fact.ablationOn, {}, 'baseline');
      told.relief('later', scale, [start, told.score('later', scale, score, occurredOn, sided(side))], [baseline, score], occurredOn, sided(side));
      told.stated(statedPercent, occurredOn);
      break;
    }
    case 'scs-trial': {
      const { scale, baseline, end, statedPercent } = fact.relief ?? {};
      const on = (fact.endedAt ?? fact.startedAt).slice(0, 10);
      const start = told.score('baseline', scale, baseline, fact.startedAt.slice(0, 10), {}, 'baseline');
      told.relief('end', scale, [start, told.score('end', scale, end, on)], [baseline, end], on);
      told.stated(statedPercent, on);
      (fact.days ?? []).forEach((day, index) => {
        told.relief(`day-${index}`, scale, [start, told.score(`day-${index}`, scale, day.score, day.on)], [baseline, day.score], day.on);
      });
      break;
    }
  }
  return told.all;
}

function series(told: Told, { scale, baseline, observations: entries = [], statedPercent }: ReliefSeries = {}, on: string): void {
  const start = told.score('baseline', scale, baseline, on, {}, 'baseline');
  entries.forEach((entry, index) => {
    const more = { ...sided(entry.side), ...after(entry) };
    told.relief(`${index}`, scale, [start, told.score(`${index}`, scale, entry.score, on, more)], [baseline, entry.score], on, more);
  });
  told.stated(statedPercent, on);
}

function sided(side: string | undefined): Fhir {
  return side === undefined ? {} : { bodySite: { text: side } };
}

function after({ minutes }: SeriesEntry): Fhir {
  return { component: [{ code: codeOf('minutes-after-procedure'), valueQuantity: quantity('minutes-after-procedure', minutes) }] };
}

/** LOINC where a code was verified, and our own word always. */
function codeOf(name: string): Fhir {
  const { loinc, text } = NAMED[name] ?? { text: name };
  return { coding: [...(loinc === undefined ? [] : coded(LOINC, loinc).coding as readonly Fhir[]), { system: 'urn:pathgate:observation', code: name }], text };
}

function quantity(name: string, value: number): Fhir {
  const unit = NAMED[name]?.unit ?? '{score}';
  return { value, unit, system: UCUM, code: unit };
}

class Told {
  readonly all: Resource[] = [];

  constructor(private readonly source: Source, private readonly entry: ChartFact) {}

  /** The address of what it told; undefined where there was no score. */
  score(key: string, scale: string | undefined, value: number | undefined, on: string, more: Fhir = {}, role?: string): Fhir | undefined {
    return value === undefined ? undefined : this.tell(key, scale ?? ('pain-score' satisfies Code), value, on, { ...more, ...(role !== undefined && { note: [{ text: role }] }) });
  }

  relief(key: string, scale: string | undefined, from: readonly (Fhir | undefined)[], [baseline, score]: readonly (number | undefined)[], on: string, more: Fhir = {}): void {
    const percent = reliefPercent(baseline, score);
    const derivedFrom = from.filter((one) => one !== undefined);
    if (percent !== undefined && derivedFrom.length === from.length) this.tell(`relief-${key}`, 'relief-percent' satisfies Code, percent, on, { ...more, derivedFrom, ...(scale !== undefined && { method: { text: scale } }) });
  }

  stated(percent: number | undefined, on: string): void {
    if (percent !== undefined) this.tell('stated', 'stated-relief-percent' satisfies Code, percent, on, {});
  }

  private tell(key: string, name: string, value: number, on: string, more: Fhir): Fhir {
    const { patientId, patient, changes } = this.source;
    const { id: factId, fact } = this.entry;
    const id = idOf(patientId, 'Observation', factId, key);
    this.all.push(present({
      resourceType: 'Observation', id, meta: present({ lastUpdated: changes.facts.get(factId), ...importedMeta(this.entry) }), identifier: [identifier('fact', factId)],
      partOf: isProcedure(fact) ? [reference('Procedure', procedureId(patientId, factId))] : [],
      status: (patient.factVersions[factId] ?? 1) > 1 ? 'corrected' : 'final',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] }],
      code: codeOf(name), subject: reference('Patient', patientId), effectiveDateTime: on, valueQuantity: quantity(name, value), ...more,
      performer: fact.author === undefined ? [] : [{ display: fact.author }],
    }));
    return reference('Observation', id);
  }
}
