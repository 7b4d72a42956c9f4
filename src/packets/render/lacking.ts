/** What a request lacks, told where somebody can record it: an entry that nobody names is named in the episode's plan. Plain. */
import type { MissingField } from '../../../machines/directory';

/** A field of a record that the request cannot be without; without `fields` the record itself. */
export interface Lacking {
  readonly record: string;
  readonly id?: string;
  readonly fields: readonly string[];
}

const NAMED_BY_PLAN: Readonly<Record<string, string>> = { practitioner: 'practitionerId', facility: 'facilityId' };

export function lackingOf({ record, id, fields }: MissingField): Lacking {
  const planned = NAMED_BY_PLAN[record];
  if (fields.length === 0 && planned !== undefined) return { record: 'plan', fields: [planned] };
  return { record, ...(id !== undefined && { id }), fields };
}
