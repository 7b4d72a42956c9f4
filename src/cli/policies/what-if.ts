/**
 * `policies -- what-if A B` or `--draft FILE`: a change of policy over the practice's own patients. Progress on standard error, the
 * table on standard output; `--json`: the lines that POST /v1/policies/what-if answers. Reads only, but for the audit.
 */
import { parseArgs } from 'node:util';
import { isPlainDate } from '../../../machines/kernel/calendar';
import { isRejection, type Rejection } from '../../../machines/kernel/rejection';
import { SHIPPED_POLICIES } from '../../../machines/policies/shipped';
import type { Tally } from '../../../machines/what-if';
import { readPolicyFile, readPracticePolicies, refusalLines } from '../../policies';
import { systemClock, todayIn } from '../../platform/clock/clock';
import { resourceOfList } from '../../platform/audit/audited';
import { readConfig } from '../../platform/config/config';
import { dataLocation } from '../../platform/config/data-location';
import { openStore } from '../../platform/database/open-store';
import { PracticeLog } from '../../platform/practice-log/practice-log';
import { compareInThread, findChange, type ComparedPage } from '../../what-if';
import { practiceOf } from '../practice-of';

const OPTIONS = { draft: { type: 'string' }, from: { type: 'string' }, practice: { type: 'string' }, 'as-of': { type: 'string' }, json: { type: 'boolean' } } as const;

/** Exit 0: told. 1: refused. 2: not understood. */
export async function whatIf(args: readonly string[]): Promise<number> {
  const { values, positionals: [a, b, ...rest] } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  const asked = values.draft === undefined ? { from: a, to: b } : { from: values.from ?? a, draft: values.draft };
  const isUnderstood = values.draft === undefined ? b !== undefined && values.from === undefined : b === undefined;
  if (!isUnderstood || rest.length > 0) {
    process.stderr.write('name two policies (id@version), or --draft FILE and perhaps --from A\n');
    return 2;
  }
  if (values['as-of'] !== undefined && !isPlainDate(values['as-of'])) return complain('--as-of is a date that exists, written YYYY-MM-DD');
  const file = asked.draft === undefined ? undefined : readPolicyFile(asked.draft);
  if (isRejection(file)) return refuse(file);
  const own = readPracticePolicies(dataLocation().policies);
  if (isRejection(own)) return refuse(own);
  const config = readConfig().store;
  const store = await openStore(config);
  try {
    const practice = await practiceOf(store, values.practice);
    if (typeof practice === 'string') return complain(practice);
    const { policies } = await new PracticeLog(store.streams, SHIPPED_POLICIES).now(practice.id);
    const asOf = values['as-of'] ?? todayIn(practice.timeZone, systemClock.now());
    const change = findChange({ from: asked.from, to: asked.to, draft: file?.content }, [...policies, ...own.own, ...SHIPPED_POLICIES], policies, asOf);
    if (isRejection(change)) return refuse(change);
    const audit = (resource: string): Promise<void> => store.audit(practice.id, { actorId: 'command-line', role: 'admin', action: 'compare-policies', resource, outcome: 'allowed', requestId: 'what-if' });
    await audit('policies');
    let tally: Tally | undefined;
    for await (const page of compareInThread({ config, practice: practice.id, change })) {
      if (page.items.length > 0) await audit(resourceOfList('patients', page.items.map(({ patientId }) => patientId)));
      tell(page, values.json === true);
      tally = page.tally;
    }
    if (tally !== undefined) process.stdout.write(`${values.json === true ? JSON.stringify({ summary: tally }) : summaryOf(tally)}\n`);
    return 0;
  } finally {
    await store.close();
  }
}

function tell({ done, patients, items }: ComparedPage, asJson: boolean): void {
  for (const episode of items) {
    const { patientId, step, change, before, after, criteria } = episode;
    const why = criteria.map((each) => `${each.kind} ${each.before} -> ${each.after}`).join(', ');
    process.stdout.write(asJson ? `${JSON.stringify({ episode })}\n` : `${change.padEnd(8)}${patientId}  ${step}: ${before} -> ${after}${why === '' ? '' : `  (${why})`}\n`);
  }
  process.stderr.write(`${done} of ${patients} patients\n`);
}

function summaryOf({ episodes, noPolicy, gains, loses, differs, same, byKind }: Tally): string {
  const kinds = Object.entries(byKind).map(([kind, counts]) => `  ${kind}: ${counts.gains} gain, ${counts.loses} lose, ${counts.differs} differ`);
  const without = [[noPolicy.before, 'today'], [noPolicy.after, 'after the change']].filter(([count]) => count !== 0).map(([count, when]) => `  no policy answers ${when} for ${count}`);
  return [`${episodes} open episodes: ${gains} gain, ${loses} lose, ${differs} differ, ${same} stay`, ...without, ...kinds].join('\n');
}

function refuse(rejection: Rejection): number {
  return complain(refusalLines(rejection).join('\n'));
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 1;
}
