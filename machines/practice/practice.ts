/** What is folded of a practice's log. Plain data: policies are content here and parsed by who decides with them. */
import type { PlainDate } from '../kernel/calendar';
import type { ActorId, Instant } from '../kernel/ids';
import type { MappedReason } from './denial-reasons';
import type { DiaryProtocol } from '../diary';
import { EMPTY_DIRECTORY, evolveDirectory, type Directory } from '../directory';
import type { ImportMappingSaved, PolicyEvent, PolicyOrigin, PracticeEvent } from './events';

export interface Act {
  readonly by: ActorId;
  readonly at: Instant;
  readonly reason: string;
}

export interface Proposal extends Act {
  readonly digest: string;
  readonly origin: PolicyOrigin;
}

/** One `id@version` of the practice's own. At most one content is active, and at most one other is proposed to take its place. */
export interface OwnPolicy {
  readonly id: string;
  readonly version: PlainDate;
  readonly proposed?: Proposal;
  readonly active?: { readonly digest: string; readonly proposal: Proposal; readonly activated: Act };
  /** The last withdrawal, while nothing is proposed or active since. */
  readonly withdrawn?: Act;
  /** The content that was active last; packets and findings of that time speak of it. */
  readonly lastActiveDigest?: string;
}

/** The whole mapping is in the log: what a run read by stays known. */
export type SavedMapping = Omit<ImportMappingSaved, 'type' | 'source'>;

export interface PracticeState {
  /** By `id@version`, in the order in which they were first proposed. */
  readonly policies: Readonly<Record<string, OwnPolicy>>;
  /** Complete policy files by digest: all that are or were proposed. */
  readonly contents: Readonly<Record<string, unknown>>;
  readonly directory: Directory;
  /** What persons chose for payers' reasons, by the reason's wording; the first snapshots do not have it. */
  readonly denialReasons?: Readonly<Record<string, MappedReason>>;
  /** How its sources' files are read, by source, as last saved; left out while there is none. */
  readonly importMappings?: Readonly<Record<string, SavedMapping>>;
  /** How its patients' diaries are kept; left out while it is the usual one. */
  readonly diaryProtocol?: DiaryProtocol;
}

export const EMPTY_PRACTICE: PracticeState = { policies: {}, contents: {}, directory: EMPTY_DIRECTORY };

export function nameOf({ id, version }: { readonly id: string; readonly version: string }): string {
  return `${id}@${version}`;
}

/** Folds; evaluates no policy. */
export function evolvePractice(practice: PracticeState, event: PracticeEvent): PracticeState {
  switch (event.type) {
    case 'PolicyProposed':
    case 'PolicyActivated':
    case 'PolicyWithdrawn': return evolvePolicies(practice, event);
    case 'DenialReasonMapped': {
      const { type: _, ...mapped } = event;
      return { ...practice, denialReasons: { ...practice.denialReasons, [mapped.reason]: mapped } };
    }
    case 'ImportMappingSaved': {
      const { type: _, source, ...saved } = event;
      return { ...practice, importMappings: { ...practice.importMappings, [source]: saved } };
    }
    case 'DiaryProtocolChanged': return { ...practice, diaryProtocol: event.protocol };
    default: return { ...practice, directory: evolveDirectory(practice.directory, event) };
  }
}

function evolvePolicies(practice: PracticeState, event: PolicyEvent): PracticeState {
  const name = nameOf(event);
  const { id, version, by, at, reason } = event;
  const before: OwnPolicy = practice.policies[name] ?? { id, version };
  const act: Act = { by, at, reason };
  const put = (policy: OwnPolicy): PracticeState => ({ ...practice, policies: { ...practice.policies, [name]: policy } });
  switch (event.type) {
    case 'PolicyProposed': {
      const { withdrawn: _, ...rest } = before;
      return { ...put({ ...rest, proposed: { digest: event.digest, origin: event.origin, ...act } }), contents: { ...practice.contents, [event.digest]: event.content } };
    }
    case 'PolicyActivated': {
      const { proposed, ...rest } = before;
      return proposed === undefined ? practice : put({ ...rest, active: { digest: event.digest, proposal: proposed, activated: act }, lastActiveDigest: event.digest });
    }
    case 'PolicyWithdrawn': {
      const { proposed: _, active: __, ...rest } = before;
      return put({ ...rest, withdrawn: act });
    }
  }
}
