import { body } from './envelope';

class NoFields {}

describe('an envelope without fields', () => {
  const fact = { type: 'risk-discussion', occurredOn: '2026-01-05' };
  it('does not take a fact for one of them', () => {
    expect(() => body(NoFields).transform({ fact }, { type: 'body' })).toThrow();
  });
});
