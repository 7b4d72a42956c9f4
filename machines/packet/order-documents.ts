import type { DocumentId } from '../kernel/ids';
import type { FactType } from '../evidence/fact';
import type { Evidence, PacketDocument } from './packet-model';

/**
 * Which documents are appended, and in which order: by what they first show, in the template's order of facts, oldest first; then those
 * that no fact names, by title and id. One that only facts name which the packet does not cite is not disclosed. Pure.
 */
export function orderDocuments(documents: readonly PacketDocument[], evidence: readonly Evidence[], named: ReadonlySet<DocumentId>, order: readonly FactType[]): readonly PacketDocument[] {
  const rankOf = (type: FactType): number => (order.includes(type) ? order.indexOf(type) : order.length);
  const cited = evidence.toSorted((a, b) => rankOf(a.type) - rankOf(b.type)).flatMap(({ document }) => document?.documentId ?? []);
  const rank = ({ id }: PacketDocument): number => (cited.includes(id) ? cited.indexOf(id) : cited.length);
  return documents.filter(({ id }) => cited.includes(id) || !named.has(id))
    .sort((a, b) => rank(a) - rank(b) || compare(a.title, b.title) || compare(a.id, b.id))
    .map(({ id, title, mediaType, pages, bytes, sha256, printed }) => ({ id, title, mediaType, pages, bytes, sha256, ...(printed !== undefined && { printed }) }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
