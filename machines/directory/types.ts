/**
 * Who performs, where, and who decides and how it is asked: the practice's directory as plain data. What a payer asks for on a request is
 * known here once; a field that is left out is not known, and the packet names it. Dates are plain dates, both ends included.
 */
import type { PlainDate, TimeUnit } from '../kernel/calendar';

export interface Address {
  /** Street and number. */
  readonly line: string;
  readonly city: string;
  /** Two letters, as TX. */
  readonly state: string;
  /** Five or nine digits, as 78701 or 78701-1234. */
  readonly postalCode: string;
}

export interface Reachable {
  readonly phone?: string;
  readonly fax?: string;
  readonly email?: string;
}

/** The practice itself: who asks. */
export interface Organization extends Reachable {
  readonly name: string;
  /** National provider identifier, ten digits with a check digit. */
  readonly npi?: string;
  /** Taxpayer identification number, nine digits. */
  readonly tin?: string;
  readonly address?: Address;
  /** Whom a reviewer calls. */
  readonly contact?: string;
}

export interface Practitioner extends Reachable {
  readonly id: string;
  readonly name: { readonly family: string; readonly given: string };
  /** As printed after the name: MD. */
  readonly credentials?: string;
  readonly npi?: string;
  /** The Medicare contractor's number for this physician. */
  readonly ptan?: string;
  readonly tin?: string;
  readonly address?: Address;
}

/** A payer's programme does not ask this facility, from a day to a day. */
export interface Exemption {
  /** The program's id, as in machines/programs/code-lists.json. */
  readonly program: string;
  readonly from: PlainDate;
  readonly to?: PlainDate;
  /** The notice that says so. */
  readonly notice: string;
}

export interface Facility extends Reachable {
  readonly id: string;
  readonly name: string;
  readonly npi?: string;
  /** CMS certification number, six characters. */
  readonly ccn?: string;
  readonly ptan?: string;
  readonly tin?: string;
  readonly address?: Address;
  /** Place of service, two digits: what a service here is billed under. */
  readonly placeOfService: string;
  /** First two digits of the type of bill, as 13. */
  readonly typeOfBill?: string;
  readonly criticalAccess?: boolean;
  readonly exemptions?: readonly Exemption[];
}

export const CHANNEL_KINDS = ['portal', 'fax', 'phone', 'mail', 'fhir'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** One way to ask a payer. `to`: a portal address, a fax or phone number, a postal address in one line, or a FHIR base address. */
export interface Channel {
  readonly kind: ChannelKind;
  readonly to: string;
  readonly from?: PlainDate;
  readonly until?: PlainDate;
  /** What the channel takes at most; left out where the payer states no limit. */
  readonly bytesMax?: number;
  readonly pagesMax?: number;
  readonly mediaTypes?: readonly string[];
}

/** How long after a denial a peer may be spoken to. A setting of the payer, never a constant: windows differ. */
export interface PeerToPeerWindow {
  readonly count: number;
  readonly unit: TimeUnit;
  readonly phone?: string;
}

/** What one line of a payer has decided by whom, from a day on. */
export interface Plan {
  /** `part-b`, `commercial` ...; left out: every line of the payer. */
  readonly line?: string;
  readonly state?: string;
  readonly from?: PlainDate;
  readonly to?: PlainDate;
  /** Who decides in the payer's place: the id of another payer of this directory. */
  readonly delegate?: string;
  readonly channels: readonly Channel[];
  readonly peerToPeer?: PeerToPeerWindow;
}

export interface Payer {
  /** The word of coverages and policies: `medicare`, `uhc`. */
  readonly id: string;
  readonly name: string;
  /** The number under which it takes requests and claims. */
  readonly payerNumber?: string;
  readonly npi?: string;
  readonly address?: Address;
  readonly plans: readonly Plan[];
}

export interface Directory {
  readonly practice?: Organization;
  readonly practitioners: readonly Practitioner[];
  readonly facilities: readonly Facility[];
  readonly payers: readonly Payer[];
}

export const EMPTY_DIRECTORY: Directory = { practitioners: [], facilities: [], payers: [] };
