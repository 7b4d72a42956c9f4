/** Where the positions of a pathway map are drawn. The map is the executed definition; what is possible from almost everywhere is said beside it and not drawn. */
import type { Schemas } from '../api/client';

export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly name: string; readonly x: number; readonly y: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly isBack: boolean; readonly points: readonly { readonly x: number; readonly y: number }[] }[];
  /** Not drawn: possible from (almost) every open position. */
  readonly everywhere: readonly { readonly event: string; readonly guard?: string; readonly to: string }[];
}

type PathwayMap = Pick<Schemas['PathwayMap'], 'states'>;

export const NODE = { width: 152, height: 44 } as const;
/** A transition that so large a share of the open positions has is not drawn from each of them. */
const EVERYWHERE_SHARE = 2 / 3;
const FORWARD_WEIGHT = 4;
const MARGIN = 8;

export async function layOut(map: PathwayMap, shown: ReadonlySet<string>): Promise<Drawn> {
  const { Graph, layout } = await import('@dagrejs/dagre');
  const states = map.states.filter(({ name, final }) => !final || shown.has(name));
  const order = new Map(states.map(({ name }, index) => [name, index]));
  const everywhere = everywhereOf(map);
  const edges = edgesOf(states, order, everywhere);
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 16, edgesep: 8, ranksep: 30, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { name } of states) graph.setNode(name, { ...NODE });
  for (const { from, to, isBack } of edges) graph.setEdge(from, to, { weight: isBack ? 1 : FORWARD_WEIGHT });
  layout(graph);
  const { height = 0 } = graph.graph() as { height?: number };
  const nodes = states.map(({ name }) => { const { x, y } = graph.node(name) as { x: number; y: number }; return { name, x, y }; });
  const drawn = edges.map((edge) => ({ ...edge, points: (graph.edge(edge.from, edge.to) as { points: { x: number; y: number }[] }).points }));
  // Lines may run outside of the positions, which the library's own width does not count.
  const xs = [...nodes.flatMap(({ x }) => [x - NODE.width / 2, x + NODE.width / 2]), ...drawn.flatMap(({ points }) => points.map(({ x }) => x))];
  const left = Math.min(...xs) - MARGIN;
  return {
    width: Math.max(...xs) - left + MARGIN, height, everywhere,
    nodes: nodes.map((node) => ({ ...node, x: node.x - left })),
    edges: drawn.map((edge) => ({ ...edge, points: edge.points.map(({ x, y }) => ({ x: x - left, y })) })),
  };
}

function everywhereOf({ states }: PathwayMap): Drawn['everywhere'] {
  const open = states.filter(({ final }) => !final);
  const found = new Map<string, { readonly event: string; readonly guard?: string; readonly to: string; count: number }>();
  for (const { transitions } of open) {
    for (const { event, guard, to } of transitions) {
      const key = `${event} ${guard ?? ''} ${to}`;
      const known = found.get(key) ?? { event, ...(guard !== undefined && { guard }), to, count: 0 };
      known.count += 1;
      found.set(key, known);
    }
  }
  return [...found.values()].filter(({ count }) => count >= open.length * EVERYWHERE_SHARE).map(({ count: _, ...rest }) => rest);
}

/** One line between two positions, however many events lead along it. A position that only such events reach is joined to the last one that is ready before it. */
function edgesOf(states: PathwayMap['states'], order: ReadonlyMap<string, number>, everywhere: Drawn['everywhere']): readonly { readonly from: string; readonly to: string; readonly isBack: boolean }[] {
  const pairs = new Map<string, { readonly from: string; readonly to: string; readonly isBack: boolean }>();
  const join = (from: string, to: string): void => void pairs.set(`${from} ${to}`, { from, to, isBack: (order.get(to) ?? 0) < (order.get(from) ?? 0) });
  for (const { name, transitions } of states) {
    for (const { event, guard, to } of transitions) {
      const isEverywhere = everywhere.some((one) => one.event === event && one.guard === guard && one.to === to);
      if (!isEverywhere && to !== name && order.has(to)) join(name, to);
    }
  }
  for (const { to } of everywhere) {
    if (!order.has(to) || [...pairs.values()].some((pair) => pair.to === to && !pair.isBack)) continue;
    const before = states.slice(0, order.get(to)).findLast(({ tags }) => tags.includes('ready'));
    if (before !== undefined) join(before.name, to);
  }
  return [...pairs.values()];
}
