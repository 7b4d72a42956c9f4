/**
 * What was done: blocks, ablations, trials, implants, epidurals. Pure. A code of CPT stands only where the coding engine made a line of the fact;
 * what it holds back has words alone. No descriptor of a code is known here.
 */
import { chooseCodes } from '../../machines/coding';
import { summarizeFact } from '../../machines/packet';
import { allFacts, type ChartFact } from '../../machines/evidence/chart';
import type { Ablation, Block, DocumentedTarget, Epidural, Fact, Implant, ScsTrial } from '../../machines/evidence/fact';
import { capitalized, inWords, targetInWords } from '../../machines/criteria/words';
import { isRejection } from '../../machines/kernel/rejection';
import { coveragesOn, type Pathway } from '../../machines/patient';
import { parseInstant } from '../platform/clock/clock';
import { present, procedureCode, type Fhir, type Resource } from '../platform/fhir/values';
import { identifier, procedureId, importedMeta, reference } from './names';
import type { PatientSource } from './patient-source';

const PATHWAY_OF = { block: 'rfa', ablation: 'rfa', 'scs-trial': 'scs', implant: 'scs', epidural: 'epidural' } as const satisfies Partial<Record<Fact['type'], Pathway>>;
type Performed = Block | Ablation | ScsTrial | Implant | Epidural;

export function isProcedure(fact: Fact): fact is Performed {
  return Object.hasOwn(PATHWAY_OF, fact.type);
}

type Source = Pick<PatientSource, 'patientId' | 'patient' | 'policies'>;

export function procedures(source: Source): readonly Resource[] {
  return allFacts(source.patient.chart).flatMap((entry) => (isProcedure(entry.fact) ? [procedure(source, entry, entry.fact)] : []));
}

function procedure(source: Source, entry: ChartFact, fact: Performed): Resource {
  const { patientId } = source;
  const { id: factId } = entry;
  const codes = codesOf(source, factId, fact);
  const operator = 'operator' in fact ? fact.operator : undefined;
  return present({
    resourceType: 'Procedure', id: procedureId(patientId, factId), meta: importedMeta(entry), identifier: [identifier('fact', factId)],
    status: fact.type === 'scs-trial' && fact.endedAt === undefined ? 'in-progress' : 'completed',
    code: { ...(codes.length > 0 && { coding: codes.flatMap((code) => procedureCode(code).coding as readonly Fhir[]) }), text: capitalized(summarizeFact(fact, PATHWAY_OF[fact.type])) },
    subject: reference('Patient', patientId),
    ...(fact.type === 'scs-trial' ? { performedPeriod: present({ start: parseInstant(fact.startedAt), end: fact.endedAt === undefined ? undefined : parseInstant(fact.endedAt) }) } : { performedDateTime: fact.occurredOn }),
    performer: operator === undefined ? [] : [{ actor: { display: operator } }],
    bodySite: sitesOf(fact).map((text) => ({ text })),
  });
}

function sitesOf(fact: Performed): readonly string[] {
  const targets: readonly DocumentedTarget[] = 'targets' in fact ? fact.targets ?? [] : [];
  if (targets.length > 0) return targets.map(targetInWords);
  return 'region' in fact && fact.region !== undefined ? [inWords(fact.region)] : [];
}

/** Of a professional claim of the day under the first coverage then; none without one. */
function codesOf({ patient, policies }: Source, factId: ChartFact['id'], { occurredOn }: Performed): readonly string[] {
  const [coverage] = coveragesOn(patient, occurredOn);
  if (coverage === undefined) return [];
  const coded = chooseCodes({ dateOfService: occurredOn, claimType: 'professional' }, { coverage, policies }, patient.chart);
  return isRejection(coded) ? [] : [...new Set(coded.lines.filter(({ facts }) => facts.includes(factId)).map(({ code }) => code))];
}
