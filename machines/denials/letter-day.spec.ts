import type { AppealLevel } from './ladder';
import { letterOf, levelByLetter } from './letter-day';

const DAY = { kind: 'appeal-due' as const, on: '2026-12-20', documentId: 'd', reason: 'page 2', by: 'staff' };
const LEVEL: AppealLevel = { level: 1, name: 'Internal appeal', dueOn: '2027-01-10', arithmetic: 'so reckoned', contested: { dueOn: '2027-01-15', reading: 'five more' }, source: { title: 't', document: 'd' } };

describe('a day that a letter states', () => {
  it('is found with its document, of its own kind alone', () => {
    expect(letterOf({ letterDays: [DAY] }, 'appeal-due', [{ id: 'd', title: 'Denial letter' }])).toEqual({ on: '2026-12-20', documentId: 'd', reason: 'page 2', title: 'Denial letter' });
    expect(letterOf({ letterDays: [DAY] }, 'peer-to-peer-closes', [])).toBeUndefined();
    expect(letterOf({}, 'appeal-due', [])).toBeUndefined();
  });

  it('stands in place of the reckoned one, which is still told, and beside no other reading', () => {
    const letter = letterOf({ letterDays: [DAY] }, 'appeal-due', [{ id: 'd', title: 'Denial letter' }]);
    const { contested: _, ...rest } = LEVEL;
    expect(levelByLetter(LEVEL, letter)).toEqual({ ...rest, dueOn: '2026-12-20', arithmetic: 'The payer\'s letter "Denial letter" says 2026-12-20 (page 2). Without it: so reckoned', byLetter: { documentId: 'd', reason: 'page 2', title: 'Denial letter' } });
    expect(levelByLetter(LEVEL, undefined)).toEqual(LEVEL);
  });
});
