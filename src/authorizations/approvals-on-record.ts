/** What payers have decided in this record, in the shape in which a decision is documented as a fact. */
import { isSameTarget } from '../../machines/kernel/anatomy';
import { isRejection } from '../../machines/kernel/rejection';
import type { AuthorizationFact } from '../../machines/evidence/fact';
import type { Coverage } from '../../machines/criteria/types';
import { CODE_FILES, codesOfPlan, codesOn, type CodeFile } from '../../machines/coding';
import type { PatientState } from '../../machines/patient';
import { priorAuthorization } from '../../machines/programs/applies';

/**
 * Of the coverage's payer. An approval of all targets of the episode's plan is one of its step's codes; of fewer, it names none, and a
 * person looks. `asked`: the codes in question, so that an approval of another service does not speak of them.
 */
export function approvalsOnRecord(patient: PatientState, coverage: Coverage, asked: readonly string[]): readonly AuthorizationFact[] {
  return patient.authorizations.flatMap((one): readonly AuthorizationFact[] => {
    const episode = patient.episodes.find(({ id }) => id === one.episodeId);
    if (episode === undefined || one.position === 'withdrawn' || one.asked?.payer !== coverage.payer || one.asked.line !== coverage.line) return [];
    const dateOfService = one.dateOfService ?? one.determinations.at(-1)?.decidedOn ?? '';
    const file = codesOn(dateOfService);
    const codes = codesOfPlan(isRejection(file) ? CODE_FILES[0] as CodeFile : file, one.step, episode.region, episode.plan);
    if (!codes.some((code) => asked.includes(code))) return [];
    const { program } = priorAuthorization({ coverage, codes, dateOfService, ...(one.asked.setting !== undefined && { setting: one.asked.setting }) });
    const { setting } = one.asked;
    // A later decision of the same request is the payer's last word.
    return one.determinations.slice(-1).map((decision): AuthorizationFact => {
      const approved = decision.targets ?? one.targets;
      const isAll = episode.plan.targets.every((target) => approved.some((covered) => isSameTarget(covered, target)));
      const { decidedOn, payerReference, validFrom, validTo } = decision;
      return {
        type: 'authorization', occurredOn: decidedOn, program: program ?? '', decision: decision.decision, decidedOn, ...(isAll && { codes }), ...(setting !== undefined && { setting }),
        ...(payerReference !== undefined && { payerReference }), ...(validFrom !== undefined && { validFrom }), ...(validTo !== undefined && { validTo }),
      };
    });
  });
}
