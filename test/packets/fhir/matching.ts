/** Whether a value is what `fixed` or `pattern` prescribes, and which slice of an element a value belongs to. */
import { isObject, type Json } from './definitions';
import { prescribed, type Element } from './element-tree';
import type { Guides } from './guides';
import { unversioned } from './guides';

export interface Value {
  readonly value: unknown;
  /** Of a choice, the type that its name ends in; else undefined. */
  readonly typeName?: string;
  readonly at: string;
}

export function equals(value: unknown, fixed: unknown): boolean {
  if (!isObject(value) && !Array.isArray(value)) return value === fixed;
  return matches(value, fixed) && matches(fixed, value);
}

/** Every property of the pattern is there; every item of a list in it is matched by some item. */
export function matches(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) return Array.isArray(value) && pattern.every((wanted) => value.some((item) => matches(item, wanted)));
  if (isObject(pattern)) return isObject(value) && Object.entries(pattern).every(([key, wanted]) => matches(value[key], wanted));
  return value === pattern;
}

/** The names under which an element may stand in its parent: itself, or a choice with its type. */
export function valuesOf(parent: Json, child: Element, at: string): readonly Value[] {
  if (!child.name.endsWith('[x]')) return valuesUnder(parent, child.name, `${at}.${child.name}`);
  const stem = child.name.slice(0, -3);
  return Object.keys(parent).filter((key) => new RegExp(`^_?${stem}[A-Z]`).test(key)).flatMap((key) => {
    const name = key.replace('_', '');
    return key.startsWith('_') && name in parent ? [] : valuesUnder(parent, name, `${at}.${name}`, name.slice(stem.length));
  });
}

/** A primitive that is only extended (`_birthDate`) counts as there. */
function valuesUnder(parent: Json, name: string, at: string, typeName?: string): readonly Value[] {
  const value = parent[name] ?? parent[`_${name}`];
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map((item: unknown, index) => ({ value: item, typeName, at: `${at}[${index}]` })) : [{ value, typeName, at }];
}

/** True when each discriminator of the slicing finds in the value what the slice prescribes there. */
export function belongsTo(slice: Element, sliced: Element, { value, typeName }: Value, guides: Guides): boolean {
  const discriminators = sliced.definition.slicing?.discriminator ?? [];
  return discriminators.every(({ type, path }) => {
    if (type === 'type') return typeMatches(slice, path, value, typeName);
    if (path === 'url') return isObject(value) && value.url === urlOf(slice);
    if (path === '$this') return isPrescribed(slice, value, guides);
    const at = stepsOf(path).reduce<Place | undefined>((place, step) => (place === undefined ? undefined : down(place, step)), { element: slice, value });
    return at !== undefined && isPrescribed(at.element, at.value, guides);
  });
}

interface Place {
  readonly element: Element;
  readonly value: unknown;
}

/** `extension('url').value.ofType(boolean)` and `coding.code` as steps. */
function stepsOf(path: string): readonly string[] {
  return path.match(/extension\('[^']+'\)|ofType\([^)]+\)|[A-Za-z]+/g) ?? [];
}

function down({ element, value }: Place, step: string): Place | undefined {
  if (step.startsWith('ofType')) return { element, value };
  if (!isObject(value)) return undefined;
  const [, url] = /^extension\('([^']+)'\)$/.exec(step) ?? [];
  if (url !== undefined) {
    const extended = (value.extension as readonly Json[] | undefined)?.find((each) => each.url === url);
    const slice = element.children.find(({ name }) => name === 'extension')?.slices.find((each) => urlOf(each) === url);
    return slice === undefined || extended === undefined ? undefined : { element: slice, value: extended };
  }
  const child = element.children.find(({ name }) => name === step || name === `${step}[x]`);
  if (child === undefined) return undefined;
  const [first] = valuesOf(value, child, '');
  return { element: child, value: first?.value };
}

function typeMatches(slice: Element, path: string, value: unknown, typeName: string | undefined): boolean {
  if (path === '$this') return (slice.definition.type ?? []).some(({ code }) => code.toLowerCase() === typeName?.toLowerCase());
  const inner = slice.children.find(({ name }) => name === path);
  const found = isObject(value) ? value[path] : undefined;
  return (inner?.definition.type ?? []).some(({ code }) => isObject(found) && found.resourceType === code);
}

/** The address of an extension slice: written out, or that of the profile it names. */
export function urlOf(slice: Element): string | undefined {
  const written = slice.children.find(({ name }) => name === 'url');
  const { fixed } = written === undefined ? {} : prescribed(written.definition);
  const profile = slice.definition.type?.[0]?.profile?.[0];
  return (fixed as string | undefined) ?? (profile === undefined ? undefined : unversioned(profile));
}

/** Fixed or pattern on the element, else on its children; a required binding to one system counts too. */
function isPrescribed(element: Element, value: unknown, guides: Guides): boolean {
  const { fixed, pattern } = prescribed(element.definition);
  if (fixed !== undefined) return equals(value, fixed);
  if (pattern !== undefined) return matches(value, pattern);
  const inner = element.children.filter((child) => Object.keys(prescribed(child.definition)).length > 0);
  if (inner.length > 0) return isObject(value) && inner.every((child) => valuesOf(value, child, '').some((each) => isPrescribed(child, each.value, guides)));
  return isObject(value) && typeof value.system === 'string' && systemsOf(element, guides).includes(value.system);
}

function systemsOf(element: Element, guides: Guides): readonly string[] {
  const { strength, valueSet } = element.definition.binding ?? {};
  if (strength !== 'required' || valueSet === undefined) return [];
  const x12 = x12SystemOf(valueSet);
  return x12 === undefined ? (guides.valueSets.get(unversioned(valueSet))?.compose?.include ?? []).flatMap(({ system }) => system ?? []) : [x12];
}

/** Data elements whose codes are not X12's own but another list's: point of origin, priority and discharge status of NUBC. */
const LENT_TO_X12: Readonly<Record<string, string>> = {
  1314: 'https://www.nubc.org/CodeSystem/PointOfOrigin',
  1315: 'https://www.nubc.org/CodeSystem/PriorityTypeOfAdmitOrVisit',
  1352: 'https://www.nubc.org/CodeSystem/PatDischargeStatus',
};

/** X12's sets are licensed and named by the place in the transaction; the last part is the data element, and so its code system. */
export function x12SystemOf(valueSet: string): string | undefined {
  const [, element] = /^https:\/\/valueset\.x12\.org\/.*\/(\d+)$/.exec(unversioned(valueSet)) ?? [];
  // 127 is any identification; which list it is from stands elsewhere in the transaction.
  if (element === undefined || element === '127') return undefined;
  return LENT_TO_X12[element] ?? `https://codesystem.x12.org/005010/${element}`;
}
