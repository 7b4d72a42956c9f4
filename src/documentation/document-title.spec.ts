import { titleOf } from './document-title';

describe('the title of a document', () => {
  it.each([
    ['Operative report', 'Operative report'], [' Block 1, L4-L5 ', 'Block 1, L4-L5'], ['Score 80%25', 'Score 80%'], ['R%C3%A9sum%C3%A9', 'Résumé'], ['%E5%9C%B0', '地'], ['Report v1.2', 'Report v1.2'],
    ['x'.repeat(120), 'x'.repeat(120)],
  ])('%s', (header, title) => {
    expect(titleOf(header)).toBe(title);
  });

  it('is asked for', () => {
    expect(titleOf(undefined)).toMatchObject({ code: 'title-missing' });
  });

  it.each(['', ' ', '%20', '../../etc/passwd', '..', 'a%2Fb', 'a/b', 'a\\b', 'a%5Cb', 'a%00b', 'a%0Ab', 'a%0D%0AX: y', 'a%7F', '%E2%80%AEfdp', 'a%E2%80%A8b', '%', '%ff', 'Résumé', 'x'.repeat(121)])('%j is refused', (header) => {
    expect(titleOf(header)).toMatchObject({ code: 'title-invalid' });
  });
});
