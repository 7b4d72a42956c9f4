/**
 * A small seeded generator of pseudo-random numbers (sfc32). Pure in what it promises: the same seed and index give the
 * same sequence on every machine. Not for keys or secrets.
 */
export interface Random {
  /** A fraction, 0 <= x < 1. */
  fraction(): number;
  /** A whole number, `min` and `max` included. */
  whole(min: number, max: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** An identifier in the form of a UUID. */
  id(): string;
}

export function randomOf(seed: number, index: number): Random {
  let a = mix(seed);
  let b = mix(index ^ 0x9e3779b9);
  let c = mix(a ^ b);
  let counter = 1;

  const bits = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  // The first outputs still resemble the seed.
  for (let i = 0; i < 12; i++) bits();

  const fraction = (): number => bits() / 4_294_967_296;
  const whole = (min: number, max: number): number => min + Math.floor(fraction() * (max - min + 1));
  return {
    fraction,
    whole,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
    id: () => {
      const [p, q, r, s] = [bits(), bits(), bits(), bits()];
      const tail = high(s) + low(s);
      return `${high(p)}${low(p)}-${high(q)}-4${low(q).slice(1)}-a${high(r).slice(1)}-${low(r)}${tail}`;
    },
  };
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The upper sixteen bits of a word, four digits. */
function high(word: number): string {
  return hexOf(word >>> 24) + hexOf((word >>> 16) & 0xff);
}

function low(word: number): string {
  return hexOf((word >>> 8) & 0xff) + hexOf(word & 0xff);
}

function hexOf(byte: number): string {
  return HEX[byte] ?? '';
}

/** Spreads neighbouring seeds far apart (splitmix32). */
function mix(value: number): number {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
