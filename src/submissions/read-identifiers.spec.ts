import { readNumbers } from './read-identifiers';

describe('the numbers of a payer\'s answer', () => {
  it('are those of the message and of the answer in it; the certification number is quoted', () => {
    const response = { resourceType: 'ClaimResponse', identifier: [{ system: 'urn:payer', value: '77' }], preAuthRef: 'AUTH-1' };
    expect(readNumbers({ resourceType: 'Bundle', identifier: { value: 'b-1' }, entry: [{ resource: response }] })).toEqual({ identifiers: ['b-1', 'urn:payer|77'], reference: 'AUTH-1' });
    expect(readNumbers({ ...response, preAuthRef: undefined })).toEqual({ identifiers: ['urn:payer|77'], reference: '77' });
  });

  it.each([[null], [1], ['x'], [[]], [{}], [{ entry: 1 }], [{ entry: [null, { resource: 1 }] }], [{ identifier: [{ value: 5 }, null, { value: 'a\nb' }, { value: ' ' }, { value: 'x'.repeat(301) }] }]])('are none in %j', (message) => {
    expect(readNumbers(message)).toEqual({ identifiers: [] });
  });
});
