/** Who looked at a patient's record, from the practice's audit: all of it, a page at a time, newest first. */
import { setImmediate as otherRequests } from 'node:timers/promises';
import type { PlainDate } from '../../machines/kernel/calendar';
import type { Instant, PatientId, PracticeId } from '../../machines/kernel/ids';
import { inWords } from '../../machines/criteria/words';
import type { Access } from '../packets';
import { actorNames } from '../platform/database/actor-names';
import { readAudit } from '../platform/database/audit-trail';
import type { ReadingSql } from '../platform/database/sql';
import { accessView } from './patient-record-parts';

const ROWS_PER_PAGE = 500;

export type AccessRow = ReturnType<typeof accessView>;

export async function* accessesOf(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, patientId: PatientId): AsyncGenerator<readonly AccessRow[]> {
  for (let before: number | undefined, isLast = false; !isLast;) {
    const page = await readAudit(sql, practice, { patient: patientId }, ROWS_PER_PAGE, before);
    const names = await actorNames(sql, practice, page.items.map(({ actorId }) => actorId));
    if (page.items.length > 0) yield page.items.map((row) => accessView(patientId, row, names));
    await otherRequests();
    before = page.before;
    isLast = before === undefined;
  }
}

/** The same counted, by who and what; whoever looked most often first. `dayOf` is the practice's day of an instant. */
export async function countedAccesses(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, patientId: PatientId, dayOf: (instant: Instant) => PlainDate): Promise<readonly Access[]> {
  const counted = new Map<string, { readonly who: string; readonly role: string; readonly what: string; times: number; firstOn: string; readonly lastOn: string }>();
  for await (const rows of accessesOf(sql, practice, patientId)) {
    for (const { actor, actorName, role, action, recordedAt, outcome } of rows) {
      const what = `${whatInWords(action)}${outcome === 'refused' ? ' (refused)' : ''}`;
      const key = `${actor}\n${role}\n${what}`;
      const day = dayOf(recordedAt);
      const known = counted.get(key);
      if (known === undefined) counted.set(key, { who: actorName ?? inWords(actor), role: inWords(role), what, times: 1, firstOn: day, lastOn: day });
      else Object.assign(known, { times: known.times + 1, firstOn: day });
    }
  }
  return [...counted.values()].sort((a, b) => b.times - a.times);
}

const BROKEN_GLASS = /^break-glass:/;

/** Whoever opened a record that the role does not open is told of by name of the deed. */
function whatInWords(action: string): string {
  const isOpened = BROKEN_GLASS.test(action);
  return `${inWords(action.replace(BROKEN_GLASS, '').split(':', 1)[0] ?? '')}${isOpened ? ' (record opened for a reason that the auditor has)' : ''}`;
}
