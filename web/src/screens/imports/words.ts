/** Codes of an import in words, and what to do about each. What is not in a table is a fault of the fact itself, and is said with spaces. */
import type { Schemas } from '../../api/client';
import { spaced } from '../../parts/words';

export type Run = Schemas['ImportRun'];
export type Refusal = Schemas['ImportRefusals']['items'][number];
export type Held = Schemas['HeldPatientList']['items'][number];
export type Source = Schemas['ImportSourceList']['items'][number];

export const STATES: Readonly<Record<Run['state'], string>> = {
  reading: 'Being read', checking: 'Being checked', checked: 'Checked, not stored', recording: 'Being recorded', recorded: 'Recorded', refused: 'Refused, not stored', unreadable: 'Could not be read', discarded: 'Discarded',
};

export const isUnderWay = ({ state }: Pick<Run, 'state'>): boolean => state === 'reading' || state === 'checking' || state === 'recording';

/** What differs at the source is for a person to look at, and keeps nothing from being recorded. */
export const refusedOf = ({ counts }: Pick<Run, 'counts'>): number => (counts['refusals'] ?? 0) - (counts['changed-at-source'] ?? 0) - (counts['coverages-differs'] ?? 0);

export const FORMATS: Readonly<Record<Source['format'], string>> = { csv: 'a table (CSV)', fhir: 'FHIR R4', cases: 'case files' };

/** Of one and of many, in the order they are told. `patients-registered` is told of a check as what would be. */
const COUNTS: readonly (readonly [name: string, one: string, many: string])[] = [
  ['patients', 'patient of the source', 'patients of the source'], ['patients-known', 'of them is known here', 'of them are known here'], ['patients-registered', 'of them is new here', 'of them are new here'],
  ['patients-held', 'of them waits for somebody to say who it is', 'of them wait for somebody to say who they are'],
  ['statements', 'statement read', 'statements read'], ['new', 'of them is new', 'of them are new'], ['on-record', 'is on record from an earlier import', 'are on record from an earlier import'],
  ['same-content', 'is on record with the same content', 'are on record with the same content'], ['changed-at-source', 'says something else at the source now: compare, and correct the fact', 'say something else at the source now: compare, and correct the facts'],
  ['gone-here', 'was retracted or moved here since, and is not recorded again', 'were retracted or moved here since, and are not recorded again'], ['held', 'waits with its patient', 'wait with their patients'],
  ['to-attest', 'waits for a clinician to attest it', 'wait for a clinician to attest them'],
  ['documents-new', 'document is new', 'documents are new'], ['documents-on-record', 'document is on record', 'documents are on record'],
  ['coverages-new', 'coverage is added to a patient who is known here', 'coverages are added to patients who are known here'], ['coverages-on-record', 'coverage is on record', 'coverages are on record'],
  ['coverages-gone-here', 'coverage was taken off here, and is not added again', 'coverages were taken off here, and are not added again'],
  ['coverages-differs', 'coverage contradicts one on record: compare, and change the patient\'s coverage', 'coverages contradict some on record: compare, and change the patients\' coverage'], ['refusals', 'was not taken', 'were not taken'],
];

export interface Counted {
  readonly name: string;
  readonly count: number;
  readonly words: string;
}

export function countsInWords(counts: Run['counts']): readonly Counted[] {
  return COUNTS.flatMap(([name, one, many]) => {
    const count = counts[name] ?? 0;
    return count === 0 ? [] : [{ name, count, words: count === 1 ? one : many }];
  });
}

export const REASONS: Readonly<Record<Held['reason'], string>> = {
  'birth-date-differs': 'The chart number is one of ours, and the date of birth is another.',
  'chart-number-of-several': 'More than one patient of ours has this chart number.',
  'possibly-known': 'Somebody of ours has the same name and date of birth, under another chart number or none.',
  'twice-at-source': 'The source has this person twice, under two keys.',
  'link-undone': 'It was taken for somebody of ours, and that was undone.',
  'unknown-patient': 'Nobody of ours is found, and this source registers nobody by itself.',
  'identity-incomplete': 'The source does not say the name or the date of birth.',
  'identity-doubted': 'Of some of it, the source describes the person so that nobody can read who it is: look whether all of it is this patient\'s.',
};

const REFUSALS: Readonly<Record<string, string>> = {
  'empty-file': 'There is nothing in the file.', 'no-heading': 'No line names the columns: the mapping says which line does.',
  'wrong-encoding': 'The file is written in another encoding than the mapping says, or is a workbook: export it as CSV.',
  'column-missing': 'The mapping reads this column, and the file does not have it.', 'column-not-mapped': 'The mapping neither reads nor ignores this column.', 'column-twice': 'Two columns have this name.', 'too-many-columns': 'There are more than 2,000 columns.',
  'row-too-long': 'The row has more than a megabyte: a quote may never be closed.', 'cut-off': 'The file ends inside quotes: it may be cut off.', 'malformed-quotes': 'There are quotes where none may be.',
  malformed: 'This is no JSON.', 'too-large-as-a-whole': 'One JSON document of more than 64 MB: export NDJSON.',
  'ragged-row': 'The row has more or fewer cells than the heading.', 'not-mapped': 'No entry of the mapping is for this row.', 'type-not-mapped': 'The mapping does not name this type of resource.',
  'patient-not-named': 'The row does not say which patient.', 'person-differs': 'An earlier row says other particulars of the same patient.',
  'code-not-mapped': 'The mapping does not say what this word means.', 'suffix-missing': 'The number stands without its sign.',
  'not-a-number': 'This is no number.', 'not-whole': 'This is no whole number.', 'not-a-date': 'This is no date as the mapping says dates are written.', 'partial-date': 'The day of the date is missing.', 'not-an-instant': 'This is no time with a day and an offset.',
  'control-character': 'There is a character in it that no text has.', 'not-utf-8': 'This is no UTF-8.', 'duplicate-key': 'The same key stands twice.', 'too-deep': 'There are more than 32 levels.', 'unsafe-number': 'The number cannot be kept as it is written.', 'broken-text': 'Half a character stands in it.', 'line-too-long': 'The line has more than 16 MB.',
  'not-an-object': 'This is no JSON object.', 'not-a-resource': 'This is no resource of FHIR.', 'document-not-inline': 'The document stands somewhere else, and not in the file.',
  'rows-disagree': 'Rows with the same id say different things.', 'id-missing': 'It does not say what it joins.', 'fact-missing': 'What it joins is not there.', 'no-series': 'What it joins has no series.',
  'moment-missing': 'Nobody can tell how long after the procedure this was.', 'before-the-procedure': 'This is from before the procedure.',
  'out-of-range': 'The figure cannot be.', 'in-the-future': 'The day is still to come.', 'end-before-start': 'It ends before it starts.', 'fraction-for-percent': 'A fraction stands where a per cent is read.', required: 'Something that the fact needs is missing.',
  'coverage-differs': 'With this coverage two would be in force in the same order: compare, and change the patient\'s coverage.',
  'changed-at-source': 'Recorded before, and the source says something else now: compare, and correct the fact.',
};

export const whyInWords = (code: string): string => REFUSALS[code] ?? `${spaced(code)}.`;

/** The row as a spreadsheet numbers it; a column or a path; of which entry of the mapping. */
export const placeInWords = ({ place, entry }: Pick<Refusal, 'place' | 'entry'>): string => (place === '' ? 'The row' : place) + (entry === '' ? '' : ` (${entry})`);
