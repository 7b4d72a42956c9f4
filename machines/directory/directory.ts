/** A practice's directory as folded from its events. Pure. */
import { unreachable } from '../kernel/assert';
import type { DirectoryEvent, EntryKind } from './events';
import type { Directory } from './types';

const LISTS = { practitioner: 'practitioners', facility: 'facilities', payer: 'payers' } as const satisfies Readonly<Record<EntryKind, keyof Directory>>;

export function evolveDirectory(directory: Directory, event: DirectoryEvent): Directory {
  switch (event.type) {
    case 'OrganizationRecorded': return { ...directory, practice: event.organization };
    case 'PractitionerRecorded': return { ...directory, practitioners: put(directory.practitioners, event.practitioner) };
    case 'FacilityRecorded': return { ...directory, facilities: put(directory.facilities, event.facility) };
    case 'PayerRecorded': return { ...directory, payers: put(directory.payers, event.payer) };
    case 'EntryRemoved': return { ...directory, [LISTS[event.kind]]: entriesOf(directory, event.kind).filter(({ id }) => id !== event.id) };
    default: return unreachable(event);
  }
}

/** All entries of a kind, in the order in which they were first recorded. */
export function entriesOf(directory: Directory, kind: EntryKind): Directory[(typeof LISTS)[EntryKind]] {
  return directory[LISTS[kind]];
}

function put<T extends { readonly id: string }>(entries: readonly T[], entry: T): readonly T[] {
  return entries.some(({ id }) => id === entry.id) ? entries.map((each) => (each.id === entry.id ? entry : each)) : [...entries, entry];
}
