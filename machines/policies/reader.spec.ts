/** What a policy file may say in each sort of field, at its edges; what it says otherwise is a fault at its place. */
import type { Fault } from '../kernel/rejection';
import { Reader } from './reader';

const read = <T>(reading: (reader: Reader) => T): readonly unknown[] => {
  const faults: Fault[] = [];
  const value = reading(new Reader(faults));
  return [value, ...faults.map(({ pointer, code }) => `${pointer} ${code}`)];
};
const SOURCE = { title: 't', document: 'd' };
const SOURCES = new Map([['lcd', SOURCE]]);

describe('a field of a policy file', () => {
  it.each([[0, true], [1, true], [12, true], [-1, false], [1.5, false], ['1', false], [NaN, false]] as const)('a count may be %s: %s', (input, isTaken) => {
    expect(read((reader) => reader.count(input, '/x'))).toEqual(isTaken ? [input] : [0, '/x not-a-count']);
  });
  it.each([[1, true], [80.5, true], [100, true], [0.8, false], [100.1, false], ['80', false]] as const)('a percentage may be %s: %s', (input, isTaken) => {
    expect(read((reader) => reader.percent(input, '/x'))).toEqual(isTaken ? [input] : [0, '/x not-a-percentage']);
  });
  it.each([[0.1, true], [7, true], [0, false], [-1, false], [Infinity, false], ['7', false]] as const)('a figure may be %s: %s', (input, isTaken) => {
    expect(read((reader) => reader.figure(input, '/x'))).toEqual(isTaken ? [input] : [0, '/x not-a-figure']);
  });
  it.each([[0, true], [7.5, true], [-1, false], [Infinity, false], ['7', false], [NaN, false]] as const)('a named figure may be %s: %s', (input, isTaken) => {
    expect(read((reader) => reader.figures({ a: 1, b: input }, '/x'))).toEqual(isTaken ? [{ a: 1, b: input }] : [{ a: 1, b: input }, '/x/b not-a-figure']);
  });
  it.each([[true, true], [false, true], ['true', false], [0, false]] as const)('a flag may be %s: %s', (input, isTaken) => {
    expect(read((reader) => reader.flag(input, '/x'))).toEqual(isTaken ? [input] : [false, '/x not-a-boolean']);
  });
  it.each([[[], true], [['a', 'b'], true], [['a', 'a'], false], [['a', ''], false], [['a', 1], false]] as const)('words may be %j: %s', (input, isTaken) => {
    expect(read((reader) => reader.words(input, '/x'))).toEqual(isTaken ? [input] : [[], '/x not-words']);
  });
  it('a text has 1 to 500 characters', () => {
    expect(['x', 'x'.repeat(500)].map((text) => read((reader) => reader.text(text, '/x')))).toEqual([['x'], ['x'.repeat(500)]]);
    for (const input of ['', ' ', 'x'.repeat(501), 1]) expect(read((reader) => reader.text(input, '/x'))).toEqual(['', '/x not-a-text']);
  });
  it('an object has the fields that it may have, and a list is one', () => {
    expect([read((reader) => reader.object({ a: 1 }, '/x')), read((reader) => reader.object({ a: 1 }, '/x', ['a', 'b'])), read((reader) => reader.list([1], '/x'))]).toEqual([[{ a: 1 }], [{ a: 1 }], [[1]]]);
    expect([read((reader) => reader.object({ a: 1, c: 2 }, '/x', ['a'])), read((reader) => reader.object(JSON.parse('{"__proto__": 1}'), '/x'))].map(([, ...faults]) => faults)).toEqual([['/x/c unknown-field'], ['/x/__proto__ unknown-field']]);
    for (const input of [[], null, 'x']) expect(read((reader) => reader.object(input, '/x'))).toEqual([undefined, '/x not-an-object']);
    expect(read((reader) => reader.list({}, '/x'))).toEqual([[], '/x not-a-list']);
  });
  it('a word is one of those that are known', () => {
    expect([read((reader) => reader.word('a', '/x', ['a'])), read((reader) => reader.word('b', '/x', ['a'])), read((reader) => reader.word(1, '/x', ['a']))]).toEqual([['a'], ['', '/x unknown-word'], ['', '/x unknown-word']]);
  });
  it('a date is one that exists', () => {
    expect([read((reader) => reader.date('2026-02-28', '/x')), read((reader) => reader.date('2026-02-29', '/x')), read((reader) => reader.date(20260228, '/x'))]).toEqual([['2026-02-28'], [undefined, '/x not-a-date'], [undefined, '/x not-a-date']]);
  });
  it('lists of words are asked one by one', () => {
    expect(read((reader) => reader.wordLists({ a: ['b'], c: ['d', 'd'] }, '/x'))).toEqual([undefined, '/x/c not-words']);
  });
  it('a citation names a source of the file, and the place where it is given', () => {
    expect(read((reader) => reader.source('lcd', undefined, '/x', SOURCES))).toEqual([SOURCE]);
    expect(read((reader) => reader.source('lcd', 'A', '/x', SOURCES))).toEqual([{ ...SOURCE, section: 'A' }]);
    for (const name of ['other', 1, undefined]) expect(read((reader) => reader.source(name, 'A', '/x', SOURCES))).toEqual([{ title: '', document: '' }, '/x/source uncited']);
  });
});
