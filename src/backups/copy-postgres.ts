import { chmodSync } from 'node:fs';
import { FILE_MODE, flushToDisk } from '../platform/database/durable-files';
import { openReadOnly } from '../platform/database/open-read-only';
import { text } from '../platform/database/sql';
import { BrokenBackup } from './backup-folder';
import { contentsOf, findDamage, type Contents } from './contents';
import { findProgram, runProgram } from './postgres-programs';

/** The dump and what is counted and verified see one snapshot of the server, while nodes write. Answers what it holds. */
export async function copyPostgres(url: string, target: string): Promise<Contents> {
  const program = findProgram('pg_dump');
  const { sql, close } = await openReadOnly({ kind: 'postgres', url }, true);
  try {
    const [row = {}] = await sql.query('SELECT pg_export_snapshot() AS snapshot');
    await runProgram(program, ['--format=custom', '--no-owner', '--no-privileges', `--snapshot=${text(row, 'snapshot')}`, `--file=${target}`], url);
    chmodSync(target, FILE_MODE);
    flushToDisk(target);
    const contents = await contentsOf(sql);
    const damage = await findDamage(sql, contents.practices);
    if (damage !== undefined) throw new BrokenBackup(damage);
    return contents;
  } finally {
    await close();
  }
}
