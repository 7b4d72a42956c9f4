/** Every smallest change of a case's `expect` and of a policy file, one at a time, on copies. */
import { isPlainDate, toDay, toPlainDate } from '../../machines/kernel/calendar';

export interface Change<T> {
  /** Where and how, in words. */
  readonly what: string;
  readonly changed: T;
}

type Fields = Readonly<Record<string, unknown>>;

const RESULTS = ['eligible', 'not-eligible', 'cannot-tell', 'review', 'partial'];

/** Another result, document or error; every set with an element more and one less; the same inside every target. */
export function changesOfExpect(expect: Fields): readonly Change<Fields>[] {
  return changesOf(expect, '', (value, pointer) => {
    if (pointer.endsWith('/result')) return RESULTS.filter((result) => result !== value).map((result) => ({ what: `${pointer} became ${result}`, changed: result }));
    if (typeof value === 'string') return [{ what: `${pointer} became another text`, changed: `${value}-changed` }];
    if (Array.isArray(value)) return [...withoutEach(value, pointer), { what: `${pointer} holds one more`, changed: [...value, 'pain-history-changed'] }];
    return [];
  }) as readonly Change<Fields>[];
}

/** Figures one up and one down, dates a day apart, flags turned, lists without an element, a criterion left out. */
export function changesOfPolicy(content: unknown): readonly Change<unknown>[] {
  const file = content as Fields & { readonly steps?: Readonly<Record<string, { readonly criteria: readonly Fields[] }>> };
  const changes = ['effectiveFrom', 'effectiveTo', 'covers', 'parameters'].filter((key) => file[key] !== undefined)
    .flatMap((key): readonly Change<unknown>[] => figureChanges(file[key], `/${key}`).map(({ what, changed }) => ({ what, changed: { ...file, [key]: changed } })));
  for (const [name, group] of Object.entries(file.steps ?? {})) {
    const put = (criteria: readonly unknown[]): unknown => ({ ...file, steps: { ...file.steps, [name]: { ...group, criteria } } });
    group.criteria.forEach((criterion, index) => {
      const pointer = `/steps/${name}/${String(criterion.id)}`;
      for (const { what, changed } of figureChanges(criterion.required, `${pointer}/required`)) {
        changes.push({ what, changed: put(group.criteria.map((other, at) => (at === index ? { ...criterion, required: changed } : other))) });
      }
      if (criterion.asksForClinician === true) changes.push({ what: `${pointer} asks for no clinician`, changed: put(group.criteria.map((other, at) => (at === index ? { ...criterion, asksForClinician: false } : other))) });
      changes.push({ what: `${pointer} left out`, changed: put(group.criteria.filter((_other, at) => at !== index)) });
    });
  }
  return changes;
}

function figureChanges(value: unknown, pointer: string): readonly Change<unknown>[] {
  return changesOf(value, pointer, (leaf, at) => {
    if (typeof leaf === 'number') return [leaf - 1, leaf + 1].map((next) => ({ what: `${at} from ${leaf} to ${next}`, changed: next }));
    if (isPlainDate(leaf)) return [-1, 1].map((days) => toPlainDate(toDay(leaf) + days)).map((next) => ({ what: `${at} from ${leaf} to ${next}`, changed: next }));
    if (typeof leaf === 'boolean') return [{ what: `${at} turned to ${String(!leaf)}`, changed: !leaf }];
    if (Array.isArray(leaf)) return withoutEach(leaf, at);
    return [];
  });
}

/** The changes of a value itself and of everything inside it, each put back into a copy of the whole. */
function changesOf(value: unknown, pointer: string, ownChanges: (value: unknown, pointer: string) => readonly Change<unknown>[]): readonly Change<unknown>[] {
  const inside = (key: string, child: unknown, put: (changed: unknown) => unknown): readonly Change<unknown>[] =>
    changesOf(child, `${pointer}/${key}`, ownChanges).map(({ what, changed }) => ({ what, changed: put(changed) }));
  const own = ownChanges(value, pointer);
  if (Array.isArray(value)) {
    return [...own, ...value.flatMap((child: unknown, index) => (typeof child === 'object' ? inside(String(index), child, (changed) => value.map((other: unknown, at) => (at === index ? changed : other))) : []))];
  }
  if (typeof value === 'object' && value !== null) {
    return [...own, ...Object.entries(value).flatMap(([key, child]) => inside(key, child, (changed) => ({ ...value, [key]: changed })))];
  }
  return own;
}

function withoutEach(list: readonly unknown[], pointer: string): readonly Change<unknown>[] {
  return list.map((element, index) => ({ what: `${pointer} without ${JSON.stringify(element)}`, changed: list.filter((_other, at) => at !== index) }));
}
