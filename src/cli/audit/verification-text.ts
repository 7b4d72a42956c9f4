import { verifyRecord, type Verification } from '../../audit';
import type { Practice } from '../../platform/database/practices';
import type { ReadingSql } from '../../platform/database/sql';

export async function verifyTold(sql: Pick<ReadingSql, 'of'>, practice: Practice, anchors: string, tell: (text: string) => void): Promise<Verification> {
  for await (const told of verifyRecord(sql, practice, anchors)) {
    if ('verification' in told) return told.verification;
    const { events, streams, of } = told.progress;
    tell(`${practice.id}: ${streams} of ${of} logs, ${events} events`);
  }
  throw new Error('the verification did not end');
}

/** The outcome first on its line, so that a program can look for it. */
export function verificationLines(practice: string, { result, events, streams, firstBreak, audit, anchors }: Verification, folder: string): readonly string[] {
  const counted = `${streams} logs, ${events} events, ${audit.rows} rows of the audit${audit.unchained === 0 ? '' : ` (the first ${audit.unchained} from before it was chained: of them nothing is known)`}`;
  const lines = [`${result === 'intact' ? 'INTACT' : 'BROKEN'}  practice ${practice}: ${counted}${result === 'intact' ? '' : ' were as recorded before the first that is not'}`];
  if (firstBreak !== null) lines.push(`  ${firstBreak.kind}: ${firstBreak.object}, ${NUMBERED[firstBreak.object] ?? 'version'} ${firstBreak.version}. ${MEANING[firstBreak.kind]}`);
  if (anchors !== null) lines.push(`  anchors: ${anchors.count} say the same, the last of ${anchors.lastAt}; ${anchors.since} numbers were recorded since`);
  else if (result === 'intact') lines.push(`  anchors: none in ${folder}. An end that was cut off, a log that is gone, or hashes that were all computed anew would not show. A running service writes them.`);
  return lines;
}

const NUMBERED: Readonly<Record<string, string>> = { audit: 'row', anchors: 'anchor', log: 'numbers after' };

const MEANING: Readonly<Record<NonNullable<Verification['firstBreak']>['kind'], string>> = {
  changed: 'It is missing, or not what was recorded.',
  'cut-off': 'The list of patients or an anchor knows of it, and it is not there; where a backup was restored, that is why.',
  rewritten: 'It is whole in itself, and another than when it was anchored.',
  vanished: 'An anchor knows of this log, and it is gone; its patient\'s id is gone with it.',
  anchors: 'An anchor is missing, changed, not signed by a key of the folder, or of a practice made at another time.',
};
