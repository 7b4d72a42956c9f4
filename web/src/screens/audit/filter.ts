/** What the list is asked for, as it stands in the address: ids and days, never a name. */
import { useSearch } from '@tanstack/react-router';

export interface AuditFilter {
  readonly actor?: string;
  readonly action?: string;
  readonly patient?: string;
  readonly outcome?: 'allowed' | 'refused';
  readonly from?: string;
  readonly to?: string;
}

const FIELDS = ['actor', 'action', 'patient', 'outcome', 'from', 'to'] as const;
export type AuditField = (typeof FIELDS)[number];

export function useAuditFilter(): Readonly<Partial<Record<AuditField, string>>> {
  const search = useSearch({ from: '/audit' });
  return Object.fromEntries(FIELDS.flatMap((field) => (search[field] === undefined ? [] : [[field, search[field]]])));
}

/** Instants of the device's own days: the first moment of `from`, the last of `to`. */
export function asAsked({ from, to, ...rest }: Readonly<Partial<Record<AuditField, string>>>): AuditFilter {
  return { ...(rest as AuditFilter), ...(from !== undefined && { from: new Date(`${from}T00:00:00`).toISOString() }), ...(to !== undefined && { to: new Date(`${to}T23:59:59.999`).toISOString() }) };
}
