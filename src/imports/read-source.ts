/** The files of a source into the scratch file: in the order they are given, a few rows per transaction, memory bounded by the longest row. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Mapping } from './mapping';
import { readCases } from './read-cases';
import { readCsv } from './read-csv';
import { readResources } from './read-resources';
import { PERSON_ENTRY } from './read-row';
import type { Scratch } from './scratch';
import type { Read } from './statement';
import { UnreadableFile } from './unreadable-file';

export interface ReadCounts {
  readonly rows: number;
  readonly refused: number;
}

const ROWS_PER_TRANSACTION = 2_000;

/** Throws `UnreadableFile` where a file is not what the mapping says. `zone`: the practice's. `onProgress` hears of every few thousand statements. */
export async function readSource(files: readonly string[], mapping: Mapping, zone: string, scratch: Scratch, onProgress: (statements: number) => void): Promise<void> {
  scratch.clear();
  let read = 0;
  let waiting: Read[] = [];
  let otherwise: string | undefined;
  const write = (): void => {
    const batch = waiting;
    waiting = [];
    scratch.together(() => batch.forEach((each) => void (otherwise = keep(each, scratch, otherwise))));
    onProgress(read);
  };
  for (const [file, path] of files.entries()) {
    try {
      for await (const each of readerOf(createReadStream(path), mapping, file, zone)) {
        waiting.push(each);
        read += 1;
        if (waiting.length >= ROWS_PER_TRANSACTION) write();
      }
    } catch (error) {
      if (error instanceof UnreadableFile) scratch.addRefusal({ file, row: error.row, entry: '', place: error.place, code: error.code });
      throw error;
    } finally {
      write();
    }
  }
  scratch.endReading();
}

function readerOf(bytes: Readable, mapping: Mapping, file: number, zone: string): AsyncGenerator<Read> {
  switch (mapping.format) {
    case 'csv': return readCsv(bytes, mapping, file, zone);
    case 'fhir': return readResources(bytes, mapping, file, zone);
    case 'cases': return readCases(bytes, file);
  }
}

/** `otherwise`: the row that describes its patient otherwise than an earlier one. Which of the two it speaks of nobody can tell, so nothing of it is kept. */
function keep(read: Read, scratch: Scratch, otherwise: string | undefined): string | undefined {
  if ('refusal' in read) {
    scratch.addRefusal(read.refusal);
    return otherwise;
  }
  if ('doubted' in read) {
    scratch.addDoubt(read.doubted);
    return otherwise;
  }
  const row = `${read.file}:${read.row}`;
  if ('statement' in read) {
    if (row !== otherwise) scratch.addStatement(read);
    return otherwise;
  }
  if (scratch.addPerson(read.patient, read, read.person)) return undefined;
  scratch.addRefusal({ file: read.file, row: read.row, entry: PERSON_ENTRY, place: '', code: 'person-differs' });
  return row;
}
