import { bothSides } from '../../bench/assess.bench';

describe('the bench of an assessment', () => {
  it('measures an assessment and a rules engine that pass the same gates', async () => expect((await bothSides()).assessment.result).toBe('eligible'));
});
