/** A block's result, tapped between two patients: with a connection or without. With `factId` in the address: later scores of a block on record. */
import { Alert, Anchor } from '@mantine/core';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useRecord } from '../../offline/use-record';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { TapChoices } from '../../parts/tap-choices';
import { instantInWords, nameInWords, regionInWords, targetsInWords } from '../../parts/words';
import { useState } from 'react';
import { blockEpisodes, type BlockFact } from './block-form';
import { LaterScores } from './later-scores';
import { NewBlock } from './new-block';

export function BlockResultScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/block-result' });
  const { factId, entry, episodeId: asked } = useSearch({ from: '/patients/$patientId/block-result' });
  const { data: record, error, refetch } = useRecord(patientId);
  const [chosen, setChosen] = useState(asked);
  if (record === undefined) return error === null ? <Loading what="the patient" /> : <Screen title="Block result"><ProblemNote problem={error} onAgain={() => void refetch()} /></Screen>;
  const about = <Anchor renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>{nameInWords(record.patient.name)}</Anchor>;
  const kept = record.keptAt !== undefined && <Alert color="gray" title="Without a connection">The record is shown as it was kept on this device on {instantInWords(record.keptAt)}.</Alert>;
  if (factId !== undefined) {
    const block = record.facts.items.find((item) => item.factId === factId);
    return (
      <Screen title="Later scores of a block" about={about} maxWidth="72rem">
        {kept}
        {block?.fact.type === 'block'
          ? <LaterScores key={factId} record={record} factId={factId} block={block.fact as BlockFact} entryId={entry} />
          : <EmptyState title="This block is not in the record">It may have been retracted, or it is not kept on this device. Open the patient and choose the block there.</EmptyState>}
      </Screen>
    );
  }
  const episodes = blockEpisodes(record);
  const episode = episodes.find(({ episodeId }) => episodeId === chosen) ?? episodes[0];
  return (
    <Screen title="Block result" about={about} maxWidth="72rem">
      {kept}
      {episodes.length > 1 && <TapChoices label="Which episode?" value={episode?.episodeId} onChange={setChosen} choices={episodes.map(({ episodeId, region, plan }) => ({ value: episodeId, label: `${regionInWords(region)}: ${targetsInWords(plan.targets)}` }))} />}
      {episode === undefined
        ? <EmptyState title="No ablation episode is open" action={about}>A block belongs to an episode with planned levels. Open one on the patient's page, then enter the result here.</EmptyState>
        : <NewBlock key={episode.episodeId} record={record} episode={episode} entryId={entry} />}
    </Screen>
  );
}
