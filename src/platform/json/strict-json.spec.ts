import fc from 'fast-check';
import { isRejection } from '../../../machines/kernel/rejection';
import { locateJsonFault } from './locate-json-fault';
import { DEPTH_MAX, parseStrictJson } from './strict-json';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const nestedObjects = (depth: number): string => '{"a":'.repeat(depth - 1) + '{}' + '}'.repeat(depth - 1);
const faultOf = (input: string | Uint8Array): [string?, string?, unknown?] => {
  const answer = parseStrictJson(input);
  return isRejection(answer) ? [answer.faults?.[0]?.code, answer.pointer, answer.details?.offset] : [];
};

describe('strict JSON refuses', () => {
  it.each<[string, string | Uint8Array, string, string, number]>([
    ['nothing', '', 'malformed', '', 0],
    ['a word', '{"a": yes}', 'malformed', '/a', 6],
    ['a missing colon', '{"a" 1}', 'malformed', '/a', 5],
    ['a trailing comma', '{"a":1,}', 'malformed', '', 7],
    ['a trailing comma in a list', '[1,]', 'malformed', '/1', 3],
    ['an unfinished object', '{"a":{"b":1}', 'malformed', '', 12],
    ['an unfinished text', '{"a":"b', 'malformed', '/a', 5],
    ['trailing content', '{} {}', 'malformed', '', 3],
    ['a comment', '// x\n{}', 'malformed', '', 0],
    ['single quotes', "{'a':1}", 'malformed', '', 1],
    ['a leading zero', '[01]', 'malformed', '', 2],
    ['NaN', '[NaN]', 'malformed', '/0', 1],
    ['a raw line break in a text', '["a\nb"]', 'malformed', '/0', 1],
    ['a byte order mark', '\ufeff{}', 'byte-order-mark', '', 0],
    ['a byte order mark in bytes', Buffer.from('\ufeff{}'), 'byte-order-mark', '', 0],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xc3, 0x28, 0x22), 'not-utf-8', '', 0],
    ['a key twice', '{"a":1,"b":2,"a":1}', 'duplicate-key', '/a', 13],
    ['a key twice, once escaped', '{"a":1,"\\u0061":1}', 'duplicate-key', '/a', 7],
    ['a key twice, deep inside', '{"facts":[{"x/y":{}},{"x/y":{"k":1,"k":2}}]}', 'duplicate-key', '/facts/1/x~1y/k', 35],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', 'duplicate-key', '/__proto__', 15],
    ['a number that overflows', '{"a":[1e400]}', 'unsafe-number', '/a/0', 6],
    ['a negative number that overflows', '[-1e400]', 'unsafe-number', '/0', 1],
    ['a number so small that it reads as 0', '{"a":[1,1e-400]}', 'unsafe-number', '/a/1', 8],
    ['a negative one', '[-2.5E-0400]', 'unsafe-number', '/0', 1],
    ['one without an exponent', `[0.${'0'.repeat(330)}1]`, 'unsafe-number', '/0', 1],
    ['a key twice, its colons apart', '{"a" :1,"a"\n:1}', 'duplicate-key', '/a', 8],
    ['a negative integer beyond 2^53', '[-9007199254740992]', 'unsafe-number', '/0', 1],
    ['an integer beyond 2^53', '[9007199254740993]', 'unsafe-number', '/0', 1],
    ['half a character, escaped', '{"a":"\\ud800"}', 'broken-text', '/a', 5],
    ['the other half', '["\\uDC00x"]', 'broken-text', '/0', 1],
    ['halves in the wrong order', '["\\udc00\\ud800"]', 'broken-text', '/0', 1],
    ['half a character in a key', '{"\\ud800":1}', 'broken-text', '', 1],
    ['half a character, raw', '["\ud800"]', 'broken-text', '/0', 1],
    ['33 levels', nested(DEPTH_MAX + 1), 'too-deep', '/0'.repeat(DEPTH_MAX), DEPTH_MAX],
    ['33 levels of objects', nestedObjects(DEPTH_MAX + 1), 'too-deep', '/a'.repeat(DEPTH_MAX), 5 * DEPTH_MAX],
    ['a million levels', nested(1_000_000), 'too-deep', '/0'.repeat(DEPTH_MAX), DEPTH_MAX],
    ['a million openings', '['.repeat(1_000_000), 'too-deep', '/0'.repeat(DEPTH_MAX), DEPTH_MAX],
  ])('%s', (_, input, code, pointer, offset) => expect(faultOf(input)).toEqual([code, pointer, offset]));

  it('without repeating what was sent', () => {
    for (const text of ['{"a": SECRET-4711}', '{"a":"SECRET-4711","a":1}', '"SECRET-4711', '["SECRET-4711\\ud800"]']) {
      const refused = parseStrictJson(text);
      expect(isRejection(refused)).toBe(true);
      expect(JSON.stringify(refused)).not.toContain('4711');
    }
  });
});

describe('strict JSON reads', () => {
  it.each(['{}', '[]', 'null', '0', '-0.5e-3', '"a\\"b:\\\\"', '{"a":{"a":1},"b":[{"a":2}]}', '{"":{"":1}}', ' [ 1 , 2 ] \n', '["\\ud83d\\ude00","😀"]', '{"a":"\\ud83d\\ude00","😀":[{"b":"😀"}]}', nestedObjects(DEPTH_MAX), '[9007199254740991,-9007199254740991]', '{"a" : 1,\n"b"\t:\r2}',
    '[0,0.0,-0,0e-400,1e-300,"1e-400"]', `[0.${'0'.repeat(250)}1,0]`, '{"k\\":":1,":":":"}', nested(DEPTH_MAX)])('%s', (text) => {
    expect(parseStrictJson(text)).toEqual({ value: JSON.parse(text) as unknown });
    expect(parseStrictJson(Buffer.from(text))).toEqual({ value: JSON.parse(text) as unknown });
  });
  it('__proto__ as an own property', () => {
    const { value } = parseStrictJson('{"__proto__":{"admin":true}}') as { value: object };
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
  it('every value that JSON writes', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.nat({ max: 3 }), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const refused = parseStrictJson(text);
      if (isRejection(refused)) expect(['unsafe-number', 'broken-text']).toContain(refused.faults?.[0]?.code);
      else expect(refused.value).toEqual(JSON.parse(text));
    }));
  });
});

describe('the quick and the slow reading agree', () => {
  const fragment = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '"\\u0061"', '"\\ud800"', '"\\""', '"\\\\"', '1', '-1e5', '1e400', '1e-400', '0', 'true', 'null', ' ', '\n', '"', '\\');
  const template = fc.tuple(fc.constantFrom('"a"', '"b"', '"\\u0061"', '"\\\\"', '"\\":"'), fragment, fc.constantFrom('"a"', '"b"', '"\\u005c"'), fragment).map(([k, v, l, w]) => `{${k}:${v},${l}:${w}}`);
  it('on anything', () => {
    fc.assert(fc.property(fc.oneof(fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join('')), template, fc.string({ unit: 'binary' })), (text) => {
      const isRefused = isRejection(parseStrictJson(text));
      const fault = locateJsonFault(text, DEPTH_MAX);
      const isFaultFound = !(fault.message === 'This is not JSON.');
      expect(isFaultFound).toBe(isRefused);
      expect(fault.offset).toBeLessThanOrEqual(text.length);
    }), { numRuns: 5000 });
  });
});
