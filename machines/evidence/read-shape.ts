/**
 * Reads an unknown value by a shape. Pure, never throws, never changes its input: the answer is built anew with its keys
 * in the table's order, so equal facts are equal bytes. Faults name the field and what to do, never the value: it may be
 * health data.
 */
import { isLevel } from '../kernel/anatomy';
import { isPlainDate, type PlainDate } from '../kernel/calendar';
import { isOffsetInstant, localDateOf } from '../kernel/instant';
import { hasAtMostFourDecimals } from '../kernel/quantities';
import type { Fault } from '../kernel/rejection';
import type { Fields, ObjectShape, Shape } from './shape';

export interface FactContext {
  /** Nothing may have happened before it. */
  readonly birthDate?: PlainDate;
  /** Nothing may have happened after it (the practice's today); left out, the future is not checked. */
  readonly today?: PlainDate;
}

export const TEXT_LENGTH_MAX = 2000;
const FAULTS_MAX = 100;

export class Reading {
  readonly faults: Fault[] = [];

  constructor(readonly context: FactContext) {}

  /** The value in canonical form; undefined when a fault was added. */
  read(shape: Shape, value: unknown, pointer: string): unknown {
    switch (shape.kind) {
      case 'text': return this.readText(value, pointer);
      case 'pattern':
        return typeof value === 'string' && shape.pattern.test(value) ? value
          : this.fault(pointer, 'wrong-form', `must be written like ${shape.example}`);
      case 'one-of': {
        if (typeof value !== 'string') return this.fault(pointer, 'wrong-type', `must be one of: ${shape.values.join(', ')}`);
        if (shape.values.includes(value)) return value;
        const folded = value.toLowerCase();
        if (shape.spellings !== undefined && Object.hasOwn(shape.spellings, folded)) return shape.spellings[folded];
        return this.fault(pointer, 'not-in-list', `must be one of: ${shape.values.join(', ')}`);
      }
      case 'level':
        return isLevel(value) ? value : this.fault(pointer, 'unknown-level', 'must be a facet joint from C2-C3 to L5-S1, the upper vertebra first, such as L4-L5');
      case 'yes-no':
        return typeof value === 'boolean' ? value : this.fault(pointer, 'wrong-type', 'must be true or false');
      case 'date':
        return value === null && isNullable(shape) ? null : this.readDate(value, shape.mayBeLater, pointer);
      case 'instant': return this.readInstant(value, pointer);
      case 'number': return this.readNumber(shape, value, pointer);
      case 'list': return this.readList(shape.of, shape.itemsMax, value, pointer);
      case 'either': return this.read(shape.isFirst(value) ? shape.first : shape.second, value, pointer);
      case 'object': return this.readObject(shape, value, pointer);
    }
  }

