import { Answer } from '../platform/http/answer';
import { RememberedAnswers } from './remembered-answers';

const answerOf = (chars: number): Answer => new Answer(200, 'x'.repeat(chars));

describe('remembered answers', () => {
  it('count an answer once, however many missed it at the same time', () => {
    const remembered = new RememberedAnswers(10_000);
    for (let i = 0; i < 50; i++) remembered.set('same', answerOf(1_000));
    expect(remembered.bytes).toBe(1_700);
    remembered.set('same', answerOf(300));
    expect(remembered.bytes).toBe(1_000);
  });

  it('stay within the bound, empty bodies too, and let the least recently asked go', () => {
    const remembered = new RememberedAnswers(3 * 1_700);
    for (const key of ['a', 'b', 'c']) remembered.set(key, answerOf(1_000));
    expect(remembered.get('a')).toBeDefined();
    remembered.set('d', answerOf(1_000));
    expect(['a', 'b', 'c', 'd'].filter((key) => remembered.get(key) !== undefined)).toEqual(['a', 'c', 'd']);
    for (let i = 0; i < 1_000; i++) remembered.set(`empty-${i}`, new Answer(200, undefined));
    expect(remembered.bytes).toBeLessThanOrEqual(3 * 1_700);
    expect(remembered.bytes).toBe(7 * 700);
  });
});
