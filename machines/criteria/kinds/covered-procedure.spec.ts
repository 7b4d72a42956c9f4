import { block, outcomeOf } from '../spec-support';

describe('covered-procedure', () => {
  it.each([[[]], [[block('2026-08-03')]]])('is unmet whatever is documented', (facts) => expect(outcomeOf('covered-procedure', {}, facts)).toBe('unmet'));
});
