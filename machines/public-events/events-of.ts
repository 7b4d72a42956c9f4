/**
 * Which public events follow from what one commit has recorded. Pure: a function of the patient before it and its events, so that replaying the
 * log names the same ones, none lost and none invented.
 */
import { isEligible, type RecordedAssessment } from '../criteria/recorded';
import type { PolicyRef } from '../criteria/types';
import type { PatientEvent, PatientState } from '../patient';
import type { PublicEvent, PublicEventData, PublicEventType, VersionedPublicEvent } from './public-event';

/** An event of the log with its version. */
export interface Recorded {
  readonly version: number;
  readonly event: PatientEvent;
}

/** In the order of the log. */
export function publicEventsOf(before: PatientState, recorded: readonly Recorded[]): readonly VersionedPublicEvent[] {
  const seen = new Seen(before);
  return recorded.flatMap(({ version, event }) => seen.after(event).map((each) => ({ ...each, version })));
}

/** What the patient had before, as far as an event is compared with it; a commit that says more of it is followed. */
class Seen {
  private readonly assessments = new Map<string, RecordedAssessment | undefined>();
  private readonly authorizations = new Map<string, PublicEventData>();
  private readonly determinations = new Map<string, number>();

  constructor(private readonly before: PatientState) {}

  after(event: PatientEvent): readonly PublicEvent[] {
    switch (event.type) {
      case 'FactDocumented':
        return one('fact.documented', { factId: event.factId, factVersion: 1, on: event.fact.occurredOn, ...(event.movedFrom !== undefined && { movedFrom: event.movedFrom }) });
      case 'ObservationAdded':
        return one('fact.observation-added', { factId: event.factId });
      case 'FactCorrected':
        return one('fact.corrected', { factId: event.factId, factVersion: event.replaces + 1, on: event.fact.occurredOn });
      case 'FactsAttested':
        return event.factIds.flatMap((factId) => one('fact.attested', { factId, on: event.on }));
      case 'FactRetracted':
        return one('fact.retracted', { factId: event.factId });
      case 'FactMoved':
        return one('fact.retracted', { factId: event.factId, movedTo: event.toPatientId });
      case 'StepAssessed':
        return this.assessed(event.episodeId, event.assessment);
      case 'StepNotAssessed':
        return this.notAssessed(event);
      case 'AuthorizationNeeded':
        this.authorizations.set(event.authorizationId, { authorizationId: event.authorizationId, episodeId: event.episodeId, step: event.step });
        return [];
      case 'PacketSigned':
        return one('packet.frozen', { ...this.of(event.authorizationId), packetId: event.packetId, on: event.signedOn });
      case 'PacketFlaggedStale':
        return one('packet.stale', { ...this.of(event.authorizationId), packetId: event.packetId });
      case 'AuthorizationRequested':
        return one('authorization.requested', { ...this.of(event.authorizationId), on: event.dateOfService });
      case 'AuthorizationSubmitted':
        return one('authorization.submitted', { ...this.of(event.authorizationId), on: event.submittedOn });
      case 'DeterminationRecorded':
        return this.determined(event.authorizationId, this.count(event.authorizationId, 1), event.decidedOn);
      case 'DeterminationCorrected':
        return this.determined(event.authorizationId, event.number, event.determination.decidedOn);
      case 'ModificationAccepted':
      case 'ModificationDeclined':
        return this.determined(event.authorizationId, this.count(event.authorizationId, 0));
      case 'AuthorizationWithdrawn':
        return one('authorization.withdrawn', this.of(event.authorizationId));
      case 'AuthorizationExpired':
        return one('authorization.expired', { ...this.of(event.authorizationId), on: event.expiredOn });
      case 'ProcedureScheduled':
      case 'ProcedureRescheduled':
        return one('procedure.scheduled', { ...scheduleOf(event), on: event.on });
      case 'ProcedureCancelled':
        return one('procedure.cancelled', scheduleOf(event));
      default:
        return [];
    }
  }

