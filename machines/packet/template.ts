/** Which form a payer's packet has: dated, cited data (`templates.json`). A payer with wishes of its own is one more entry. Pure. */
import type { FactType } from '../evidence/fact';
import type { Source } from '../criteria/types';
import templates from './templates.json';

export interface Template {
  readonly id: string;
  /** Left out: any request that no other entry is for. */
  readonly program?: string;
  /** The program's own first page, with the fields its contractors ask for. */
  readonly coverSheet: boolean;
  /** Documents follow in the order of what they first show. */
  readonly order: readonly FactType[];
  readonly source: string;
}

const FILE = templates as { readonly sources: Readonly<Record<string, Source>>; readonly templates: readonly Template[] };

export function templateOf(program: string | undefined): Template {
  return (FILE.templates.find((each) => each.program !== undefined && each.program === program) ?? FILE.templates.find((each) => each.program === undefined)) as Template;
}
