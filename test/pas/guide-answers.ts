/** The published guide's own answers, read from its package as it is; a third party's data and no part of this repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Json } from '../support/claim-response';

const PACKAGE = 'davinci_pas_2.2.1.tgz';
const PLACES = [join(__dirname, '../../../shared/igs'), process.env.PATHGATE_FHIR_GUIDES ?? ''];
const BLOCK_BYTES = 512;

/** A suite over the guide's answers by file name. CI has the package, so there its absence is a failure. */
export function describeWithAnswers(name: string, suite: (answers: ReadonlyMap<string, Json>) => void): void {
  const folder = PLACES.find((place) => place !== '' && existsSync(join(place, PACKAGE)));
  if (folder !== undefined) return describe(name, () => suite(answersIn(join(folder, PACKAGE))));
  const absent = `the guide's package is not here: put ${PACKAGE} (hl7.fhir.us.davinci-pas 2.2.1, published at hl7.org/fhir/us/davinci-pas) into a folder and name it in PATHGATE_FHIR_GUIDES`;
  if (process.env.CI !== undefined) describe(name, () => it('has the guide', () => { throw new Error(absent); }));
  else describe.skip(name, () => it(absent, () => undefined));
}

function answersIn(archive: string): ReadonlyMap<string, Json> {
  const answers = new Map<string, Json>();
  for (const [path, text] of filesIn(gunzipSync(readFileSync(archive)))) {
    const [, file] = /^package\/example\/([^/]*(?:Response|Notification)[^/]*)\.json$/.exec(path) ?? [];
    if (file !== undefined) answers.set(file, JSON.parse(text) as Json);
  }
  return answers;
}

/** A tar archive is headers of one block each, the file's bytes behind it, filled up to whole blocks. */
function* filesIn(tar: Buffer): Generator<readonly [path: string, text: string]> {
  for (let at = 0; at + BLOCK_BYTES <= tar.length && tar[at] !== 0; ) {
    const path = tar.toString('utf8', at, at + 100).split('\0')[0] ?? '';
    const bytes = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    yield [path, tar.toString('utf8', at + BLOCK_BYTES, at + BLOCK_BYTES + bytes)];
    at += BLOCK_BYTES * (1 + Math.ceil(bytes / BLOCK_BYTES));
  }
}
