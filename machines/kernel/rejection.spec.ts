import { isRejection, reject } from './rejection';

describe('a rejection is a value', () => {
  it('that says what was refused', () => {
    expect(reject('too-early', 'Wait until 2026-05-21.', { pointer: '/occurredOn' })).toEqual({ rejected: true, code: 'too-early', message: 'Wait until 2026-05-21.', pointer: '/occurredOn' });
  });
  it('told apart from every other answer', () => {
    expect(isRejection(reject('x', 'y'))).toBe(true);
    for (const value of [undefined, null, 'rejected', [], {}, { rejected: 'true' }, { rejected: false }]) expect(isRejection(value)).toBe(false);
  });
});
