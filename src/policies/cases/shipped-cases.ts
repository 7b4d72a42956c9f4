/** The project's own cases by the shipped policy that answers them; `test/cases/shipped-cases.ts` writes the file from the cases themselves. */
import type { PolicyCase } from './policy-case';
import file from './shipped-cases.json';

const CASES = file as unknown as Readonly<Record<string, readonly PolicyCase[]>>;

/** `name`: id@version. */
export function shippedCasesOf(name: string): readonly PolicyCase[] {
  return CASES[name] ?? [];
}
