import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import { isRejection } from '../../../machines/kernel/rejection';
import { body, readBody } from './envelope';

class NoFields {}

describe('an envelope without fields', () => {
  const fact = { type: 'risk-discussion', occurredOn: '2026-01-05' };
  it('does not take a fact for one of them', () => {
    expect(() => body(NoFields).transform({ fact }, { type: 'body' })).toThrow();
  });
});

class Inner {
  @IsString() family!: string;
}

class Outer {
  @ValidateNested() @Type(() => Inner) name!: Inner;
  @IsOptional() @ValidateNested({ each: true }) @Type(() => Inner) others?: Inner[];
}

describe('fields that a prototype has', () => {
  it.each([
    ['{"name":{"family":"x"},"__proto__":{"role":"admin"}}', '/__proto__'], ['{"name":{"family":"x","__proto__":{"role":"admin"}}}', '/name/__proto__'],
    ['{"name":{"family":"x","constructor":{}}}', '/name/constructor'], ['{"name":{"family":"x"},"others":[{"family":"y"},{"family":"z","__proto__":1}]}', '/others/1/__proto__'],
  ])('are unknown at any depth: %s', (text, pointer) => {
    const read = readBody(Outer, JSON.parse(text));
    expect(isRejection(read) && read.faults).toContainEqual({ pointer, code: 'unknown-field', message: 'this field is not known here' });
  });

  it('are not seen where there are none', () => {
    expect(isRejection(readBody(Outer, { name: { family: 'x' }, others: [{ family: 'y' }] }))).toBe(false);
  });
});

class Open {
  @IsObject() mapping!: object;
}

it('a constructor in what may hold anything is refused, not run into', () => {
  expect(isRejection(readBody(Open, { mapping: JSON.parse('{"constructor":{"prototype":{}}}') as object }))).toBe(true);
});
