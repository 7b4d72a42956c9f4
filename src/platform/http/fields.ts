/** Field constraints of envelopes, each with the sentence a client reads. Values are never repeated in a message. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsDefined, IsIn, IsInt, IsNumber, Matches, Max, MaxLength, Min, registerDecorator, ValidateIf, ValidateNested } from 'class-validator';
import { LEVELS, SIDES } from '../../../machines/kernel/anatomy';
import { isPlainDate } from '../../../machines/kernel/calendar';
import { parseInstant } from '../clock/clock';

interface Described {
  readonly optional?: boolean;
  readonly description: string;
  readonly example?: unknown;
}

const TEXT_CHARS_MAX = 2000;
const WORD = /^[A-Za-z0-9][A-Za-z0-9 ._:/+-]{0,79}$/;
export const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
/** C0, C1 and the directional marks that make a text read otherwise than it is stored. */
// eslint-disable-next-line no-control-regex
const PRINTABLE = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$/u;
/** The same without tabs and line breaks of any kind. */
// eslint-disable-next-line no-control-regex
const ONE_LINE = /^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/u;

export function isOneLine(text: string): boolean {
  return ONE_LINE.test(text);
}

function field(options: Described, schema: Partial<ApiPropertyOptions>, ...constraints: PropertyDecorator[]): PropertyDecorator {
  const property = { description: options.description, ...(options.example === undefined ? {} : { example: options.example }), ...schema } as ApiPropertyOptions;
  return options.optional === true
    ? applyDecorators(ApiPropertyOptional(property), MayBeLeftOut(), ...constraints)
    : applyDecorators(ApiProperty(property), IsDefined({ message: 'this field is required' }), ...constraints);
}

/** Left out is fine; null is not the same as left out. */
function MayBeLeftOut(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** Free text of a person: 1 to 2,000 characters. */
export const Text = (options: Described & { readonly max?: number }) =>
  field(options, { type: String, minLength: 1, maxLength: options.max ?? TEXT_CHARS_MAX },
    IsTrimmedText(), MaxLength(options.max ?? TEXT_CHARS_MAX, { message: `at most ${options.max ?? TEXT_CHARS_MAX} characters` }), Matches(PRINTABLE, { message: 'control characters are not taken' }));

/** A name, a number, a reference: text that stays on one line wherever it is printed. */
export const Line = (options: Described & { readonly max: number }) =>
  field(options, { type: String, minLength: 1, maxLength: options.max }, IsTrimmedText(), MaxLength(options.max, { message: `at most ${options.max} characters` }),
    Matches(ONE_LINE, { message: 'one line without control characters is expected' }));

/** A short code or word. */
export const Word = (options: Described) => field(options, { type: String, pattern: WORD.source }, Matches(WORD, { message: 'a word of at most 80 letters, digits and . _ : / + - is expected' }));

export const Id = (options: Described) => field(options, { type: String, pattern: ID.source }, Matches(ID, { message: 'an id of this service is expected' }));

/** A list of different ids, at least one. */
export const Ids = (options: Described & { readonly max: number }) =>
  field(options, { type: 'array', items: { type: 'string', pattern: ID.source }, minItems: 1, maxItems: options.max, uniqueItems: true }, IsArray({ message: 'a list is expected' }), ArrayMinSize(1, { message: 'at least one' }),
    ArrayMaxSize(options.max, { message: `at most ${options.max}` }), ArrayUnique({ message: 'each once' }), Matches(ID, { each: true, message: 'ids of this service are expected' }));

export const OneOf = (values: readonly string[], options: Described) =>
  field(options, { type: String, enum: [...values] }, IsIn([...values], { message: `one of ${values.join(', ')}` }));

export const DateOnly = (options: Described) => field(options, { type: String, format: 'date' }, IsPlainDate());

/** An instant with its offset. */
export const Instant = (options: Described) => field(options, { type: String, format: 'date-time' },
  constraint('isInstant', 'an instant with an offset is expected, as 2026-11-23T14:30:00Z', (value) => typeof value === 'string' && parseInstant(value) !== undefined));

export const Flag = (options: Described) => field(options, { type: Boolean }, IsBoolean({ message: 'true or false is expected' }));

export const Whole = (options: Described & { readonly min: number; readonly max: number }) =>
  field(options, { type: 'integer', minimum: options.min, maximum: options.max },
    IsInt({ message: 'a whole number is expected' }), Min(options.min, { message: `at least ${options.min}` }), Max(options.max, { message: `at most ${options.max}` }));

export const Amount = (options: Described & { readonly min: number; readonly max: number }) =>
  field(options, { type: 'number', minimum: options.min, maximum: options.max },
    IsNumber({ allowNaN: false, allowInfinity: false }, { message: 'a number is expected' }), Min(options.min, { message: `at least ${options.min}` }), Max(options.max, { message: `at most ${options.max}` }));

/** An object of its own shape. */
export const Part = (of: () => new () => object, options: Described) =>
  field(options, { type: of() }, constraint('isObject', 'an object is expected', isObject), ValidateNested(), Type(of));

/** A list of objects of one shape. */
export const ListOf = (of: () => new () => object, options: Described & { readonly max: number }) =>
  field(options, { type: [of()], maxItems: options.max }, IsArray({ message: 'a list is expected' }), ArrayMaxSize(options.max, { message: `at most ${options.max}` }),
    constraint('isObjects', 'every entry is an object', (value) => Array.isArray(value) && value.every(isObject)), ValidateNested({ each: true }), Type(of));

/** A list of words from an enumeration. */
export const SomeOf = (values: readonly string[], options: Described & { readonly min: number }) =>
  field(options, { type: String, enum: [...values], isArray: true }, IsArray({ message: 'a list is expected' }), ArrayMinSize(options.min, { message: `at least ${options.min}` }),
    ArrayMaxSize(values.length, { message: `at most ${values.length}` }), IsIn([...values], { each: true, message: `each one of ${values.join(', ')}` }));

/** A field whose constraint is its own. */
export const Field = (options: Described, schema: Partial<ApiPropertyOptions>, ...constraints: PropertyDecorator[]) => field(options, schema, ...constraints);

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function IsPlainDate(): PropertyDecorator {
  return constraint('isPlainDate', 'a date that exists, written YYYY-MM-DD, is expected', isPlainDate);
}

function IsTrimmedText(): PropertyDecorator {
  return constraint('isText', 'a text that is not empty is expected', (value) => typeof value === 'string' && value.trim().length > 0);
}

export function constraint(name: string, message: string, holds: (value: unknown) => boolean): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({ name, target: target.constructor, propertyName: propertyName as string, options: { message }, validator: { validate: holds } });
}

export class TargetDto {
  @OneOf(LEVELS, { description: 'A facet joint by its two vertebrae.', example: 'L4-L5' })
  level!: (typeof LEVELS)[number];

  @OneOf(SIDES, { description: 'One side; plan both sides as two targets.', example: 'right' })
  side!: (typeof SIDES)[number];
}
