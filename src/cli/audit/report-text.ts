/** The audit in words: who did what in a period, and who looked at one patient's record. */
import { inWords } from '../../../machines/criteria/words';
import { reportAudit, SECTIONS, type Counted } from '../../audit';
import { countedAccesses } from '../../exports';
import { daysIn } from '../../platform/clock/clock';
import type { AuditFilter } from '../../platform/database/audit-trail';
import type { Practice } from '../../platform/database/practices';
import type { ReadingSql } from '../../platform/database/sql';

type Reader = Pick<ReadingSql, 'of'>;

export async function reportLines(sql: Reader, { id, name, timeZone }: Practice, period: AuditFilter, isJson: boolean, onPage: (rows: number) => void): Promise<readonly string[]> {
  const { rows, lines } = await reportAudit(sql, id, period, onPage);
  if (isJson) return [JSON.stringify({ practice: id, from: period.from ?? null, to: period.to ?? null, rows, lines })];
  const dayOf = daysIn(timeZone);
  const until = period.to === undefined ? 'today' : dayOf(period.to);
  const sections = [...SECTIONS, { name: 'Who did what', holds: () => true }].map(({ name: title, holds }) => ({ title, held: lines.filter(holds) }));
  return [
    `${name} (${id}), ${period.from === undefined ? 'from the beginning' : `from ${dayOf(period.from)}`} to ${until}: ${rows} rows of the audit`,
    ...sections.flatMap(({ title, held }) => ['', title, ...(held.length === 0 ? ['  nothing'] : columns(held.map((line) => cellsOf(line, dayOf))))]),
  ];
}

export async function accessLines(sql: Reader, { id, timeZone }: Practice, patientId: string, isJson: boolean): Promise<readonly string[]> {
  const items = await countedAccesses(sql, id, patientId, daysIn(timeZone));
  if (isJson) return [JSON.stringify({ patientId, items })];
  return [`Who looked at the record of ${patientId}`, '', ...columns(items.map(({ who, role, what, times, firstOn, lastOn }) => [who, role, what, `${times} x`, firstOn, lastOn]))];
}

function cellsOf({ actor, actorName, role, action, purpose, outcome, times, firstAt, lastAt }: Counted, dayOf: (instant: string) => string): readonly string[] {
  return [actorName ?? actor, inWords(role), inWords(action), inWords(purpose), outcome, `${times} x`, dayOf(firstAt), dayOf(lastAt)];
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()}`);
}
