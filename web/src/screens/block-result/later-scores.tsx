/** Scores told later, the next day by phone: they join the series of a block on record, which stays as it is. */
import { Alert, Grid, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../../api/session';
import { submit } from '../../offline/entries';
import type { KeptRecord } from '../../offline/record';
import { RefusalNote } from '../../offline/waiting';
import { Loading } from '../../parts/loading';
import { TapChoices } from '../../parts/tap-choices';
import { dateInWords, minutesInWords, nameInWords, targetsInWords } from '../../parts/words';
import { LATER_MINUTES, only, sidesOf, type BlockFact, type BlockForm, type BlockTarget, type Scale, type Side } from './block-form';
import { Chart } from './new-block';
import { SaveBar } from './save-bar';
import { Saved } from './saved';
import { ScoreEntry } from './score-entry';
import { useDraft } from './use-draft';

interface LaterScoresProps {
  readonly record: KeptRecord;
  readonly factId: string;
  readonly block: BlockFact;
  readonly entryId: string | undefined;
}

export function LaterScores({ record: { patient, facts }, factId, block, entryId }: LaterScoresProps) {
  const { account } = useSession();
  const { patientId } = patient;
  const [saved, setSaved] = useState<readonly string[]>();
  const recorded = block.relief?.observations ?? [];
  const targets = block.targets.map(({ level, side = 'bilateral' }) => ({ level, side }));
  const address = `/patients/${patientId}/block-result?factId=${factId}`;
  const head = { patientId, patientName: nameInWords(patient.name), title: `Later scores, ${targetsInWords(targets)}`, slot: `later ${factId}`, address };
  const { draft, change } = useDraft<BlockForm>(() => head, startOf(block), entryId);
  if (draft === undefined) return <Loading what="what was begun" />;
  if (saved !== undefined) return <Saved patientId={patientId} entryIds={saved} what={head.title} />;
  const { form } = draft;
  const save = async (): Promise<void> => {
    const contents = form.observations.map((observation) => ({
      ...head, title: `Score after ${minutesInWords(observation.minutes)}, ${targetsInWords(targets)}`, form: { ...form, observations: [observation] },
      outgoing: { path: `/v1/patients/${patientId}/facts/${factId}/observations`, body: { observation }, key: crypto.randomUUID() },
    }));
    setSaved(await submit(account.accountId, draft.id, contents));
  };
  const percent = facts.items.find((item) => item.factId === factId)?.relief?.percentMin ?? undefined;
  return (
    <Stack gap="md">
      {draft.refusal !== undefined && <RefusalNote refusal={draft.refusal} />}
      {draft.isResumed && draft.refusal === undefined && <Alert color="gray" title="You had begun this">It goes on where it was left. Nothing was recorded yet.</Alert>}
      <Paper withBorder p="md" component="section" aria-label="Patient and block">
        <Title order={2} fz={{ base: 24, xs: 34 }} lh={1.15}>{nameInWords(patient.name)}</Title>
        <Text>Born {dateInWords(patient.birthDate)}</Text>
        <Text size="xl" fw={700} mt="xs">{targetsInWords(targets)}</Text>
        <Text>Block of {dateInWords(block.occurredOn)}; before it {block.relief?.baseline ?? 'no score'} {block.relief?.scale ?? ''}</Text>
      </Paper>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            <Paper withBorder p="md"><TapChoices label="Told by" value={form.source} onChange={(source) => change({ ...form, source })} choices={[{ value: 'phone', label: 'Patient, by phone' }, { value: 'patient', label: 'Patient, in writing' }, { value: 'nurse', label: 'Nurse, seen' }]} /></Paper>
            <ScoreEntry form={form} times={LATER_MINUTES} recorded={recorded} onChange={change} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Paper withBorder p="md" component="section" aria-label="Relief so far"><Chart form={{ ...form, observations: [...recorded, ...form.observations] }} asked={only({ percent })} /></Paper>
        </Grid.Col>
      </Grid>
      <SaveBar isInReach={form.observations.length > 0} isReady={form.observations.length > 0} isSaved={draft.isSaved} missing={form.observations.length === 0 ? 'Tap a time, then the score.' : ''} onSave={save} label="Add the scores" />
    </Stack>
  );
}

function startOf({ targets, technique, purpose, occurredOn, relief }: BlockFact): BlockForm {
  const recorded = relief?.observations ?? [];
  const sided: readonly BlockTarget[] = targets.flatMap(({ level, side }) => (side === 'bilateral' ? (['left', 'right'] as const) : side === undefined ? [] : [side]).map((one: Side) => ({ level, side: one, isDone: true })));
  const [first, second] = sidesOf({ targets: sided });
  const side = second === undefined ? undefined : first;
  const last = Math.max(0, ...recorded.filter((one) => one.side === side).map(({ minutes }) => minutes));
  const baseline = relief?.baseline === undefined ? undefined : { scale: (relief.scale ?? 'NRS') as Scale, score: relief.baseline, from: occurredOn };
  return { episodeId: '', isConfirmed: true, occurredOn, targets: sided, technique, purpose, observations: [], minutes: LATER_MINUTES.find((time) => time > last) ?? last, source: 'phone', hasAnalgesic: false, ...only({ side, baseline }) };
}
