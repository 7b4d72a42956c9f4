/** What payers have decided in this record, in the shape in which a decision is documented as a fact. */
import { isSameTarget } from '../../machines/kernel/anatomy';
import { isRejection } from '../../machines/kernel/rejection';
import type { AuthorizationFact } from '../../machines/evidence/fact';
import type { Coverage } from '../../machines/criteria/types';
import { CODE_FILES, codesOfPlan, codesOn, type CodeFile } from '../../machines/coding';
import { APPROVING_OUTCOMES, decisionThatCounts, namesProcedure, type DeterminationContent, type DeterminedItem } from '../../machines/authorization';
import type { AuthorizationState, PatientState } from '../../machines/patient';
import { priorAuthorization } from '../../machines/programs/applies';
import type { ApprovalOnRecord } from '../../machines/programs/approvals';

/**
 * Of the coverage's payer. What was decided line by line speaks of the codes of its lines, with their units. Otherwise an approval is of the
 * codes that its targets have in the episode's plan. `asked`: the codes in question,
 * so that an approval of another service does not speak of them.
 */
export function approvalsOnRecord(patient: PatientState, coverage: Coverage, asked: readonly string[]): readonly ApprovalOnRecord[] {
  return patient.authorizations.flatMap((one): readonly ApprovalOnRecord[] => {
    const episode = patient.episodes.find(({ id }) => id === one.episodeId);
    // A later decision of the same request is the payer's last word; one about the rest of an approval in part takes nothing from it.
    const decision = decisionThatCounts(one);
    if (episode === undefined || decision === undefined || one.position === 'withdrawn' || one.asked?.payer !== coverage.payer || one.asked.line !== coverage.line) return [];
    const dateOfService = one.dateOfService ?? decision.decidedOn;
    const file = codesOn(dateOfService);
    const codes = codesOfPlan(isRejection(file) ? CODE_FILES[0] as CodeFile : file, one.step, episode.region, episode.plan);
    const told = (decision.items ?? []).map((item) => item.modifiedCode ?? item.code);
    if (![...codes, ...told].some((code) => code !== undefined && asked.includes(code))) return [];
    const { setting } = one.asked;
    const { program } = priorAuthorization({ coverage, codes, dateOfService, ...(setting !== undefined && { setting }) });
    const { decidedOn, payerReference, validFrom, validTo } = decision;
    const fact: AuthorizationFact = {
      type: 'authorization', occurredOn: decidedOn, program: program ?? '', decision: wordOf(one, decision), decidedOn, ...(setting !== undefined && { setting }),
      ...(payerReference !== undefined && { payerReference }), ...(validFrom !== undefined && { validFrom }), ...(validTo !== undefined && { validTo }),
    };
    if (isByLine(decision)) return decision.items.map((item) => ofLine(fact, one, item));
    const approved = decision.targets ?? (decision.decision === 'partially-affirmed' && one.targets.length > 0 ? [] : one.targets);
    const isAll = episode.plan.targets.every((target) => approved.some((covered) => isSameTarget(covered, target)));
    // Of fewer targets, the codes of those: what is billed for another level has no approval.
    const ofApproved = isAll ? codes : approved.length === 0 ? undefined : codesOfPlan(isRejection(file) ? CODE_FILES[0] as CodeFile : file, one.step, episode.region, { ...episode.plan, targets: approved });
    return [{ ...fact, ...(ofApproved !== undefined && { codes: ofApproved }), ...(ofApproved !== undefined && decision.units !== undefined && { unitsInAll: decision.units }) }];
  });
}

/** Where every line names a procedure, the lines say it all. */
function isByLine(decision: DeterminationContent): decision is DeterminationContent & { readonly items: readonly (DeterminedItem & { readonly code: string })[] } {
  return decision.items !== undefined && decision.items.length > 0 && decision.items.every(({ code, modifiedCode }) => namesProcedure(modifiedCode ?? code));
}

/** An approval that was cancelled at the payer, or a modified one that nobody has accepted, is none. */
function wordOf({ position }: AuthorizationState, { decision }: DeterminationContent): string {
  if (position === 'cancelled') return 'withdrawn';
  if (decision !== 'modified') return decision;
  return position === 'affirmed' || position === 'expired' ? 'affirmed' : position === 'denied' ? 'denied' : 'pended';
}

function ofLine({ decision: whole, ...fact }: AuthorizationFact, one: AuthorizationState, { code, outcome, unitsApproved, modifiedCode, modifiedUnits, payerReference }: DeterminedItem): AuthorizationFact {
  // While the whole waits for a clinician, or no longer stands, so do its lines.
  const stands = whole === 'affirmed' || whole === 'partially-affirmed' || one.position === 'affirmed';
  const units = modifiedUnits ?? unitsApproved;
  const decision = APPROVING_OUTCOMES.includes(outcome) ? (!stands ? whole : outcome === 'partial' && units === undefined ? 'partially-affirmed' : 'affirmed') : outcome === 'denied' ? 'denied' : outcome === 'not-required' ? 'not-required' : 'pended';
  const named = modifiedCode ?? code;
  return { ...fact, decision, ...(named !== undefined && { codes: [named] }), ...(units !== undefined && { units }), ...(payerReference !== undefined && { payerReference }) };
}
