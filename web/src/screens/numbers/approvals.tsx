import type { Schemas } from '../../api/client';
import { stepInWords } from '../../parts/words';
import { Chart } from './chart';
import { payerInWords } from './first-pass';
import { NumberTable } from './number-table';
import { ofWhole, Part } from './part';

/** Approvals whose end fell in the period: used, or lapsed with no procedure done. */
export function Approvals({ of: { ended, used, lapsed, rows } }: { readonly of: Schemas['Numbers']['approvals'] }) {
  return (
    <Part title="Lapsed approvals" about="Of the approvals that ended: how many were used, and how many lapsed with no procedure done." figures={[{ label: 'lapsed', value: ofWhole(lapsed, ended) }, { label: 'used', value: ofWhole(used, ended) }]}>
      <Chart rows={rows.map((row) => ({ name: `${payerInWords(row)}: ${stepInWords(row.step)}`, used: row.used, lapsed: row.lapsed }))} counts={[{ key: 'used', label: 'Used', color: 'good' }, { key: 'lapsed', label: 'Lapsed', color: 'bad' }]} />
      <NumberTable caption="Approvals that ended, by payer and step" words={2} heads={['Payer', 'Step', 'Ended', 'Used', 'Lapsed']} rows={rows.map((row) => [payerInWords(row), stepInWords(row.step), row.ended, row.used, row.lapsed])} />
    </Part>
  );
}
