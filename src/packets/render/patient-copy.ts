/** A patient's own copy of the record, as it is printed for the person. Data only, in words that are no code. */
import type { PacketDocument } from '../../../machines/packet';

export interface PatientCopy {
  readonly practice: string;
  readonly patient: { readonly name: string; readonly birthDate: string };
  /** The practice's day. */
  readonly writtenOn: string;
  readonly person: readonly Told[];
  readonly coverages: readonly string[];
  readonly episodes: readonly {
    readonly title: string;
    readonly where: string;
    readonly next?: { readonly step: string; readonly statement: string; readonly missing: readonly string[] };
  }[];
  /** Oldest first. `changes`: what was corrected or taken back, and why. */
  readonly facts: readonly { readonly on: string; readonly what: string; readonly by: string; readonly changes: readonly string[] }[];
  readonly requests: readonly { readonly title: string; readonly happened: readonly { readonly on: string; readonly what: string }[] }[];
  /** Everything that was recorded, in order. */
  readonly history: readonly { readonly at: string; readonly what: string; readonly by: string }[];
  readonly accesses: readonly Access[];
  readonly documents: readonly PacketDocument[];
}

export interface Told {
  readonly label: string;
  readonly value: string;
}

/** Who looked at the record or wrote in it, and how often. */
export interface Access {
  readonly who: string;
  readonly role: string;
  readonly what: string;
  readonly times: number;
  readonly firstOn: string;
  readonly lastOn: string;
}