  /** Against the assessment before: a criterion counts as met when each of its findings is, on every target. */
  private assessed(episodeId: string, assessment: RecordedAssessment): readonly PublicEvent[] {
    const { step, policy, dateOfService: on } = assessment;
    const last = this.lastOf(episodeId, step);
    this.assessments.set(keyOf(episodeId, step), assessment);
    const data = { episodeId, step, policy: nameOf(policy) };
    const [was, is] = [metOf(last), metOf(assessment)];
    const turned = [...is].flatMap(([criterion, isMet]): readonly PublicEvent[] => {
      if (isMet) return was.get(criterion) === true ? [] : one('criterion.met', { ...data, criterion });
      return was.get(criterion) === true ? one('criterion.no-longer-met', { ...data, criterion }) : [];
    });
    if (isEligible(assessment)) return isMore(last, assessment) ? [...turned, ...one('step.eligible', { ...data, on })] : turned;
    return last !== undefined && isEligible(last) ? [...turned, ...one('step.no-longer-eligible', data)] : turned;
  }

  /** No policy asks any more: nothing is said of its criteria, only that the step is not open. */
  private notAssessed({ episodeId, step }: Extract<PatientEvent, { type: 'StepNotAssessed' }>): readonly PublicEvent[] {
    const last = this.lastOf(episodeId, step);
    this.assessments.set(keyOf(episodeId, step), undefined);
    return last !== undefined && isEligible(last) ? one('step.no-longer-eligible', { episodeId, step, policy: nameOf(last.policy) }) : [];
  }

  private determined(authorizationId: string, determination: number, on?: string): readonly PublicEvent[] {
    return one('authorization.determined', { ...this.of(authorizationId), determination, ...(on !== undefined && { on }) });
  }

  /** How many the authorization has, with `more` of them. */
  private count(authorizationId: string, more: 0 | 1): number {
    const before = this.determinations.get(authorizationId) ?? this.before.authorizations.find(({ id }) => id === authorizationId)?.determinations.length ?? 0;
    this.determinations.set(authorizationId, before + more);
    return before + more;
  }

  private of(authorizationId: string): PublicEventData {
    const drafted = this.authorizations.get(authorizationId);
    if (drafted !== undefined) return drafted;
    const known = this.before.authorizations.find(({ id }) => id === authorizationId);
    return known === undefined ? { authorizationId } : { authorizationId, episodeId: known.episodeId, step: known.step };
  }

  private lastOf(episodeId: string, step: RecordedAssessment['step']): RecordedAssessment | undefined {
    const key = keyOf(episodeId, step);
    return this.assessments.has(key) ? this.assessments.get(key) : this.before.episodes.find(({ id }) => id === episodeId)?.assessments[step];
  }
}

function one(type: PublicEventType, data: PublicEventData): readonly PublicEvent[] {
  return [{ type, data }];
}

function scheduleOf({ episodeId, step, authorizationId }: { readonly episodeId: string; readonly step: RecordedAssessment['step']; readonly authorizationId?: string }): PublicEventData {
  return { episodeId, step, ...(authorizationId !== undefined && { authorizationId }) };
}

function metOf(assessment: RecordedAssessment | undefined): ReadonlyMap<string, boolean> {
  const met = new Map<string, boolean>();
  for (const { criterion, outcome } of assessment?.findings ?? []) met.set(criterion, met.get(criterion) !== false && outcome === 'met');
  return met;
}

/** Open where it was not, or for a target for which it was not. */
function isMore(last: RecordedAssessment | undefined, { eligibleTargets }: RecordedAssessment): boolean {
  if (last === undefined || !isEligible(last)) return true;
  return eligibleTargets.some(({ level, side }) => !last.eligibleTargets.some((each) => each.level === level && each.side === side));
}

function keyOf(episodeId: string, step: string): string {
  return `${episodeId}/${step}`;
}

function nameOf({ id, version }: PolicyRef): string {
  return `${id}@${version}`;
}
