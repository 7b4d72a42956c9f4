import type { Schemas } from '../../api/client';
import { Chart } from './chart';
import { NumberTable } from './number-table';
import { Part } from './part';

const STAGES: Readonly<Record<Schemas['Numbers']['stages'][number]['stage'], string>> = {
  'needed-to-requested': 'Needed to requested', 'requested-to-submitted': 'Requested to submitted', 'submitted-to-decided': 'Submitted to decided', 'approved-to-scheduled': 'Approved to scheduled', 'scheduled-to-performed': 'Scheduled to performed', 'needed-to-performed': 'From need to procedure',
};

/** Where the days go. */
export function Stages({ of: stages }: { readonly of: Schemas['Numbers']['stages'] }) {
  const known = stages.filter(({ medianDays }) => medianDays !== null);
  return (
    <Part title="Days per stage" about="The middle one of all days counted (median), and how many were counted. What was recorded in another order than it happens is counted beside it." figures={[]}>
      <Chart rows={known.map(({ stage, medianDays }) => ({ name: STAGES[stage], days: medianDays ?? 0 }))} counts={[{ key: 'days', label: 'Days (median)', color: 'good' }]} />
      <NumberTable caption="Days per stage" words={1} heads={['Stage', 'Median days', 'Counted', 'Out of order']}
        rows={stages.map(({ stage, medianDays, cases, outOfOrder }) => [STAGES[stage], medianDays ?? 'none yet', cases, outOfOrder])} />
    </Part>
  );
}
