/** What one fact's note lacks, as it is answered: by its own address, and in the dry run of a fact. */
import { findFact } from '../../machines/evidence/chart';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { checkDocumentation } from '../../machines/coding';
import type { Policy } from '../../machines/criteria/types';
import { coveragesOn, type PatientState } from '../../machines/patient';
import type { CodeDescriptors } from './code-descriptors';
import { CodingView } from './coding.view';

/** Nobody's rules: what no payer asks is still asked. */
const NO_COVERAGE = { payer: '' };

/** Under the first coverage of the fact's own day; undefined where the fact is no service. */
export function documentationOf({ patient, policies }: { readonly patient: PatientState; readonly policies: readonly Policy[] }, factId: string, descriptors: CodeDescriptors) {
  const on = findFact(patient.chart, factId)?.fact.occurredOn;
  if (on === undefined) return undefined;
  const check = checkDocumentation(factId, { coverage: coveragesOn(patient, on)[0] ?? NO_COVERAGE, policies }, patient.chart);
  return check === undefined || isRejection(check) ? check as Rejection | undefined : new CodingView(on, descriptors).documentation(check);
}
