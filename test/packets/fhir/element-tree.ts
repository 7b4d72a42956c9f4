/** A snapshot's flat list of elements as the tree it describes: children by name, slices beside the element they slice. */
import type { ElementDefinition, StructureDefinition } from './definitions';

export interface Element {
  readonly definition: ElementDefinition;
  /** The last part of its path: `timing[x]`. */
  readonly name: string;
  readonly children: Element[];
  readonly slices: Element[];
}

const trees = new WeakMap<StructureDefinition, Element>();

export function treeOf(structure: StructureDefinition): Element {
  const known = trees.get(structure);
  if (known !== undefined) return known;
  const byId = new Map<string, Element>();
  for (const definition of structure.snapshot.element) {
    const element: Element = { definition, name: lastOf(definition.path), children: [], slices: [] };
    byId.set(definition.id, element);
    const parent = byId.get(definition.id.slice(0, Math.max(definition.id.lastIndexOf('.'), 0)));
    const sliced = byId.get(definition.id.slice(0, definition.id.lastIndexOf(':')));
    if (definition.sliceName !== undefined && sliced !== undefined && lastOf(definition.id).includes(':')) sliced.slices.push(element);
    else parent?.children.push(element);
  }
  // A slice that says nothing of its content has the content of what it slices, and so has a content reference.
  for (const element of byId.values()) {
    for (const slice of element.slices) if (slice.children.length === 0) slice.children.push(...element.children);
    const referred = byId.get(element.definition.contentReference?.split('#')[1] ?? '');
    if (referred !== undefined) element.children.push(...referred.children);
  }
  const root = byId.get(structure.type);
  if (root === undefined) throw new Error(`${structure.url} has no snapshot`);
  trees.set(structure, root);
  return root;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** `fixed` or `pattern` of an element, under whatever type. */
export function prescribed(definition: ElementDefinition): { readonly fixed?: unknown; readonly pattern?: unknown } {
  const fixed = Object.keys(definition).find((key) => /^fixed[A-Z]/.test(key));
  const pattern = Object.keys(definition).find((key) => /^pattern[A-Z]/.test(key));
  return { ...(fixed && { fixed: definition[fixed] }), ...(pattern && { pattern: definition[pattern] }) };
}
