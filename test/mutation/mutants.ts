/** Every small change of a source file that a test should notice, all in one instrumented text: one is switched on at a time. */
import { readFileSync } from 'node:fs';
import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { createInjector } from 'typed-inject';

export interface Mutant {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** The family of the change: `EqualityOperator`, `BooleanLiteral` ... */
  readonly kind: string;
  /** What stood there, to the end of the next line. */
  readonly original: string;
  /** What stands there instead. */
  readonly replacement: string;
}

export interface Instrumented {
  readonly mutants: readonly Mutant[];
  /** The instrumented text by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What `switches` of an instrumented program are: the instrumenter's own global. */
export interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: { readonly perTest: Record<string, Record<string, number>> };
  hitCount?: number;
  /** Runs of the changed place after which it throws: a loop that does not end is noticed too. */
  hitLimit?: number;
}

export function switches(): Switches {
  const place = globalThis as { __stryker__?: Switches };
  return (place.__stryker__ ??= {});
}

const silent = (): undefined => undefined;
const LOGGER = {
  isTraceEnabled: () => false, isDebugEnabled: () => false, isInfoEnabled: () => false, isWarnEnabled: () => false, isErrorEnabled: () => false, isFatalEnabled: () => false,
  trace: silent, debug: silent, info: silent, warn: silent, error: silent, fatal: silent,
};

/** Words for people carry no decision: a text that is changed changes what is read, not what is decided. */
const NOT_CHANGED = ['StringLiteral', 'Regex'];

export async function instrument(files: readonly string[]): Promise<Instrumented> {
  const injector = createInjector().provideValue('logger', LOGGER).provideValue('getLogger', () => LOGGER);
  const instrumenter = injector.injectFunction(createInstrumenter as never) as unknown as Instrumenter;
  const { files: written, mutants } = await instrumenter.instrument(
    files.map((name) => ({ name, content: readFileSync(name, 'utf8'), mutate: true })), { ignorers: [], plugins: null, excludedMutations: NOT_CHANGED });
  return {
    texts: new Map(written.map(({ name, content }) => [name, content])),
    mutants: mutants.filter(({ status }) => status === undefined).map(({ id, fileName, location: { start }, mutatorName, replacement }) => ({ id, file: fileName, line: start.line + 1, kind: mutatorName, original: linesOf(fileName).slice(start.line, start.line + 2).join('\n').slice(start.column), replacement })),
  };
}

const read = new Map<string, readonly string[]>();

export function linesOf(file: string): readonly string[] {
  const lines = read.get(file) ?? readFileSync(file, 'utf8').split('\n');
  read.set(file, lines);
  return lines;
}

/**
 * Changes that nothing can notice, by their form (docs/decisions, 21); they are not tried, and counted by themselves:
 * - a field that is left out where its value is undefined, and that is there as undefined instead, `...(x !== undefined && { x })`: no reader and no JSON tells the two apart;
 * - a comparison that is asked of an undefined value too, `x !== undefined && x < y`: of undefined it is false;
 * - the branch of a switch that the compiler knows to be unreachable, `default: return unreachable(x)`.
 */
export function changesNothing({ kind, original, replacement }: Mutant): boolean {
  if (kind !== 'ConditionalExpression') return false;
  if (replacement === 'true') return NOTHING_OF_UNDEFINED.some((form) => form.test(original));
  return replacement === 'default:' && /^default:\s*return unreachable\(/.test(original);
}

const NOTHING_OF_UNDEFINED = [
  /^([\w.]+) !== undefined && \{ (?:\w+: \1|\1) \}/,
  /^([\w.]+) !== undefined(?: && [\w.]+ !== undefined)* && (?:\1 [<>]=? [\w.]+|[\w.]+ [<>]=? \1)(?![\w.([])/,
];

interface Instrumenter {
  instrument(files: readonly { readonly name: string; readonly content: string; readonly mutate: boolean }[], options: object): Promise<{
    readonly files: readonly { readonly name: string; readonly content: string }[];
    readonly mutants: readonly { readonly id: string; readonly fileName: string; readonly location: { readonly start: { readonly line: number; readonly column: number } }; readonly mutatorName: string; readonly replacement: string; readonly status?: string }[];
  }>;
}
