import type { PacketModel } from '../../../machines/packet';

/** One per line, from the authorization and the line: the same line keeps it in every packet of the authorization. A line like an earlier one is counted. */
export function traceNumbersOf({ authorizationId, request: { lines } }: PacketModel): readonly string[] {
  const names = lines.map(({ code, modifiers }) => [authorizationId, code, ...modifiers].join('-'));
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((earlier) => earlier === name).length;
    return before === 0 ? name : `${name}-${before + 1}`;
  });
}
