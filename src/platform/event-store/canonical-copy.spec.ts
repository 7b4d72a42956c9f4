import * as fc from 'fast-check';
import { canonicalJson } from '../json/canonical-json';
import { canonicalCopy, canonicalText, textLength } from './canonical-copy';

describe('a canonical copy', () => {
  it('is what a read of the canonical text gives, with the keys in its order, and knows that text', () => {
    fc.assert(fc.property(fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.object({ key: fc.oneof(fc.string(), fc.constantFrom('7', '10', '__proto__', 'a', 'é')) })), (value) => {
      const known = writable(value);
      fc.pre(known !== undefined);
      const copy = canonicalCopy(value);
      expect(JSON.stringify(copy)).toBe(JSON.stringify(JSON.parse(known as string)));
      expect(canonicalText(copy)).toBe(known);
      expect(textLength(copy)).toBe((known as string).length);
    }), { numRuns: 2000 });
  });

  it('shares nothing that may be changed later, and leaves out what JSON leaves out', () => {
    const value = { b: { list: [1, -0] }, a: undefined, c: 'x' };
    const copy = canonicalCopy(value) as { b: { list: number[] } };
    value.b.list.push(2);
    expect(copy).toStrictEqual({ b: { list: [1, 0] }, c: 'x' });
    expect(Object.is(copy.b.list[1], 0)).toBe(true);
  });

  it.each([['not a number', { a: Number.NaN }], ['a function', { a: () => 1 }], ['half a character', { a: '\ud800' }], ['a gap', [undefined]]])('refuses %s as canonical JSON does', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(() => canonicalCopy(value)).toThrow(TypeError);
  });

  it('keeps a text that only looks like half a character', () => {
    expect(canonicalText(canonicalCopy({ a: '\\ud800 😀' }))).toBe(canonicalJson({ a: '\\ud800 😀' }));
  });
});

/** Its canonical text; undefined where it has none. */
function writable(value: unknown): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}
