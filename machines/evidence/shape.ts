/**
 * The vocabulary in which the field table is written: what a value may look like. Data only; `read-shape.ts` reads values
 * by it and `fact-schema.ts` publishes it, so that what is documented is what is checked.
 */
export type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'pattern'; readonly pattern: RegExp; readonly example: string }
  | { readonly kind: 'one-of'; readonly values: readonly string[]; /** Lower-case spellings that are read as a value. */ readonly spellings?: Readonly<Record<string, string>> }
  | { readonly kind: 'level' }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'date'; readonly mayBeLater: boolean; readonly mayBeNull: boolean }
  | { readonly kind: 'instant' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly is: 'whole' | 'decimal' | 'score' | 'percent' }
  | { readonly kind: 'list'; readonly of: Shape; readonly itemsMax: number }
  | { readonly kind: 'either'; readonly first: Shape; readonly second: Shape; readonly isFirst: (value: unknown) => boolean }
  | ObjectShape;

export interface Field<IsRequired extends boolean = boolean> {
  readonly isRequired: IsRequired;
  readonly shape: Shape;
}

export type Fields = Readonly<Record<string, Field>>;

/** `rule` compares fields of one object with each other; it sees only those that were sound by themselves. */
export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: Fields;
  readonly rule?: Rule;
}

/** Adds a fault at a field of the object a rule looks at; `field` is a path such as `observations/0/score`. */
export type Report = (field: string, code: string, message: string) => void;
export type Rule = (value: Readonly<Record<string, unknown>>, report: Report) => void;

/** The compiler's check that a table names exactly the fields of a type, each required exactly where the type requires it. */
export type FieldsOf<T> = { readonly [K in keyof T]-?: Field<Record<never, never> extends Pick<T, K> ? false : true> };

export const required = (shape: Shape): Field<true> => ({ isRequired: true, shape });
export const optional = (shape: Shape): Field<false> => ({ isRequired: false, shape });

export const text: Shape = { kind: 'text' };
export const yesNo: Shape = { kind: 'yes-no' };
export const level: Shape = { kind: 'level' };
export const instant: Shape = { kind: 'instant' };
/** A day of the record: not before birth, not after today. */
export const date: Shape = { kind: 'date', mayBeLater: false, mayBeNull: false };
/** A payer's limit: may lie ahead, and `null` says that the payer gave none. */
export const limitDate: Shape = { kind: 'date', mayBeLater: true, mayBeNull: true };
export const percent: Shape = { kind: 'number', min: 0, max: 100, is: 'percent' };
/** A word of an open list: anything a practice may write down as a code. */
export const WORD = /^[A-Za-z0-9][A-Za-z0-9 ._/+-]{0,59}$/;
export const word: Shape = { kind: 'pattern', pattern: WORD, example: 'physical-therapy' };
/** Two digits. */
export const PLACE_OF_SERVICE = /^[0-9]{2}$/;

export const oneOf = (...values: readonly string[]): Shape => ({ kind: 'one-of', values });
export const pattern = (shape: RegExp, example: string): Shape => ({ kind: 'pattern', pattern: shape, example });
export const whole = (min: number, max: number): Shape => ({ kind: 'number', min, max, is: 'whole' });
export const decimal = (min: number, max: number): Shape => ({ kind: 'number', min, max, is: 'decimal' });
export const score = (min: number, max: number): Shape => ({ kind: 'number', min, max, is: 'score' });
export const listOf = (of: Shape, itemsMax: number): Shape => ({ kind: 'list', of, itemsMax });
export const object = (fields: Fields, rule?: Rule): ObjectShape => ({ kind: 'object', fields, rule });
