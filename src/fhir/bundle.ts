/** A page of a search as a Bundle. Pure. */
import { cursorOf } from '../platform/http/page';
import { present, type Resource } from '../platform/fhir/values';
import type { ResourceType } from './names';
import type { Query, Search } from './search';

export interface Found {
  readonly resources: readonly Resource[];
  readonly hasMore: boolean;
  /** Of all pages; left out where counting them would read them all. */
  readonly total?: number;
}

/** Of everything that was found, what comes after the last of the page before; undefined where that is none of it. */
export function pageOfAll(all: readonly Resource[], { limit, after }: Search): Found | undefined {
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && from === 0) return undefined;
  return { resources: all.slice(from, from + limit), hasMore: all.length > from + limit, total: all.length };
}

export function searchset(base: string, type: ResourceType, query: Query, { resources, hasMore, total }: Found): Resource {
  const last = resources.at(-1)?.['id'];
  const address = (page?: string): string => `${base}/${type}${parametersOf(query, page)}`;
  return present({
    resourceType: 'Bundle', type: 'searchset', total,
    link: [{ relation: 'self', url: address(typeof query['page'] === 'string' ? query['page'] : undefined) }, ...(hasMore && typeof last === 'string' ? [{ relation: 'next', url: address(cursorOf(...last.split('.'))) }] : [])],
    entry: resources.map((resource) => ({ fullUrl: `${base}/${type}/${String(resource['id'])}`, resource, search: { mode: 'match' } })),
  });
}

function parametersOf(query: Query, page: string | undefined): string {
  const parameters = Object.entries(query).filter(([name]) => name !== 'page').flatMap(([name, said]) => (Array.isArray(said) ? said : [said]).map((value): [string, string] => [name, String(value)]));
  const text = new URLSearchParams([...parameters, ...(page === undefined ? [] : [['page', page] as [string, string]])]).toString();
  return text === '' ? '' : `?${text}`;
}
