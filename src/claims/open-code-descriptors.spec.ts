import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigRefusal } from '../platform/config/config';
import { openCodeDescriptors } from './open-code-descriptors';

describe('a practice\'s own descriptors of codes', () => {
  let folder: string;
  const file = (): string => join(folder, 'code-descriptors.json');
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'pathgate-descriptors-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are none without a file', () => expect(openCodeDescriptors(file())).toEqual({}));

  it('are read from the file', () => {
    writeFileSync(file(), '{"64635": "a licensed text"}');
    expect(openCodeDescriptors(file())).toEqual({ 64635: 'a licensed text' });
  });

  it.each([
    ['[]', 'an object of code and text'], ['null', 'an object of code and text'], ['{"6463": "x"}', '/6463'], ['{"64635": 5}', '/64635'], ['{"64635": " "}', '/64635'], ['{"64635": "a\\nb"}', '/64635'],
    ['{"64635": "a", "64635": "b"}', 'once'], ['{', 'JSON'], [`{"64635": "${'x'.repeat(501)}"}`, '500'],
  ])('%s stops the start and says why', (text, reason) => {
    writeFileSync(file(), text);
    expect(() => openCodeDescriptors(file())).toThrow(ConfigRefusal);
    expect(() => openCodeDescriptors(file())).toThrow(new RegExp(reason));
  });
});
