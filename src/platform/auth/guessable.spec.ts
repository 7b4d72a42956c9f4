import { isGuessable } from './guessable';

describe('a password is easily guessed', () => {
  it.each([
    ['a common one, long enough', 'password1234', true], ['a row of keys', 'qwertyuiopas', true], ['one word again and again', 'spinespinespine', true], ['one character', 'aaaaaaaaaaaaaaaa', true],
    ['a common one with signs for letters', 'p@ssw0rd2026', true], ['the product', 'pathgatepathgate', true], ['what is known of the person', 'vargasvargas', true],
    ['words that have nothing to do with each other', 'eight blue kettles', false], ['chance', 'kq8v-2mzt-p9rd-x4wc', false], ['the longest that is read', `${'never the same again, '.repeat(11)}at all`.slice(0, 256), false],
  ])('when it is %s: %s is %s', async (_, password, expected) => {
    expect(await isGuessable(password, ['Jo Vargas', 'vargas'])).toBe(expected);
  });
});