  /** `known` are keys that are read elsewhere (the type of a fact). */
  readObject(shape: ObjectShape, value: unknown, pointer: string, known?: string): Record<string, unknown> | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.fault(pointer, 'wrong-type', 'must be an object');
    }
    const input = value as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(input)) {
      if (!Object.hasOwn(shape.fields, key) && key !== known) {
        this.fault(`${pointer}/${escapePointer(key)}`, 'unknown-field', `is not a field here; known fields: ${fieldNames(shape.fields)}`);
      }
    }
    const answer: Record<string, unknown> = {};
    for (const key of Object.keys(shape.fields)) {
      const field = shape.fields[key] as Fields[string];
      const given = Object.hasOwn(input, key) ? input[key] : undefined;
      if (given === null && !isNullable(field.shape)) {
        this.fault(`${pointer}/${key}`, 'null', 'must not be null; leave the field out when it is not recorded');
      } else if (given !== undefined) {
        const read = this.read(field.shape, given, `${pointer}/${key}`);
        if (read !== undefined) answer[key] = read;
      } else if (field.isRequired) {
        this.fault(`${pointer}/${key}`, 'required', 'is required; add it');
      }
    }
    shape.rule?.(answer, (path, code, message) => this.fault(`${pointer}/${path}`, code, message));
    return answer;
  }

  fault(pointer: string, code: string, message: string): undefined {
    if (this.faults.length < FAULTS_MAX) this.faults.push({ pointer, code, message });
    return undefined;
  }

  private readText(value: unknown, pointer: string): unknown {
    if (typeof value !== 'string') return this.fault(pointer, 'wrong-type', 'must be text');
    if (value.length > TEXT_LENGTH_MAX) return this.fault(pointer, 'too-long', `must have at most ${TEXT_LENGTH_MAX} characters`);
    if (value.trim() === '') return this.fault(pointer, 'empty', 'must not be empty; leave the field out when there is nothing to say');
    if (!isSoundText(value)) return this.fault(pointer, 'broken-text', 'contains a NUL or half a character; send it as valid UTF-8 text');
    return value;
  }

  private readDate(value: unknown, mayBeLater: boolean, pointer: string): unknown {
    if (!isPlainDate(value)) return this.fault(pointer, 'not-a-date', 'must be a date that exists, written YYYY-MM-DD');
    return this.isWithinLife(value, mayBeLater, pointer) ? value : undefined;
  }

  private readInstant(value: unknown, pointer: string): unknown {
    if (!isOffsetInstant(value)) {
      return this.fault(pointer, 'not-an-instant', 'must be a real date and time with an offset, such as 2026-09-14T09:00:00-07:00');
    }
    return this.isWithinLife(localDateOf(value), false, pointer) ? value : undefined;
  }

  private isWithinLife(date: PlainDate, mayBeLater: boolean, pointer: string): boolean {
    const { birthDate, today } = this.context;
    if (birthDate !== undefined && date < birthDate) this.fault(pointer, 'before-birth', "must not lie before the patient's birth date");
    else if (!mayBeLater && today !== undefined && date > today) this.fault(pointer, 'in-the-future', 'must not lie after today; record what has happened');
    else return true;
    return false;
  }

  private readNumber(shape: Extract<Shape, { kind: 'number' }>, value: unknown, pointer: string): unknown {
    if (typeof value !== 'number') return this.fault(pointer, 'wrong-type', 'must be a number, and not written as text');
    if (!Number.isFinite(value)) return this.fault(pointer, 'not-finite', 'must be a finite number');
    if (value < shape.min || value > shape.max) return this.fault(pointer, 'out-of-range', `must be between ${shape.min} and ${shape.max}`);
    if (shape.is === 'whole' && !Number.isInteger(value)) return this.fault(pointer, 'not-whole', 'must be a whole number');
    if (shape.is === 'percent' && value > 0 && value < 1) {
      return this.fault(pointer, 'fraction-for-percent', 'is in per cent, from 0 to 100: write 80 for 80 %, not 0.8');
    }
    if ((shape.is === 'score' || shape.is === 'percent') && !hasAtMostFourDecimals(value)) {
      return this.fault(pointer, 'too-precise', 'must have at most four decimals');
    }
    return value === 0 ? 0 : value;
  }

  private readList(of: Shape, itemsMax: number, value: unknown, pointer: string): unknown {
    if (!Array.isArray(value)) return this.fault(pointer, 'wrong-type', 'must be a list');
    if (value.length > itemsMax) return this.fault(pointer, 'too-many', `must have at most ${itemsMax} entries`);
    const answer: unknown[] = [];
    for (let i = 0; i < value.length; i++) answer.push(this.read(of, value[i], `${pointer}/${i}`));
    return answer;
  }
}

function isNullable(shape: Shape): boolean {
  return shape.kind === 'date' && shape.mayBeNull;
}

/** A key as a token of a JSON pointer (RFC 6901). */
export function escapePointer(key: string): string {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}

/** No NUL and no lone surrogate: what every database and every JSON reader can hold. */
function isSoundText(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code === 0) return false;
    if (code < 0xd800 || code > 0xdfff) continue;
    const next = value.charCodeAt(i + 1);
    if (code > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
    i++;
  }
  return true;
}

function fieldNames(fields: Fields): string {
  return Object.keys(fields).join(', ');
}
