/** The numbers as one long table: a row a number, with what it is counted of. */
import { csvHeader, csvRows, type Cell } from '../platform/http/csv';
import { DENIAL_OUTCOMES } from '../../machines/denials';
import { FIRST_PASSES } from '../../machines/numbers';
import type { NumbersView } from './numbers.view';

const COLUMNS = ['from', 'to', 'number', 'payer', 'line', 'step', 'bucket', 'about', 'count', 'of', 'medianDays'] as const;
type Row = { readonly [C in (typeof COLUMNS)[number]]?: Cell };

export function numbersCsv({ from, to, firstPass, stages, denials, approvals, leaks }: NumbersView): string {
  const rows: readonly Row[] = [
    ...firstPass.rows.flatMap(({ payer, line, step, decided, ...counts }) => FIRST_PASSES.map((about) => ({ number: 'first-pass', payer, line, step, about, count: counts[about], of: about === 'sentBack' ? decided + counts.sentBack : decided }))),
    ...stages.map(({ stage, cases, medianDays }) => ({ number: 'days', about: stage, count: cases, medianDays })),
    ...DENIAL_OUTCOMES.map((outcome) => ({ number: 'denial-outcomes', about: outcome, count: denials.outcomes[outcome], of: denials.denials })),
    ...denials.rows.map((row) => ({ number: 'denial-reasons', payer: row.payer, line: row.line, step: row.step, bucket: row.bucket, about: row.about, count: row.denials, of: denials.denials })),
    ...approvals.rows.map(({ payer, line, step, lapsed, ended }) => ({ number: 'approvals', payer, line, step, about: 'lapsed', count: lapsed, of: ended })),
    ...leaks.rows.map(({ step, kind, episodes, of }) => ({ number: 'stands-against', step, about: kind, count: episodes, of })),
  ];
  return csvHeader(COLUMNS) + csvRows(COLUMNS, rows.map((row) => ({ from, to, ...row })));
}
