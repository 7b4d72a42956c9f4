import type { Evidence, PacketDocument } from './packet-model';

/** Documents in the order in which the evidence (oldest first) first names them, then the others by title and id. Pure. */
export function orderDocuments(documents: readonly PacketDocument[], evidence: readonly Evidence[]): readonly PacketDocument[] {
  const cited = [...new Set(evidence.flatMap(({ document }) => document?.documentId ?? []))];
  const rank = (document: PacketDocument): number => {
    const at = cited.indexOf(document.id);
    return at === -1 ? cited.length : at;
  };
  return [...documents].sort((a, b) => rank(a) - rank(b) || compare(a.title, b.title) || compare(a.id, b.id))
    .map(({ id, title, mediaType, pages, bytes, sha256 }) => ({ id, title, mediaType, pages, bytes, sha256 }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
