/** What each role is for, in words; what exactly it may do is the service's table. */
import { List, Text } from '@mantine/core';
import type { Schemas } from '../../api/client';

export type Role = Schemas['Account']['role'];

export const ROLES: Readonly<Record<Role, { readonly name: string; readonly about: string }>> = {
  clinician: { name: 'Clinician', about: 'Documents, plans, requests, signs packets, and decides on policies of the practice\'s own.' },
  nurse: { name: 'Nurse', about: 'Documents and reads packets over. Does not sign and does not request.' },
  'auth-staff': { name: 'Authorization staff', about: 'Requests approvals, follows them, keeps coverages and the directory. Does not document what happened.' },
  biller: { name: 'Biller', about: 'Checks claims and coverages; reads approvals and packets.' },
  scheduler: { name: 'Scheduler', about: 'Asks whether a step may be booked, and books it. Sees nothing of the record.' },
  admin: { name: 'Administrator', about: 'Makes accounts and keys, keeps the directory and policies. Documents nothing, reads no record but with a reason and for a while, and does not read the audit.' },
  auditor: { name: 'Auditor', about: 'Reads everything, and the audit. Changes nothing.' },
  'api-consumer': { name: 'Program', about: 'Another program of the practice: reads, registers patients and documents.' },
};

export const roleName = (role: string): string => ROLES[role as Role]?.name ?? role;
export const ROLE_CHOICES = Object.entries(ROLES).map(([value, { name }]) => ({ value, label: name }));

export function Roles() {
  return (
    <>
      <Text mb="sm">One person has one role. What a role may not do is not shown to it, and refused by the service.</Text>
      <List spacing="xs">{Object.values(ROLES).map(({ name, about }) => <List.Item key={name}><b>{name}</b>: {about}</List.Item>)}</List>
    </>
  );
}
