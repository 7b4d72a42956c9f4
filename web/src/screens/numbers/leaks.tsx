import type { Schemas } from '../../api/client';
import { spaced, stepInWords } from '../../parts/words';
import { Chart } from './chart';
import { NumberTable } from './number-table';
import { ofWhole, Part } from './part';

const KINDS_SHOWN = 12;

/** What stands against the next step of open episodes now, the most frequent first. */
export function Leaks({ of: { openEpisodes, withNextStep, blocked, kinds, rows } }: { readonly of: Schemas['Numbers']['leaks'] }) {
  const first = kinds[0];
  return (
    <Part title="What stands in the way now" about={first === undefined ? 'The criteria that open episodes do not meet yet.' : `The criterion that leaks most: ${spaced(first.kind).toLowerCase()}, in ${ofWhole(first.episodes, withNextStep)} open episodes with a next step.`}
      figures={[{ label: 'blocked', value: ofWhole(blocked, withNextStep) }, { label: 'open episodes', value: openEpisodes }]}>
      <Chart rows={kinds.slice(0, KINDS_SHOWN).map(({ kind, episodes }) => ({ name: spaced(kind), episodes }))} counts={[{ key: 'episodes', label: 'Episodes', color: 'between' }]} />
      <NumberTable caption="Criteria by step" words={2} heads={['Criterion', 'Step', 'Episodes', 'Of']} rows={rows.map(({ step, kind, episodes, of }) => [spaced(kind), stepInWords(step), episodes, of])} />
    </Part>
  );
}
