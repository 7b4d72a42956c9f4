import type { Schemas } from '../../api/client';
import { spaced, stepInWords } from '../../parts/words';
import { Chart } from './chart';
import { payerInWords } from './first-pass';
import { NumberTable } from './number-table';
import { ofWhole, Part } from './part';

const BUCKETS: Readonly<Record<string, string>> = { 'not-done-yet': 'Not done yet', 'clinically-senseless': 'Clinically senseless', 'logically-senseless': 'Logically senseless', administrative: 'Administrative', 'to-a-person': 'For a person to read' };
type Row = Schemas['Numbers']['denials']['rows'][number];

const turned = ({ outcomes }: Pick<Row, 'outcomes'>): number => outcomes['affirmed-on-resubmission'] + outcomes['affirmed-after-peer-to-peer'] + outcomes['affirmed-after-appeal'];

/** Why payers said no, and what became of it. */
export function Denials({ of: { denials, outcomes, rows } }: { readonly of: Schemas['Numbers']['denials'] }) {
  const byAbout = [...new Set(rows.map(({ about }) => about))].map((about) => ({ name: spaced(about), denials: rows.filter((row) => row.about === about).reduce((sum, row) => sum + row.denials, 0) })).sort((a, b) => b.denials - a.denials);
  return (
    <Part title="Denials and their reasons" about="By what the payer's words are about. One denial with several reasons stands in several rows."
      figures={[{ label: 'denials', value: denials }, { label: 'approved on another try', value: ofWhole(turned({ outcomes }), denials) }, { label: 'still denied', value: outcomes['still-denied'] }, { label: 'open', value: outcomes.open }]}>
      <Chart rows={byAbout} counts={[{ key: 'denials', label: 'Denials', color: 'bad' }]} />
      <NumberTable caption="Denials by payer, step and reason" words={4} heads={['Reason', 'Kind', 'Payer', 'Step', 'Denials', 'On resubmission', 'Peer to peer', 'Appeal', 'Still denied', 'Withdrawn', 'Open']}
        rows={rows.map((row) => [spaced(row.about), BUCKETS[row.bucket] ?? spaced(row.bucket), payerInWords(row), stepInWords(row.step), row.denials, row.outcomes['affirmed-on-resubmission'], row.outcomes['affirmed-after-peer-to-peer'], row.outcomes['affirmed-after-appeal'], row.outcomes['still-denied'], row.outcomes.withdrawn, row.outcomes.open])} />
    </Part>
  );
}
