/** What the guide says in prose of a whole request bundle, and what no snapshot can say. */
import { unknownCode } from './bindings';
import { isObject, type Json, type Problem } from './definitions';
import type { Guides } from './guides';
import type { Resolve } from './walk';

interface Entry {
  readonly fullUrl?: string;
  readonly resource?: Json;
}

export function entriesOf(bundle: Json): readonly Entry[] {
  return Array.isArray(bundle.entry) ? (bundle.entry as readonly Entry[]) : [];
}

/** Finds what a reference means inside the bundle: by full address, by address relative to the referring entry, or contained. */
export function resolverOf(bundle: Json): Resolve {
  const entries = entriesOf(bundle);
  const byUrl = new Map(entries.map(({ fullUrl, resource }) => [fullUrl, resource]));
  return ({ reference }, from) => {
    if (typeof reference !== 'string') return undefined;
    if (reference.startsWith('#')) return (from.contained as readonly Json[] | undefined)?.find(({ id }) => `#${String(id)}` === reference);
    const referring = entries.find(({ resource }) => resource === from)?.fullUrl ?? '';
    const [base = ''] = /^https?:.*\/(?=[A-Za-z]+\/[A-Za-z0-9.-]+$)/.exec(referring) ?? [];
    return byUrl.get(reference) ?? byUrl.get(base + reference);
  };
}

export function* bundleProblems(bundle: Json, guides: Guides): Iterable<Problem> {
  const entries = entriesOf(bundle);
  yield* addresses(entries);
  yield* closure(bundle, entries);
  for (const [index, { resource }] of entries.entries()) if (resource?.resourceType === 'Claim') yield* sequences(resource, `Bundle.entry[${index}].resource`);
  yield* everyValue(bundle, 'Bundle', guides);
}

function* addresses(entries: readonly Entry[]): Iterable<Problem> {
  const seen = new Set<string>();
  const resources = new Set<string>();
  for (const [index, { fullUrl = '', resource }] of entries.entries()) {
    const at = `Bundle.entry[${index}].fullUrl`;
    if (seen.has(fullUrl)) yield { at, check: 'bundle', says: `${fullUrl} is there twice` };
    seen.add(fullUrl);
    if (!/^(https?:\/\/.+|urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(fullUrl)) yield { at, check: 'bundle', says: `${fullUrl} is neither a web address nor urn:uuid` };
    const named = JSON.stringify(resource);
    if (resources.has(named)) yield { at, check: 'bundle', says: 'the same resource is there twice' };
    resources.add(named);
  }
}

/** Every reference is answered in the bundle, and from the first entry every other is reached. */
function* closure(bundle: Json, entries: readonly Entry[]): Iterable<Problem> {
  const resolve = resolverOf(bundle);
  const reached = new Set<Json>();
  const open = [entries[0]?.resource];
  for (let resource = open.pop(); resource !== undefined; resource = open.pop()) {
    if (reached.has(resource)) continue;
    reached.add(resource);
    for (const [, reference] of referencesIn(resource, '')) open.push(...[resolve(reference, resource)].filter((each) => each !== undefined));
  }
  for (const [index, { resource }] of entries.entries()) {
    if (resource === undefined) continue;
    const at = `Bundle.entry[${index}].resource`;
    if (!reached.has(resource)) yield { at, check: 'reference', says: `nothing that the first entry leads to refers to this ${String(resource.resourceType)}` };
    for (const [where, reference] of referencesIn(resource, at)) {
      if (resolve(reference, resource) === undefined) yield { at: where, check: 'reference', says: `${String(reference.reference)} is not in the bundle` };
    }
  }
}

function* referencesIn(value: unknown, at: string): Iterable<readonly [string, Json]> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* referencesIn(item, `${at}[${index}]`);
  if (!isObject(value)) return;
  if (typeof value.reference === 'string') yield [at, value];
  for (const [key, item] of Object.entries(value)) if (key !== 'contained') yield* referencesIn(item, `${at}.${key}`);
}

const NUMBERED = ['careTeam', 'supportingInfo', 'diagnosis', 'procedure', 'insurance', 'item'];
const POINTERS = { careTeamSequence: 'careTeam', diagnosisSequence: 'diagnosis', procedureSequence: 'procedure', informationSequence: 'supportingInfo' };

function* sequences(claim: Json, at: string): Iterable<Problem> {
  const numbersOf = (name: string): readonly unknown[] => ((claim[name] ?? []) as readonly Json[]).map(({ sequence }) => sequence);
  for (const name of NUMBERED) {
    const numbers = numbersOf(name);
    if (new Set(numbers).size < numbers.length) yield { at: `${at}.${name}`, check: 'bundle', says: 'two of them have the same sequence' };
  }
  for (const [index, item] of ((claim.item ?? []) as readonly Json[]).entries()) {
    for (const [pointer, name] of Object.entries(POINTERS)) {
      const nowhere = ((item[pointer] ?? []) as readonly unknown[]).filter((number) => !numbersOf(name).includes(number));
      if (nowhere.length > 0) yield { at: `${at}.item[${index}].${pointer}`, check: 'bundle', says: `there is no ${name} ${nowhere.join(', ')}` };
    }
  }
}

/** Nothing is empty, and no code is one that its own system lacks. */
function* everyValue(value: unknown, at: string, guides: Guides): Iterable<Problem> {
  if (value === '' || value === null || (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0)) yield { at, check: 'bundle', says: 'is empty' };
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* everyValue(item, `${at}[${index}]`, guides);
  if (!isObject(value)) return;
  const complaint = typeof value.system === 'string' && typeof value.code === 'string' ? unknownCode({ system: value.system, code: value.code }, guides) : undefined;
  if (complaint !== undefined) yield { at, check: 'binding', says: complaint };
  for (const [key, item] of Object.entries(value)) yield* everyValue(item, `${at}.${key}`, guides);
}
