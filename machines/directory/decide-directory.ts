/**
 * Decides what a command does to the directory: an event, or a rejection that says which field is wrong. Pure.
 * Codes: `invalid-entry`, `number-in-use`, `entry-unchanged`, `unknown-entry`, `entry-in-use`, `reason-required`.
 */
import { unreachable } from '../kernel/assert';
import type { ActorId, Instant } from '../kernel/ids';
import { reject, type Rejection } from '../kernel/rejection';
import { entriesOf } from './directory';
import type { DirectoryCommand, DirectoryEvent } from './events';
import { faultsOfFacility, faultsOfPayer, refuseNumbers } from './refuse-entry';
import type { Directory } from './types';

export interface DirectoryGiven {
  readonly actor: ActorId;
  readonly recordedAt: Instant;
}

export function decideDirectory(command: DirectoryCommand, directory: Directory, { actor: by, recordedAt: at }: DirectoryGiven): readonly DirectoryEvent[] | Rejection {
  switch (command.type) {
    case 'RecordOrganization': {
      const { organization } = command;
      return refuseNumbers(organization) ?? refuseUnchanged(directory.practice, organization) ?? [{ type: 'OrganizationRecorded', organization, by, at }];
    }
    case 'RecordPractitioner': {
      const { practitioner } = command;
      return refuseNumbers(practitioner) ?? refuseTwin(directory.practitioners, practitioner) ?? refuseUnchanged(directory.practitioners.find(({ id }) => id === practitioner.id), practitioner)
        ?? [{ type: 'PractitionerRecorded', practitioner, by, at }];
    }
    case 'RecordFacility': {
      const { facility } = command;
      return refuseNumbers(facility, faultsOfFacility(facility)) ?? refuseTwin(directory.facilities.filter(({ placeOfService }) => placeOfService === facility.placeOfService), facility)
        ?? refuseUnchanged(directory.facilities.find(({ id }) => id === facility.id), facility) ?? [{ type: 'FacilityRecorded', facility, by, at }];
    }
    case 'RecordPayer': {
      const { payer } = command;
      return refuseNumbers(payer, faultsOfPayer(payer, directory)) ?? refuseUnchanged(directory.payers.find(({ id }) => id === payer.id), payer) ?? [{ type: 'PayerRecorded', payer, by, at }];
    }
    case 'RemoveEntry': {
      const { kind, id, reason } = command;
      if (!entriesOf(directory, kind).some((entry) => entry.id === id)) return reject('unknown-entry', `The directory has no ${kind} of that id: check the id.`);
      if (reason.trim() === '') return reject('reason-required', 'Say why.', { pointer: '/reason' });
      const delegating = kind === 'payer' ? directory.payers.find(({ plans }) => plans.some(({ delegate }) => delegate === id)) : undefined;
      if (delegating !== undefined) return reject('entry-in-use', `${delegating.name} has this payer decide: record that plan without it first.`, { details: { payer: delegating.id } });
      return [{ type: 'EntryRemoved', kind, id, reason, by, at }];
    }
    default: return unreachable(command);
  }
}

/** One number is one practitioner; a hospital may have a place inside and one off its campus. */
function refuseTwin(entries: readonly { readonly id: string; readonly npi?: string }[], { id, npi }: { readonly id: string; readonly npi?: string }): Rejection | undefined {
  const twin = npi === undefined ? undefined : entries.find((entry) => entry.id !== id && entry.npi === npi);
  return twin && reject('number-in-use', 'Another entry has this national provider identifier: change that one, or correct the number.', { pointer: '/npi', details: { id: twin.id } });
}

function refuseUnchanged(before: object | undefined, after: object): Rejection | undefined {
  return before !== undefined && isSame(before, after) ? reject('entry-unchanged', 'The directory says exactly this already: there is nothing to record.') : undefined;
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isSame((a as Readonly<Record<string, unknown>>)[key], (b as Readonly<Record<string, unknown>>)[key]));
}
