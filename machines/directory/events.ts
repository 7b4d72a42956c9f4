/** What happens to a practice's directory, and what is asked for: each entry is recorded whole, the latest one counts, and nothing is erased. */
import type { ActorId, Instant } from '../kernel/ids';
import type { Facility, Organization, Payer, Practitioner } from './types';

export const ENTRY_KINDS = ['practitioner', 'facility', 'payer'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export type DirectoryCommand =
  | { readonly type: 'RecordOrganization'; readonly organization: Organization }
  | { readonly type: 'RecordPractitioner'; readonly practitioner: Practitioner }
  | { readonly type: 'RecordFacility'; readonly facility: Facility }
  | { readonly type: 'RecordPayer'; readonly payer: Payer }
  | { readonly type: 'RemoveEntry'; readonly kind: EntryKind; readonly id: string; readonly reason: string };

interface Act {
  readonly by: ActorId;
  readonly at: Instant;
}

export type DirectoryEvent =
  | Act & { readonly type: 'OrganizationRecorded'; readonly organization: Organization }
  | Act & { readonly type: 'PractitionerRecorded'; readonly practitioner: Practitioner }
  | Act & { readonly type: 'FacilityRecorded'; readonly facility: Facility }
  | Act & { readonly type: 'PayerRecorded'; readonly payer: Payer }
  /** Of what asks for it from now on; what was issued keeps what it said. */
  | Act & { readonly type: 'EntryRemoved'; readonly kind: EntryKind; readonly id: string; readonly reason: string };
