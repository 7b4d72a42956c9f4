import { chmodSync } from 'node:fs';
import { FILE_MODE, flushToDisk } from '../platform/database/durable-files';
import { openReadOnly } from '../platform/database/open-read-only';
import { EVERY_PRACTICE, withOptions } from '../platform/database/postgres-address';
import { text } from '../platform/database/sql';
import { BrokenBackup } from './backup-folder';
import { contentsOf, findDamage, type Contents } from './contents';
import { findProgram, outputOf, runProgram } from './postgres-programs';

/** The dump and what is counted and verified see one snapshot of the server, while nodes write. Answers what it holds. */
export async function copyPostgres(url: string, target: string): Promise<Contents> {
  const program = findProgram('pg_dump');
  const { sql, close } = await openReadOnly({ kind: 'postgres', url }, true);
  try {
    const [row = {}] = await sql.everyPractice.query('SELECT pg_export_snapshot() AS snapshot');
    await runProgram(program, ['--format=custom', '--no-owner', '--no-privileges', '--enable-row-security', `--snapshot=${text(row, 'snapshot')}`, `--file=${target}`], withOptions(url, EVERY_PRACTICE));
    chmodSync(target, FILE_MODE);
    flushToDisk(target);
    const contents = await contentsOf(sql);
    await refuseEmptied(target, contents);
    const damage = await findDamage(sql, contents.practices);
    if (damage !== undefined) throw new BrokenBackup(damage);
    return contents;
  } finally {
    await close();
  }
}

/** Something between here and the server may have dropped the setting that opens every practice: such a dump would restore to nothing. */
async function refuseEmptied(dump: string, { practices }: Contents): Promise<void> {
  const rows = await outputOf(findProgram('pg_restore'), ['--data-only', '--table=practice', '--file=-', dump]);
  const dumped = rows.split('\n').map((line) => line.split('\t')[0]);
  const missing = practices.find(({ id }) => !dumped.includes(id));
  if (missing !== undefined) throw new BrokenBackup(`pg_dump was not shown practice ${missing.id}: row-level security hid it. Name the server itself with PATHGATE_DATABASE, without a pooler that drops the connection's options`);
}
