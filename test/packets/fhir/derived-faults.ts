/** Single faults read off the profiles themselves: what they require is left out, what they prescribe is changed, wherever the bundle has it. */
import { entriesOf } from './bundle-rules';
import { isObject, type Json } from './definitions';
import { prescribed, treeOf, type Element } from './element-tree';
import { unversioned, type Guides } from './guides';

export interface DerivedFault {
  /** `entry/0/resource/item/0/category left out`. */
  readonly name: string;
  readonly bundle: Json;
}

type Path = readonly (string | number)[];

export function* derivedFaults(bundle: Json, guides: Guides): Iterable<DerivedFault> {
  for (const [index, { resource }] of entriesOf(bundle).entries()) {
    const { profile: profiles = [] } = (resource?.meta ?? {}) as { readonly profile?: readonly string[] };
    for (const profile of profiles) {
      const structure = guides.structures.get(unversioned(profile));
      if (structure !== undefined && resource !== undefined) yield* faultsAt(bundle, resource, treeOf(structure), ['entry', index, 'resource']);
    }
  }
}

function* faultsAt(bundle: Json, parent: Json, element: Element, path: Path): Iterable<DerivedFault> {
  for (const child of element.children) {
    const key = Object.keys(parent).find((name) => name === child.name || (child.name.endsWith('[x]') && new RegExp(`^${child.name.slice(0, -3)}[A-Z]`).test(name)));
    if (key === undefined) continue;
    const { fixed, pattern } = prescribed(child.definition);
    if (child.definition.min > 0) yield { name: `${[...path, key].join('/')} left out`, bundle: changed(bundle, [...path, key], undefined) };
    if (fixed !== undefined || pattern !== undefined) yield { name: `${[...path, key].join('/')} changed`, bundle: changed(bundle, [...path, key], typeof parent[key] === 'boolean' ? !parent[key] : typeof parent[key] === 'string' ? 'other' : { text: 'other' }) };
    const below = parent[key];
    if (Array.isArray(below)) for (const [index, item] of below.entries()) if (isObject(item)) yield* faultsAt(bundle, item, child, [...path, key, index]);
    if (isObject(below)) yield* faultsAt(bundle, below, child, [...path, key]);
  }
}

function changed(bundle: Json, path: Path, value: unknown): Json {
  const copy = structuredClone(bundle) as Record<string | number, unknown>;
  const parent = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, step) => at[step] as Record<string | number, unknown>, copy);
  const last = path.at(-1) ?? '';
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy as Json;
}
