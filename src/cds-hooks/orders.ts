/** What is ordered, of a Bundle of draft orders: service requests with a procedure code. Pure. */
import { isPlainDate, type PlainDate } from '../../machines/kernel/calendar';
import { SIDES, type Side } from '../../machines/kernel/anatomy';
import { parseInstant, todayIn } from '../platform/clock/clock';
import { isObject, listIn, type HookRequest, type Json } from './hook-request';

export interface Order {
  readonly codes: readonly string[];
  /** Undefined where the order names no single day. */
  readonly date: PlainDate | undefined;
  /** Empty where it does not say. */
  readonly sides: readonly Side[];
}

const PROCEDURE_CODES = 'http://www.ama-assn.org/go/cpt';
const ORDERS_MAX = 50;
/** SNOMED CT for a side, and the modifiers of claims. */
const SIDE_CODES: Readonly<Record<string, readonly Side[]>> = { '7771000': ['left'], '24028007': ['right'], '51440002': SIDES, LT: ['left'], RT: ['right'], '50': SIDES };
const BILATERAL = /\b(bilateral|both sides)\b/i;

/** Of order-select only those that were just chosen: about the others somebody has been told. */
export function ordersIn({ draftOrders, selections }: Pick<HookRequest, 'draftOrders' | 'selections'>, timeZone: string): readonly Order[] {
  return listIn(draftOrders?.['entry']).flatMap((entry) => (isObject(entry) && isObject(entry['resource']) ? [entry['resource']] : []))
    .filter(({ resourceType, id }) => resourceType === 'ServiceRequest' && (selections === undefined || selections.some((reference) => reference === `ServiceRequest/${String(id)}`)))
    .slice(0, ORDERS_MAX).map((request) => ({ codes: codesOf(request), date: dateOf(request, timeZone), sides: sidesOf(request) }));
}

function codesOf({ code }: Json): readonly string[] {
  return codingsOf(code).flatMap(({ system, code: value }) => (system === PROCEDURE_CODES && typeof value === 'string' ? [value] : []));
}

function codingsOf(concept: unknown): readonly Json[] {
  return isObject(concept) ? listIn(concept['coding']).filter(isObject) : [];
}

function dateOf({ occurrenceDateTime, occurrencePeriod }: Json, timeZone: string): PlainDate | undefined {
  const said = occurrenceDateTime ?? (isObject(occurrencePeriod) ? occurrencePeriod['start'] : undefined);
  if (typeof said !== 'string') return undefined;
  if (isPlainDate(said)) return said;
  const instant = parseInstant(said);
  return instant === undefined ? undefined : todayIn(timeZone, instant);
}

function sidesOf({ bodySite, orderDetail }: Json): readonly Side[] {
  const concepts = [...listIn(bodySite), ...listIn(orderDetail)];
  const said = new Set<Side>(concepts.flatMap((concept) => codingsOf(concept).flatMap(({ code }) => (typeof code === 'string' && Object.hasOwn(SIDE_CODES, code) ? SIDE_CODES[code] ?? [] : []))));
  for (const concept of concepts) sidesInWords(concept).forEach((side) => said.add(side));
  return SIDES.filter((side) => said.has(side));
}

function sidesInWords(concept: unknown): readonly Side[] {
  if (!isObject(concept)) return [];
  const words = [concept['text'], ...codingsOf(concept).map(({ display }) => display)].filter((each) => typeof each === 'string').join(' ');
  return BILATERAL.test(words) ? SIDES : SIDES.filter((side) => new RegExp(`\\b${side}\\b`, 'i').test(words));
}
