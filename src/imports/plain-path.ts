/**
 * The plain part of FHIRPath, answered without the engine, which takes many times as long for the same: fields, `where` on texts, `exists`, `empty`,
 * `first`, `|` before `first`. The engine's own parser reads the path. What is not plain, in the path or in the resource, is left to the engine. Pure.
 */
import * as fhirpath from 'fhirpath';

/** Undefined: ask the engine. */
export type PlainPath = (resource: object) => readonly unknown[] | undefined;

type Values = readonly unknown[];
type Find = (from: Values) => Values;
type Holds = (item: unknown) => boolean;

/** A node of the engine's parser. */
interface Node {
  readonly type: string;
  readonly text?: string;
  readonly children?: readonly Node[];
}

/** Thrown where a resource is not plain: it is rare, and every step would have to ask. */
const NOT_PLAIN = Symbol('not plain');

/** Undefined: the path is not plain. */
export function compilePlain(path: string): PlainPath | undefined {
  let root = fhirpath.parse(path) as Node;
  while (root.type === 'EntireExpression') root = childOf(root, 0);
  const find = pathOf(root);
  return find === undefined ? undefined : (resource) => {
    try {
      return find([resource]);
    } catch (error) {
      if (error === NOT_PLAIN) return undefined;
      throw error;
    }
  };
}

function pathOf(node: Node): Find | undefined {
  switch (node.type) {
    case 'TermExpression': case 'InvocationTerm': return pathOf(childOf(node, 0));
    case 'MemberInvocation': return fieldOf(node.text ?? '');
    case 'InvocationExpression': {
      const [before, then] = [childOf(node, 0), childOf(node, 1)];
      if (isCall(then, 'first')) return firstOf(before);
      const [from, step] = [pathOf(before), then.type === 'FunctionInvocation' ? callOf(then) : pathOf(then)];
      return from === undefined || step === undefined ? undefined : (values) => step(from(values));
    }
    default: return undefined;
  }
}

/** Of a union only the first is plain: the whole would have to leave out what it has twice. */
function firstOf(before: Node): Find | undefined {
  const finds = unionIn(before)?.map(pathOf) ?? [pathOf(before)];
  if (!finds.every((find) => find !== undefined)) return undefined;
  return (values) => {
    // Each is looked at, as the engine does: one that is not plain is for the engine to say.
    const found = finds.map((find) => find(values));
    return found.find(({ length }) => length > 0)?.slice(0, 1) ?? [];
  };
}

function callOf(node: Node): Find | undefined {
  if (isCall(node, 'exists')) return (values) => [values.length > 0];
  if (isCall(node, 'empty')) return (values) => [values.length === 0];
  const [condition, ...more] = parametersOf(node);
  if (nameOfCall(node) !== 'where' || condition === undefined || more.length > 0) return undefined;
  const holds = conditionOf(condition);
  return holds === undefined ? undefined : (values) => values.filter(holds);
}

function conditionOf(node: Node): Holds | undefined {
  switch (node.type) {
    case 'AndExpression': case 'OrExpression': {
      const [left, right] = [conditionOf(childOf(node, 0)), conditionOf(childOf(node, 1))];
      if (left === undefined || right === undefined) return undefined;
      return node.type === 'AndExpression' ? (item) => left(item) && right(item) : (item) => left(item) || right(item);
    }
    case 'EqualityExpression': return node.text === '=' ? isOneOf(childOf(node, 0), [childOf(node, 1)]) : undefined;
    case 'MembershipExpression': return node.text === 'in' ? isOneOf(childOf(node, 0), unionIn(childOf(node, 1)) ?? [childOf(node, 1)]) : undefined;
    case 'InvocationExpression': {
      const find = isCall(childOf(node, 1), 'exists') ? pathOf(node) : undefined;
      return find === undefined ? undefined : (item) => find([item])[0] === true;
    }
    default: return undefined;
  }
}

/** Of nothing it is unknown, which does not hold; several, or what is no text, are for the engine. */
function isOneOf(field: Node, literals: readonly Node[]): Holds | undefined {
  const [find, texts] = [pathOf(field), literals.map(textIn)];
  if (find === undefined || texts.some((text) => text === undefined)) return undefined;
  return (item) => {
    const values = find([item]);
    if (values.length === 0) return false;
    if (values.length > 1 || typeof values[0] !== 'string') throw NOT_PLAIN;
    return texts.includes(values[0]);
  };
}

/** A capital names a type, and a field with an underscore holds what is said about one that may have no value. */
function fieldOf(name: string): Find | undefined {
  if (!/^[a-z][A-Za-z]*$/.test(name)) return undefined;
  const about = `_${name}`;
  return (values) => {
    const found: unknown[] = [];
    for (const value of values) {
      if (typeof value !== 'object') continue;
      if (value === null || Array.isArray(value) || Object.hasOwn(value, about)) throw NOT_PLAIN;
      if (!Object.hasOwn(value, name)) continue;
      const held = (value as Readonly<Record<string, unknown>>)[name];
      if (held === null || (Array.isArray(held) && held.some((each) => each === null || Array.isArray(each)))) throw NOT_PLAIN;
      if (Array.isArray(held)) found.push(...(held as Values));
      else found.push(held);
    }
    return found;
  };
}

/** The members of `(a | b | c)`. */
function unionIn(node: Node): readonly Node[] | undefined {
  const inner = node.type === 'TermExpression' && childOf(node, 0).type === 'ParenthesizedTerm' ? childOf(childOf(node, 0), 0) : undefined;
  const members = (part: Node): readonly Node[] => (part.type === 'UnionExpression' ? [...members(childOf(part, 0)), ...members(childOf(part, 1))] : [part]);
  return inner === undefined ? undefined : members(inner);
}

/** A text without escapes. */
function textIn(node: Node): string | undefined {
  const literal = node.type === 'TermExpression' && childOf(node, 0).type === 'LiteralTerm' ? childOf(childOf(node, 0), 0) : undefined;
  return literal?.type === 'StringLiteral' && !(literal.text ?? '').includes('\\') ? literal.text?.slice(1, -1) : undefined;
}

function isCall(node: Node, name: string): boolean {
  return node.type === 'FunctionInvocation' && nameOfCall(node) === name && parametersOf(node).length === 0;
}

function nameOfCall(node: Node): string | undefined {
  return childOf(childOf(node, 0), 0).text;
}

function parametersOf(node: Node): readonly Node[] {
  return childOf(node, 0).children?.find(({ type }) => type === 'ParamList')?.children ?? [];
}

function childOf({ type, children }: Node, index: number): Node {
  const child = children?.[index];
  if (child === undefined) throw new Error(`the parser left ${type} without a part`);
  return child;
}
