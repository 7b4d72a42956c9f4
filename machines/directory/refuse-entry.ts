/**
 * What an entry of the directory may not be: a number that is none, a stretch of time that ends before it begins, two plans that
 * answer one question. Pure; every fault of the entry at once.
 */
import { isPlainDate, type PlainDate } from '../kernel/calendar';
import { reject, type Fault, type Rejection } from '../kernel/rejection';
import { LISTED_PROGRAMS } from '../programs/applies';
import { IDENTIFIERS, isIdentifier, type IdentifierKind } from './identifiers';
import type { Address, Directory, Facility, Payer, Plan, Reachable } from './types';

type Numbers = { readonly [K in Exclude<IdentifierKind, 'postalCode' | 'phone'>]?: string } & Reachable & { readonly address?: Address };

/** Code `invalid-entry`, with a fault per field. */
export function refuseNumbers(entry: Numbers, more: readonly Fault[] = []): Rejection | undefined {
  const of = (kind: IdentifierKind, value: string | undefined, pointer: string): readonly Fault[] =>
    (value === undefined || isIdentifier(kind, value) ? [] : [{ pointer, code: `not-a-${kind.toLowerCase()}`, message: `${IDENTIFIERS[kind]} is expected` }]);
  const faults = [
    ...(['npi', 'ccn', 'tin', 'ptan', 'typeOfBill'] as const).flatMap((kind) => of(kind, entry[kind], `/${kind}`)),
    ...of('phone', entry.phone, '/phone'), ...of('phone', entry.fax, '/fax'), ...of('postalCode', entry.address?.postalCode, '/address/postalCode'), ...more,
  ];
  return faults.length === 0 ? undefined : reject('invalid-entry', 'The entry cannot be taken as it is. Correct the fields named in errors and send it again.', { faults, pointer: faults[0]?.pointer });
}

export function faultsOfFacility({ exemptions = [] }: Facility): readonly Fault[] {
  return exemptions.flatMap(({ program, from, to }, index): readonly Fault[] => [
    ...(LISTED_PROGRAMS.some(({ id }) => id === program) ? [] : [{ pointer: `/exemptions/${index}/program`, code: 'unknown-program', message: `a program is expected: ${LISTED_PROGRAMS.map(({ id }) => id).join(', ')}` }]),
    ...faultOfStretch(from, to, `/exemptions/${index}/to`),
  ]);
}

export function faultsOfPayer({ id, plans }: Payer, { payers }: Directory): readonly Fault[] {
  return plans.flatMap((plan, index): readonly Fault[] => {
    const pointer = `/plans/${index}`;
    const twin = plans.slice(0, index).findIndex((other) => other.line === plan.line && other.state === plan.state && overlaps(other, plan));
    return [
      ...faultOfStretch(plan.from, plan.to, `${pointer}/to`),
      ...(plan.delegate === undefined || (plan.delegate !== id && payers.some((payer) => payer.id === plan.delegate)) ? [] : [{ pointer: `${pointer}/delegate`, code: 'unknown-payer', message: 'another payer of this directory is expected: record it first' }]),
      ...(twin < 0 ? [] : [{ pointer, code: 'plans-overlap', message: `plan ${twin} is of the same line and state at the same time: end one of them` }]),
      ...plan.channels.flatMap((channel, at): readonly Fault[] => [
        ...faultOfStretch(channel.from, channel.until, `${pointer}/channels/${at}/until`),
        ...((channel.kind === 'fax' || channel.kind === 'phone') && !isIdentifier('phone', channel.to) ? [{ pointer: `${pointer}/channels/${at}/to`, code: 'not-a-phone', message: `${IDENTIFIERS.phone} is expected` }] : []),
        ...((channel.kind === 'portal' || channel.kind === 'fhir') && !/^https?:\/\/[^\s/]+/.test(channel.to) ? [{ pointer: `${pointer}/channels/${at}/to`, code: 'not-an-address', message: 'an address is expected, as https://payer.example' }] : []),
      ]),
    ];
  });
}

function faultOfStretch(from: PlainDate | undefined, to: PlainDate | undefined, pointer: string): readonly Fault[] {
  const isBackwards = isPlainDate(from) && isPlainDate(to) && to < from;
  return isBackwards ? [{ pointer, code: 'invalid-validity', message: 'it ends before it begins' }] : [];
}

function overlaps(a: Plan, b: Plan): boolean {
  return !(a.to !== undefined && b.from !== undefined && a.to < b.from) && !(b.to !== undefined && a.from !== undefined && b.to < a.from);
}
