import type { Schemas } from '../../api/client';
import { spaced, stepInWords } from '../../parts/words';
import { Chart } from './chart';
import { NumberTable } from './number-table';
import { ofWhole, Part } from './part';

export const payerInWords = ({ payer, line }: { readonly payer: string; readonly line?: string }): string => [spaced(payer), ...(line === undefined ? [] : [spaced(line)])].join(', ');

/** The payer's first decision about the first packet of each authorization. */
export function FirstPass({ of: { decided, approved, inPart, otherwise, denied, sentBack, rows } }: { readonly of: Schemas['Numbers']['firstPass'] }) {
  return (
    <Part title="Approved on the first pass" about="The payer's first decision about the first packet. What was sent back undecided is counted beside it."
      figures={[{ label: 'approved as asked', value: ofWhole(approved, decided) }, { label: 'in part', value: inPart }, { label: 'otherwise than asked', value: otherwise }, { label: 'denied', value: denied }, { label: 'sent back undecided', value: sentBack }]}>
      <Chart rows={rows.map((row) => ({ name: `${payerInWords(row)}: ${stepInWords(row.step)}`, approved: row.approved, between: row.inPart + row.otherwise, denied: row.denied }))}
        counts={[{ key: 'approved', label: 'Approved', color: 'good' }, { key: 'between', label: 'In part or otherwise', color: 'between' }, { key: 'denied', label: 'Denied', color: 'bad' }]} />
      <NumberTable caption="First decisions by payer and step" words={2} heads={['Payer', 'Step', 'Decided', 'Approved', 'In part', 'Otherwise', 'Denied', 'Sent back']}
        rows={rows.map((row) => [payerInWords(row), stepInWords(row.step), row.decided, ofWhole(row.approved, row.decided), row.inPart, row.otherwise, row.denied, row.sentBack])} />
    </Part>
  );
}
