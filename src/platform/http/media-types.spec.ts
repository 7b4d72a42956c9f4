import { isTaken, JSON_TYPE, PDF_TYPE, preferredType } from './media-types';

describe('Accept', () => {
  const GIVES = [JSON_TYPE, PDF_TYPE];
  it.each<readonly [string | undefined, string | undefined]>([
    [undefined, JSON_TYPE], ['', JSON_TYPE], ['*/*', JSON_TYPE], ['application/*', JSON_TYPE],
    ['application/pdf', PDF_TYPE], ['application/pdf, application/json', PDF_TYPE], ['application/json, application/pdf', JSON_TYPE],
    ['application/pdf;q=0.1, application/json', JSON_TYPE], ['application/json;q=0.1, application/pdf', PDF_TYPE], ['application/json; q=0.5 , application/pdf; q=0.51', PDF_TYPE],
    ['*/*;q=0.8, application/pdf', PDF_TYPE], ['application/pdf, */*;q=0.8', PDF_TYPE], ['application/json;q=0, */*', PDF_TYPE], ['application/json;q=0', undefined],
    ['application/json;q=0.000, application/pdf;q=0', undefined], ['text/html, application/xml;q=0.9, */*;q=0.8', JSON_TYPE], ['text/csv', undefined], ['APPLICATION/PDF', PDF_TYPE],
  ])('%s is answered with %s', (accept, type) => {
    expect(preferredType(accept, GIVES)).toBe(type);
  });
});

describe('Content-Type and Content-Encoding', () => {
  it.each<readonly [string | undefined, string | undefined, boolean]>([
    ['application/json', undefined, true], ['application/json; charset=utf-8', undefined, true], ['Application/JSON;charset="UTF-8"', undefined, true], ['application/json', 'identity', true],
    ['application/json; charset=utf-16', undefined, false], ['application/json;charset=latin1', undefined, false], ['application/json', 'gzip', false], ['application/json', 'br', false],
    ['application/json', 'gzip, identity', false], ['text/plain', undefined, false], [undefined, undefined, false],
  ])('%s, %s: %s', (type, encoding, taken) => {
    expect(isTaken(type, encoding, [JSON_TYPE])).toBe(taken);
  });
});
