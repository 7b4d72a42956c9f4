/**
 * What is said beside the ids to whoever was granted it: the findings of a criterion, the result of a step, what the payer decided, what kind of
 * fact it is. No free text, no score, no name. Pure: read from the event of the log that the public event follows from.
 */
import type { DeterminationContent } from '../authorization';
import type { PatientEvent } from '../patient';
import type { PublicEvent } from './public-event';

export type PublicContent = Readonly<Record<string, unknown>>;

/** Undefined where there is nothing more to say. */
export function contentOf({ type, data }: PublicEvent, event: PatientEvent): PublicContent | undefined {
  switch (event.type) {
    case 'FactDocumented':
    case 'FactCorrected':
      return { factType: event.fact.type };
    case 'StepAssessed': {
      const { result, eligibleTargets, findings } = event.assessment;
      if (type === 'step.eligible' || type === 'step.no-longer-eligible') return { result, eligibleTargets };
      return { findings: findings.filter(({ criterion }) => criterion === data.criterion).map(({ kind, outcome, target, found, evidence }) => ({ kind, outcome, ...(target !== undefined && { target }), found, evidence })) };
    }
    case 'DeterminationRecorded':
      return determinationOf(event);
    case 'DeterminationCorrected':
      return { ...determinationOf(event.determination), corrected: true };
    case 'ModificationAccepted':
      return { modification: 'accepted' };
    case 'ModificationDeclined':
      return { modification: 'declined' };
    case 'ProcedureScheduled':
    case 'ProcedureRescheduled':
      return { targets: event.targets };
    default:
      return undefined;
  }
}

function determinationOf({ decision, payerReference, validFrom, validTo, units, targets }: DeterminationContent): PublicContent {
  return {
    decision, ...(payerReference !== undefined && { payerReference }), ...(validFrom !== undefined && { validFrom }), ...(validTo !== undefined && { validTo }),
    ...(units !== undefined && { units }), ...(targets !== undefined && { targets }),
  };
}
