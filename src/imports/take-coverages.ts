/**
 * What pays, of a patient who is known here: taken beside what is on record where it contradicts nothing, and else for a person to say, because of two
 * systems that disagree about it none is right by itself. Nothing on record is changed or ended. Pure.
 */
import { fold } from '../../machines/kernel/decider';
import { isRejection } from '../../machines/kernel/rejection';
import { decidePatient, evolvePatient, isSameContent, type Given, type PatientCoverage, type PatientEvent, type PatientState } from '../../machines/patient';
import { CoveragesDto } from '../patients';
import { plain, readBody } from '../platform/http/envelope';
import type { Own } from './assemble';

/** `gone-here`: it was on record once, and somebody has taken it off or said it otherwise. `differs`: with it, two would be in force in the same order. */
export type CoverageOutcome = 'new' | 'on-record' | 'gone-here' | 'differs' | 'refused';

export interface TakenCoverages {
  readonly events: readonly PatientEvent[];
  /** Of each coverage that the source states, once however often it does. */
  readonly outcomes: readonly { readonly part: Own; readonly outcome: CoverageOutcome; readonly faults: readonly { readonly pointer: string; readonly code: string }[] }[];
}

/** `before`: every coverage that was ever on record here. */
export function takeCoverages(stated: readonly Own[], before: readonly PatientCoverage[], patient: PatientState, given: Given): TakenCoverages {
  let after = patient;
  const events: PatientEvent[] = [];
  const outcomes: { part: Own; outcome: CoverageOutcome; faults: readonly { readonly pointer: string; readonly code: string }[] }[] = [];
  for (const part of eachOnce(stated)) {
    const tell = (outcome: CoverageOutcome, faults: readonly { readonly pointer: string; readonly code: string }[] = []): void => void outcomes.push({ part, outcome, faults });
    const dto = readBody(CoveragesDto, { coverages: [part.statement.kind === 'coverage' ? part.statement.coverage : undefined] });
    if (isRejection(dto)) {
      tell('refused', (dto.faults ?? []).map(({ pointer, code }) => ({ pointer: pointer.replace('/coverages/0', ''), code })));
      continue;
    }
    const coverage = plain(dto).coverages[0] as PatientCoverage;
    if (after.coverages.some((each) => says(each, coverage))) tell('on-record');
    else if (before.some((each) => says(each, coverage))) tell('gone-here');
    else {
      const decided = decidePatient({ type: 'ChangeCoverage', coverages: [...after.coverages, coverage] }, after, given);
      if (!isRejection(decided)) {
        events.push(...decided);
        after = fold(evolvePatient, after, decided);
        tell('new');
      } else if (decided.code === 'coverages-overlap' && decided.pointer?.endsWith('/to') !== true) tell('differs');
      else tell('refused', [{ pointer: (decided.pointer ?? '').replace(`/coverages/${after.coverages.length}`, ''), code: decided.code }]);
    }
  }
  return { events, outcomes };
}

/** Where it was first said. */
function eachOnce(stated: readonly Own[]): readonly Own[] {
  const first = new Map<string, Own>();
  for (const part of stated) {
    const said = part.statement.kind === 'coverage' ? JSON.stringify(part.statement.coverage) : '';
    if (!first.has(said)) first.set(said, part);
  }
  return [...first.values()];
}

/** All that the source says of it; what else is known here contradicts nothing. */
function says(recorded: PatientCoverage, stated: PatientCoverage): boolean {
  return isSameContent({ ...ofOneself(recorded), ...ofOneself(stated) }, ofOneself(recorded));
}

/** The subscriber's own, which may be said or left out. */
function ofOneself(coverage: PatientCoverage): PatientCoverage {
  const { relationship, ...rest } = coverage;
  return relationship === undefined || relationship === 'self' ? rest : coverage;
}
