/** A search as it is asked: which parameters, which values, which page. Whatever the CapabilityStatement does not state is refused, never ignored. Pure. */
import { isPlainDate } from '../../machines/kernel/calendar';
import { reject, type Rejection } from '../../machines/kernel/rejection';
import { parseInstant } from '../platform/clock/clock';
import type { Resource } from '../platform/fhir/values';
import { CURSOR_UNKNOWN, PAGE_ROWS_MAX, pageOf } from '../platform/http/page';
import type { ResourceType } from './names';
import { SERVED, type Parameter } from './served';

export type Query = Readonly<Record<string, unknown>>;

export interface Search {
  /** By parameter every time it was given; each narrows. */
  readonly given: ReadonlyMap<Parameter, readonly string[]>;
  readonly limit: number;
  /** The id of the last resource of the page before. */
  readonly after?: string;
}

/** Of every address. */
export const FORMATS = ['json', 'application/json', 'application/fhir+json'];
const PAGING = ['_count', 'page', '_format'];
const IDS_MAX = 100;
const DATE = /^(eq|ge|gt|le|lt)?(\d{4}-\d{2}-\d{2}(?:T.+)?)$/;
const DAY_MS = 86_400_000;

/** `not-acceptable`, or nothing: `_format` decides whatever `Accept` says. */
export function refuseFormat({ _format }: Query): Rejection | undefined {
  // A plus sign that was not encoded arrives as a space.
  return _format === undefined || (typeof _format === 'string' && FORMATS.includes(_format.replace(' ', '+'))) ? undefined : reject('not-acceptable', `_format is one of ${FORMATS.join(', ')}.`, { pointer: '/_format' });
}

/** A read takes `_format` and nothing else. */
export function refuseParameters(query: Query): Rejection | undefined {
  const other = Object.keys(query).find((name) => name !== '_format');
  return other === undefined ? refuseFormat(query) : unsupported(other, 'none but _format');
}

/** Codes `parameter-not-supported`, `invalid-request`, `cursor-unknown`, `not-acceptable`. */
export function searchIn(type: ResourceType, query: Query): Search | Rejection {
  const known = SERVED[type].search;
  const given = new Map<Parameter, readonly string[]>();
  for (const [name, said] of Object.entries(query)) {
    const values = (Array.isArray(said) ? said : [said]) as readonly unknown[];
    if (PAGING.includes(name)) {
      if (values.length > 1) return invalid(name, 'is given once');
      continue;
    }
    const parameter = known.find((one) => one === name);
    if (parameter === undefined) return unsupported(name, [...known, ...PAGING].join(', '));
    if (!values.every((value): value is string => typeof value === 'string' && value !== '')) return invalid(name, 'has a value');
    const wrong = values.some((value) => !isValue(parameter, value));
    if (wrong) return invalid(name, parameter === '_lastUpdated' ? 'is a day or an instant with its offset, after eq, ge, gt, le or lt' : `names at most ${IDS_MAX}`);
    given.set(parameter, values);
  }
  const format = refuseFormat(query);
  return format ?? pageIn(query, given);
}

function pageIn({ _count: count, page }: Query, given: Search['given']): Search | Rejection {
  if (count !== undefined && !(typeof count === 'string' && /^[1-9]\d{0,2}$/.test(count) && Number(count) <= PAGE_ROWS_MAX)) return invalid('_count', `is a whole number from 1 to ${PAGE_ROWS_MAX}`);
  const { limit, after } = pageOf({ ...(typeof count === 'string' && { limit: count }), ...(typeof page === 'string' && { cursor: page }) });
  if (page !== undefined && after === undefined) return CURSOR_UNKNOWN;
  return { given, limit, ...(after !== undefined && { after: after.join('.') }) };
}

function isValue(parameter: Parameter, value: string): boolean {
  return parameter === '_lastUpdated' ? spanOf(value) !== undefined : value.split(',').length <= IDS_MAX;
}

function unsupported(name: string, known: string): Rejection {
  return reject('parameter-not-supported', `This address has ${known}, and no parameter of the name that was given. GET /fhir/r4/metadata states what is supported; what is not is refused, never ignored.`, { pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` });
}

function invalid(name: string, says: string): Rejection {
  return reject('invalid-request', `The parameter ${name} ${says}.`, { pointer: `/${name}` });
}

/** What is asked for, of `_id` or `patient`: every value that all of its repetitions name. */
export function namedBy({ given }: Search, parameter: Parameter): readonly string[] | undefined {
  const [first, ...others] = (given.get(parameter) ?? []).map((value) => value.split(',').map((one) => one.replace(/^Patient\//, '')));
  return first === undefined ? undefined : [...new Set(first)].filter((value) => others.every((list) => list.includes(value)));
}

export function matches({ given }: Search, resource: Resource): boolean {
  return [...given].every(([parameter, values]) => values.every((value) => matchesOne(resource, parameter, value)));
}

function matchesOne(resource: Resource, parameter: Parameter, value: string): boolean {
  switch (parameter) {
    case '_id': return value.split(',').includes(String(resource['id']));
    case 'status': return value.split(',').includes(String(resource['status']));
    case 'version': return value.split(',').includes(String(resource['version']));
    case 'url': return value === resource['url'];
    case 'identifier': return value.split(',').some((one) => isIdentifiedBy(resource, one));
    // Resources were made of the patients that are named.
    case 'patient': return true;
    case '_lastUpdated': return isWithin((resource['meta'] as { readonly lastUpdated?: string } | undefined)?.lastUpdated, value);
  }
}

function isIdentifiedBy(resource: Resource, said: string): boolean {
  const identifiers = (resource['identifier'] ?? []) as readonly { readonly system?: string; readonly value?: string }[];
  const at = said.lastIndexOf('|');
  return identifiers.some(({ system = '', value }) => value === said.slice(at + 1) && (at < 0 || system === said.slice(0, at)));
}

interface Span {
  readonly prefix: string;
  /** Milliseconds; a day is one of UTC, from its first to before the next one's first. */
  readonly from: number;
  readonly before: number;
}

function spanOf(value: string): Span | undefined {
  const [, prefix = 'eq', said = ''] = DATE.exec(value) ?? [];
  if (isPlainDate(said)) return { prefix, from: Date.parse(said), before: Date.parse(said) + DAY_MS };
  // A plus sign of an offset that was not encoded arrives as a space.
  const instant = parseInstant(said.replace(' ', '+'));
  return instant === undefined ? undefined : { prefix, from: Date.parse(instant), before: Date.parse(instant) + 1 };
}

function isWithin(instant: string | undefined, value: string): boolean {
  const span = spanOf(value);
  if (instant === undefined || span === undefined) return false;
  const at = Date.parse(instant);
  switch (span.prefix) {
    case 'ge': return at >= span.from;
    case 'gt': return at >= span.before;
    case 'le': return at < span.before;
    case 'lt': return at < span.from;
    default: return at >= span.from && at < span.before;
  }
}
