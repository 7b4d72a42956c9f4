/** What became of a run, for people: counts, and what was not taken by file, row, column and code. Never a value. */
import type { StoredRun } from '../platform/database/imports';
import type { Refusal } from './statement';

const STATES: Readonly<Record<StoredRun['state'], string>> = {
  reading: 'is being read', checking: 'is being checked', checked: 'was checked: nothing is stored', recording: 'is being recorded', recorded: 'was recorded',
  refused: 'was refused as a whole: nothing is stored', unreadable: 'could not be read: nothing is stored', discarded: 'was discarded',
};

const COUNTS: readonly (readonly [string, string])[] = [
  ['patients', 'patients of the source'], ['patients-known', 'known here'], ['patients-registered', 'new'], ['patients-held', 'held for somebody to decide'], ['statements', 'statements'],
  ['new', 'new'], ['on-record', 'on record already'], ['to-attest', 'facts that no clinician has attested'], ['same-content', 'same content on record'], ['changed-at-source', 'changed at the source'], ['gone-here', 'retracted here'],
  ['held', 'held with their patient'], ['coverages-new', 'coverages added to patients known here'], ['coverages-on-record', 'coverages on record already'], ['coverages-gone-here', 'coverages taken off here'], ['coverages-differs', 'coverages for somebody to compare'], ['refusals', 'refused'],
];

export function runInWords({ importId, source, state, counts }: StoredRun): string {
  const lines = COUNTS.filter(([name]) => (counts[name] ?? 0) > 0).map(([name, words]) => `  ${String(counts[name]).padStart(9)}  ${words}`);
  return [`import ${importId} from ${source} ${STATES[state]}`, ...lines, ''].join('\n');
}

export function refusalInWords({ file, row, entry, place, code }: Refusal, files: readonly string[]): string {
  return `  ${files[file] ?? `file ${file + 1}`}:${row}  ${[place, entry].filter((word) => word !== '').join(' of ') || '(the row)'}: ${code}`;
}
