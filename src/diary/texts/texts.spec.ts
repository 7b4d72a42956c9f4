import { CHOICES, QUESTIONS } from '../../../machines/diary';
import { LANGUAGES, languageOf, sayIn, TEXTS, type TextKey } from '.';

const blanksOf = (text: string): readonly string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
/** Words that are the same in both languages. */
const SAME = ['errorTitle', 'choice.no'];

describe('the diary\'s sentences', () => {
  const keys = Object.keys(TEXTS.en) as TextKey[];

  it.each(LANGUAGES)('are complete in %s, with the same blanks, and none is empty', (language) => {
    expect(Object.keys(TEXTS[language])).toEqual(keys);
    for (const key of keys) {
      expect([key, TEXTS[language][key].trim() === '']).toEqual([key, false]);
      expect([key, blanksOf(TEXTS[language][key])]).toEqual([key, blanksOf(TEXTS.en[key])]);
    }
  });

  it('are translated, all of them', () => {
    expect(keys.filter((key) => TEXTS.es[key] === TEXTS.en[key])).toEqual(SAME);
  });

  it('name every question, now and then, and every choice of it', () => {
    const missing = QUESTIONS.flatMap((question) => [`${question}.now`, `${question}.then`, ...CHOICES[question].map((choice) => keyOf(question, choice))]).filter((key) => !keys.includes(key as TextKey));
    expect(missing).toEqual([]);
  });

  it('are filled in', () => {
    expect(sayIn('es')('questionOf', { number: 2, count: 5 })).toBe('Pregunta 2 de 5');
    expect(sayIn('en')('thanksText')).toBe('Your entry has reached .');
  });
});

function keyOf(question: string, choice: string): string {
  if (/^\d+$/.test(choice)) return `score.${choice}`;
  return choice === 'yes' || choice === 'no' ? `choice.${choice}` : `${question}.${choice}`;
}

describe('the language of a browser', () => {
  it.each([
    [undefined, 'en'], ['', 'en'], ['es', 'es'], ['es-US,es;q=0.9,en;q=0.8', 'es'], ['en-US,en;q=0.9,es;q=0.8', 'en'], ['fr-FR,es;q=0.5', 'es'], ['de,fr', 'en'], ['en;q=0.2,es;q=0.9', 'es'], ['es;q=0', 'en'], ['*', 'en'],
  ])('%s: %s', (header, language) => expect(languageOf(header)).toBe(language));
});
