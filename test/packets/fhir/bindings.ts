/**
 * Required bindings. A set that the guides enumerate is checked code by code; of one that they name by system only, the
 * system is checked; sets of the base standard are left to the base validator, which enumerates them.
 */
import { isObject, type CodeSystem, type Concept, type Include } from './definitions';
import { unversioned, type Guides } from './guides';
import { x12SystemOf } from './matching';

interface Coded {
  readonly system?: string;
  readonly code?: string;
}

/** What is wrong with a coded value, or undefined. `systemBeside` is that of a quantity whose code is looked at. */
export function bindingComplaint(value: unknown, valueSetUrl: string, guides: Guides, systemBeside?: unknown): string | undefined {
  const codings = codingsOf(value, systemBeside);
  const x12 = x12SystemOf(valueSetUrl);
  const includes = x12 === undefined ? guides.valueSets.get(unversioned(valueSetUrl))?.compose?.include : [{ system: x12 }];
  if (includes === undefined || codings === undefined) return undefined;
  if (codings.some((coding) => includes.some((include) => contains(include, coding, guides)))) return undefined;
  return `${codings.map(({ system, code }) => `${system ?? ''}#${code ?? ''}`).join(', ') || 'no code'} is not in ${valueSetUrl}`;
}

/** A code that its own system does not have, wherever it stands. */
export function unknownCode({ system, code }: Coded, guides: Guides): string | undefined {
  const known = system === undefined ? undefined : guides.codeSystems.get(system);
  if (known?.content !== 'complete' || code === undefined || hasCode(known, code)) return undefined;
  return `${system} has no code ${code}`;
}

function codingsOf(value: unknown, systemBeside: unknown): readonly Coded[] | undefined {
  if (typeof value === 'string') return [typeof systemBeside === 'string' ? { system: systemBeside, code: value } : { code: value }];
  if (!isObject(value)) return undefined;
  if (Array.isArray(value.coding)) return value.coding as readonly Coded[];
  if ('code' in value || 'system' in value) return [value as Coded];
  return 'value' in value ? undefined : [];
}

function contains({ system, concept, valueSet }: Include, coding: Coded, guides: Guides): boolean {
  // Sets made of sets that the packages lack cannot be told.
  if (system === undefined) return valueSet !== undefined;
  if (coding.system !== undefined && coding.system !== unversioned(system)) return false;
  if (coding.system === undefined && concept === undefined) return false;
  if (concept !== undefined) return concept.some(({ code }) => code === coding.code);
  const known = guides.codeSystems.get(unversioned(system));
  return known?.content !== 'complete' || hasCode(known, coding.code ?? '');
}

function hasCode(system: CodeSystem, code: string): boolean {
  const within = (concepts: readonly Concept[] = []): boolean => concepts.some((each) => each.code === code || within(each.concept));
  return within(system.concept);
}
