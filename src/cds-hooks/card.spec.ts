import { cardOf } from './card';

const WHERE = { baseAddress: 'https://pathgate.example', patientId: 'p', newUuid: () => 'u' };

describe('a card', () => {
  it('keeps its summary within 140 characters', () => {
    const { summary } = cardOf({ summary: 'x'.repeat(300), indicator: 'info', sentences: [], points: [] }, WHERE);
    expect([summary.length, summary.endsWith('…')]).toEqual([140, true]);
  });

  it('makes no link, picture or markup of what the record holds', () => {
    const { detail } = cardOf({ summary: '', indicator: 'info', sentences: ['![a](https://evil.example) <b> `c` *d*\n\n# e'], points: ['www.evil.example'] }, WHERE);
    expect(detail).toBe('\\!\\[a\\](https:\\/\\/evil.example) \\<b\\> \\`c\\` \\*d\\* \\# e\n\n- www\\.evil.example');
  });

  it('says how many points are left out', () => {
    const { detail } = cardOf({ summary: '', indicator: 'info', sentences: [], points: Array.from({ length: 15 }, (_, index) => `point ${index}`) }, WHERE);
    expect(detail.split('\n')).toHaveLength(13);
    expect(detail).toContain('- 3 more in the patient\'s page.');
  });
});
