/** The numbers a payer gave its answer, as proof. Pure; anything that is no text is passed over. */
type Json = Readonly<Record<string, unknown>>;

const IDENTIFIERS_MAX = 10;
const CHARS_MAX = 300;

export interface ReadNumbers {
  readonly identifiers: readonly string[];
  /** The one that a person would quote. */
  readonly reference?: string;
}

export function readNumbers(message: unknown): ReadNumbers {
  const responses = [message, ...listIn(message, 'entry').map((entry) => fieldOf(entry, 'resource'))].filter((each) => fieldOf(each, 'resourceType') === 'ClaimResponse');
  const reference = responses.map((each) => textOf(fieldOf(each, 'preAuthRef'))).find((text) => text !== undefined);
  const given = [fieldOf(message, 'identifier'), ...responses.map((each) => fieldOf(each, 'identifier'))].flat();
  const identifiers = [...new Set(given.flatMap((each) => identifierOf(each) ?? []))].slice(0, IDENTIFIERS_MAX);
  const quoted = reference ?? identifiers.at(-1)?.split('|').at(-1);
  return { identifiers, ...(quoted !== undefined && quoted !== '' && { reference: quoted }) };
}

function identifierOf(value: unknown): string | undefined {
  const [system, number] = [textOf(fieldOf(value, 'system')), textOf(fieldOf(value, 'value'))];
  return number === undefined ? undefined : [...(system === undefined ? [] : [system]), number].join('|');
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Json)[name] : undefined;
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}

/** On one line, whole or not at all. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' && value.length <= CHARS_MAX && /^\P{Cc}*$/u.test(value) ? value.trim() : undefined;
}
