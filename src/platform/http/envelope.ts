/**
 * Bodies, queries and their shape: `unknown` in, a checked DTO out, or a refusal with a pointer per fault. Nothing is
 * converted, unknown fields are refused. A `fact` is carried through untouched: its one door is `parseFact`.
 */
import type { PipeTransform, Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { isRejection, reject, type Fault, type Rejection } from '../../../machines/kernel/rejection';
import { factOf, IS_FACT } from './is-fact';
import { Refused } from './problem';

const OPTIONS = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, stopAtFirstError: false, validationError: { target: false, value: false } } as const;

class Envelope<T extends object> implements PipeTransform<unknown, T> {
  private isEmptyFine: boolean | undefined;
  private isOnlyFact: boolean | undefined;

  constructor(private readonly dto: Type<T>, private readonly where: 'body' | 'query') {}

  transform(input: unknown): T {
    const read = this.read(input);
    if (isRejection(read)) throw new Refused(read);
    return read;
  }

  read(input: unknown): T | Rejection {
    if (typeof input !== 'object' || input === null || Array.isArray(input) || Buffer.isBuffer(input)) {
      return reject('invalid-request', 'Send a JSON object.', { faults: [{ pointer: '', code: 'not-an-object', message: 'a JSON object is expected' }] });
    }
    if (this.where === 'query' && Object.keys(input).length === 0 && this.mayBeEmpty()) return new this.dto();
    const { fact, ...rest } = input as { fact?: unknown };
    if (fact !== undefined && Object.keys(input).length === 1 && this.takesOnlyFact() && !isRejection(factOf(fact))) return Object.assign(new this.dto(), { fact });
    const hidden = passedOver(input, '').map((pointer): Fault => ({ pointer, code: 'unknown-field', message: 'this field is not known here' }));
    if (hidden.length > 0) return refusalOf(hidden, this.where);
    const instance = plainToInstance(this.dto, rest, { enableImplicitConversion: false });
    if (fact !== undefined) (instance as { fact?: unknown }).fact = fact;
    const faults: Fault[] = validateSync(instance, OPTIONS).flatMap((error) => faultsOf(error, '', fact));
    return faults.length > 0 ? refusalOf(faults, this.where) : instance;
  }

  /** A body that is a fact and nothing else has been checked when the fact has. */
  private takesOnlyFact(): boolean {
    if (this.isOnlyFact === undefined) {
      const rules = getMetadataStorage().getTargetValidationMetadatas(this.dto, '', false, false);
      this.isOnlyFact = rules.length > 0 && rules.every(({ propertyName }) => propertyName === 'fact');
    }
    return this.isOnlyFact;
  }

  /** Most requests have no query at all: whether that is fine is asked once. */
  private mayBeEmpty(): boolean {
    return (this.isEmptyFine ??= validateSync(new this.dto(), OPTIONS).length === 0);
  }
}

export function body<T extends object>(dto: Type<T>): PipeTransform<unknown, T> {
  return new Envelope(dto, 'body');
}

/** One object, or bytes that hold many, one a line: the handler reads those with `readBody`. */
export function bodyOrLines<T extends object>(dto: Type<T>): PipeTransform<unknown, T | Buffer> {
  const envelope = new Envelope(dto, 'body');
  return { transform: (input) => (Buffer.isBuffer(input) ? input : envelope.transform(input)) };
}

/** As a body is read, for one of many. */
export function readBody<T extends object>(dto: Type<T>, input: unknown): T | Rejection {
  return new Envelope(dto, 'body').read(input);
}

export function query<T extends object>(dto: Type<T>): PipeTransform<unknown, T> {
  return new Envelope(dto, 'query');
}

const PASSED_OVER = ['__proto__', 'constructor'];

/** Fields that the transformer leaves out without a word, or fails on, at any depth: they are unknown as any other. A fact's own are its parser's. */
function passedOver(value: unknown, pointer: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return [
    ...PASSED_OVER.filter((name) => Object.hasOwn(value, name)).map((name) => `${pointer}/${name}`),
    ...Object.entries(value).flatMap(([name, each]) => (PASSED_OVER.includes(name) || (pointer === '' && name === 'fact') ? [] : passedOver(each, `${pointer}/${name}`))),
  ];
}

/** A fault of the fact alone is a fault of content (422); everything else is a malformed request (400). */
function refusalOf(faults: readonly Fault[], where: 'body' | 'query') {
  const onlyFact = where === 'body' && faults.every(({ pointer, code }) => pointer.startsWith('/fact/') || (pointer === '/fact' && code !== CODES['isDefined']));
  const pointer = faults[0]?.pointer;
  return onlyFact
    ? reject('invalid-fact', 'The fact cannot be taken as it is. Correct the fields named in errors and send it again.', { faults, pointer })
    : reject('invalid-request', `The ${where} is not as described in /openapi.json. Correct the fields named in errors and send it again.`, { faults, pointer });
}

function faultsOf(error: ValidationError, parent: string, fact: unknown): Fault[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const nested = error.children?.flatMap((child) => faultsOf(child, pointer, fact)) ?? [];
  // What is missing is said once, not again by every constraint it would have had to meet.
  const { isDefined, ...others } = error.constraints ?? {};
  const own = Object.entries(isDefined === undefined ? others : { isDefined }).flatMap(([code, message]): readonly Fault[] => {
    if (code === IS_FACT) return faultsOfFact(fact);
    return [{ pointer, code: CODES[code] ?? kebab(code), message: code === 'whitelistValidation' ? 'this field is not known here' : message }];
  });
  return [...own, ...nested];
}

function faultsOfFact(fact: unknown): readonly Fault[] {
  const parsed = factOf(fact);
  return isRejection(parsed) ? (parsed.faults ?? []) : [];
}

const CODES: Readonly<Record<string, string>> = { whitelistValidation: 'unknown-field', isDefined: 'required', unknownValue: 'not-an-object' };

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A checked DTO as the plain data it is: no prototypes, no keys that were left out. */
export function plain<T>(dto: T): T {
  if (Array.isArray(dto)) return dto.map(plain) as T;
  if (typeof dto !== 'object' || dto === null) return dto;
  return Object.fromEntries(Object.entries(dto).filter(([, value]) => value !== undefined).map(([key, value]) => [key, plain(value as unknown)])) as T;
}
