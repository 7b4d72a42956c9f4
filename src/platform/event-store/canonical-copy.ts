import { canonicalJson } from '../json/canonical-json';

/** Texts of copies made here, so that what was written canonically once is not written again for storage. */
const texts = new WeakMap<object, string>();

/**
 * A value as a read of its stored bytes would give it: what JSON keeps, keys in canonical order. Not to be changed afterwards.
 * Copied in order and then written in one native call, which costs half of writing canonically and reading that back.
 */
export function canonicalCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return JSON.parse(canonicalJson(value));
  const copying = new Copying();
  let copy = copying.copy(value) as object;
  let text = JSON.stringify(copy);
  if (copying.isOdd || text.includes('\\ud')) {
    text = canonicalJson(value);
    copy = JSON.parse(text);
  }
  texts.set(copy, text);
  return copy;
}

const FIRST_DIGIT = 48;
const LAST_DIGIT = 57;
const UNDERSCORE = 95;

class Copying {
  /** Something is in it that an object of JavaScript orders, or JSON writes, in a way of its own: a key like `7` or `__proto__`, or what JSON cannot say. */
  isOdd = false;

  copy(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
      case 'boolean': return value;
      case 'number':
        if (!Number.isFinite(value)) this.isOdd = true;
        return value === 0 ? 0 : value;
      case 'object': return value === null ? null : Array.isArray(value) ? this.list(value) : this.object(value as Readonly<Record<string, unknown>>);
      default:
        this.isOdd = true;
        return null;
    }
  }

  private list(list: readonly unknown[]): readonly unknown[] {
    const copy: unknown[] = [];
    for (let i = 0; i < list.length; i++) copy.push(this.copy(list[i]));
    return copy;
  }

  private object(object: Readonly<Record<string, unknown>>): object {
    const copy: Record<string, unknown> = {};
    const keys = Object.keys(object);
    for (let i = 1; i < keys.length; i++) {
      if ((keys[i] as string) >= (keys[i - 1] as string)) continue;
      keys.sort();
      break;
    }
    for (const key of keys) {
      const value = object[key];
      if (value === undefined) continue;
      const first = key.charCodeAt(0);
      if ((first >= FIRST_DIGIT && first <= LAST_DIGIT) || first === UNDERSCORE) this.isOdd = true;
      copy[key] = this.copy(value);
    }
    return copy;
  }
}

export function canonicalText(value: unknown): string {
  return known(value) ?? canonicalJson(value);
}

/** Characters of a value as JSON. */
export function textLength(value: unknown): number {
  return (known(value) ?? JSON.stringify(value)).length;
}

function known(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? texts.get(value) : undefined;
}
