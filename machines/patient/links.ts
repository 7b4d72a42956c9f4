/** Whom a source's patient is here. Data and its fold. Pure. */
export interface Link {
  readonly source: string;
  /** Names the patient there. */
  readonly key: string;
}

/** How it is known. */
export const LINKED_BY = ['registration', 'identifier', 'person'] as const;
export type LinkedBy = (typeof LINKED_BY)[number];

export interface Links {
  readonly standing: readonly (Link & { readonly by: LinkedBy })[];
  readonly undone: readonly Link[];
}

export const NO_LINKS: Links = { standing: [], undone: [] };

export type LinkCommand =
  | ({ readonly type: 'LinkPatients'; readonly by: LinkedBy } & Link)
  | ({ readonly type: 'UnlinkPatients'; readonly reason: string } & Link);

export type LinkEvent =
  | ({ readonly type: 'PatientsLinked'; readonly by: LinkedBy } & Link)
  | ({ readonly type: 'PatientsUnlinked'; readonly reason: string } & Link);

export function evolveLinks(links: Links | undefined, { type, source, key, ...event }: LinkEvent): Links {
  const { standing, undone } = links ?? NO_LINKS;
  const others = standing.filter((each) => !isSameLink(each, { source, key }));
  const left = undone.filter((each) => !isSameLink(each, { source, key }));
  return type === 'PatientsLinked' ? { standing: [...others, { source, key, by: (event as { by: LinkedBy }).by }], undone: left } : { standing: others, undone: [...left, { source, key }] };
}

export function isSameLink(a: Link, b: Link): boolean {
  return a.source === b.source && a.key === b.key;
}
