import { Alert, Grid, Paper, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useSession, useToday } from '../../api/session';
import { submit } from '../../offline/entries';
import type { KeptRecord } from '../../offline/record';
import { RefusalNote } from '../../offline/waiting';
import { Loading } from '../../parts/loading';
import { ReliefChart } from '../../parts/relief-chart';
import { nameInWords, targetsInWords } from '../../parts/words';
import { BaselineLine, BlockDetails, DurationLine } from './block-details';
import { factOf, isComplete, SAME_DAY_MINUTES, startOf, type BlockForm, type Episode } from './block-form';
import { GatePreview } from './gate-preview';
import { Identity } from './identity';
import { SaveBar } from './save-bar';
import { Saved } from './saved';
import { ScoreEntry } from './score-entry';
import { useDraft } from './use-draft';
import { askedOf, isAssessed, useGate } from './use-gate';

export function NewBlock({ record, episode, entryId }: { readonly record: KeptRecord; readonly episode: Episode; readonly entryId: string | undefined }) {
  const { account } = useSession();
  const today = useToday();
  const { patientId } = record.patient;
  const address = `/patients/${patientId}/block-result?episodeId=${episode.episodeId}`;
  const [saved, setSaved] = useState<readonly string[]>();
  const [policy, setPolicy] = useState<string>();
  // On a tablet the chart grows right below the taps.
  const isWide = useMediaQuery('(min-width: 62em)') === true;
  const head = (form: BlockForm) => ({ patientId, patientName: nameInWords(record.patient.name), title: `Block result, ${targetsInWords(form.targets.filter(({ isDone }) => isDone))}`, slot: `block ${patientId} ${episode.episodeId}`, address });
  const start = startOf(record, episode, today);
  const { draft, change } = useDraft<BlockForm>(head, start, entryId);
  const form = draft?.form;
  const isReady = form !== undefined && isComplete(form);
  const gate = useGate(patientId, isReady && saved === undefined ? factOf(form, account.displayName) : undefined, policy);
  if (draft === undefined || form === undefined) return <Loading what="what was begun" />;
  if (saved !== undefined) return <Saved patientId={patientId} entryIds={saved} what={head(form).title} />;
  const step = gate.data?.episodes.find(({ episodeId }) => episodeId === episode.episodeId)?.steps[0];
  const asked = askedOf(isAssessed(step) ? step : undefined, gate.data?.factId);
  const chart = <Paper withBorder p="md" component="section" aria-label="Relief so far"><Chart form={form} asked={asked} /></Paper>;
  const save = async (): Promise<void> => {
    // A refused entry that was changed is another write.
    const outgoing = { path: `/v1/patients/${patientId}/facts`, body: { fact: factOf(form, account.displayName) }, key: crypto.randomUUID() };
    setSaved(await submit(account.accountId, draft.id, [{ ...head(form), form, outgoing }]));
  };
  return (
    <Stack gap="md">
      {draft.refusal !== undefined && <RefusalNote refusal={draft.refusal} />}
      {draft.isResumed && draft.refusal === undefined && <Alert color="gray" title="You had begun this">It goes on where it was left. Nothing was recorded yet.</Alert>}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            <Identity record={record} episode={episode} form={form} onChange={change} />
            <Paper withBorder p="md"><BaselineLine form={form} onChange={change} /></Paper>
            <ScoreEntry form={form} times={SAME_DAY_MINUTES} onChange={change} />
            {!isWide && chart}
            <Paper withBorder p="md"><DurationLine form={form} onChange={change} /></Paper>
            <BlockDetails form={form} onChange={change} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            {isWide && chart}
            <GatePreview gate={gate} episodeId={episode.episodeId} isReady={isReady} policy={policy} onPolicy={setPolicy} />
          </Stack>
        </Grid.Col>
      </Grid>
      <SaveBar label="Save the block" isInReach={form.isConfirmed} isReady={isReady} isSaved={draft.isSaved} missing={missingOf(form)} onSave={save} />
    </Stack>
  );
}

/** What cannot be saved without, then what a reader will miss. */
function missingOf({ isConfirmed, baseline, agent, observations }: BlockForm): string {
  if (!isConfirmed) return 'Confirm patient, side and levels first.';
  if (baseline === undefined) return 'Tap the score before the block first.';
  if (agent === undefined) return 'No agent tapped yet: without it nobody can say how long relief had to last.';
  return observations.length === 0 ? 'No score after the block yet: it may be added later.' : '';
}

export function Chart({ form, asked }: { readonly form: Pick<BlockForm, 'baseline' | 'observations'>; readonly asked: ReturnType<typeof askedOf> }) {
  const { baseline, observations } = form;
  const { percent, windowMinutes } = asked;
  return (
    <ReliefChart
      series={observations.map(({ minutes, score, side, flags }) => ({ minutes, score, ...(side !== undefined && { side }), afterAnalgesic: flags?.includes('analgesic') === true }))} heightPixels={240} scale={baseline?.scale ?? 'NRS'}
      {...(baseline !== undefined && { baseline: baseline.score })} {...(windowMinutes !== undefined && { agentWindowMinutes: windowMinutes })}
      {...(percent !== undefined && baseline !== undefined && { thresholdPercent: percent, thresholdScore: baseline.score * (1 - percent / 100) })}
    />
  );
}
