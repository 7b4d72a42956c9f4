/** One day of the diary, tapped for the patient: saved on this device at every tap, sent once. */
import { Group, NumberInput, Paper, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../../api/session';
import { submit } from '../../offline/entries';
import { useEntries } from '../../offline/use-entries';
import { RefusalNote } from '../../offline/waiting';
import { TapChoices } from '../../parts/tap-choices';
import { TapRow } from '../../parts/tap-row';
import { dateInWords } from '../../parts/words';
import { only } from '../block-result/block-form';
import { SaveBar } from '../block-result/save-bar';
import { useDraft } from '../block-result/use-draft';
import type { DayRow, TrialDay } from './trial-days';

interface DayEntryProps {
  readonly patientId: string;
  readonly patientName: string;
  readonly factId: string;
  readonly scale: string;
  readonly rows: readonly DayRow[];
  readonly isOver: boolean;
}

interface DayForm extends Omit<Partial<TrialDay>, 'sleep'> {
  readonly sleep?: string;
}

/** Every day that is saved makes room for the next, a draft of its own. */
export function DayEntry(props: DayEntryProps) {
  const [saved, setSaved] = useState(0);
  return <OneDay key={saved} {...props} onSaved={() => setSaved(saved + 1)} />;
}

function OneDay({ patientId, patientName, factId, scale, rows, isOver, onSaved }: DayEntryProps & { readonly onSaved: () => void }) {
  const { account: { accountId } } = useSession();
  const waiting = (useEntries() ?? []).filter(({ slot, state }) => slot === `day ${factId}` && state !== 'draft');
  // A day that waits to be sent is no longer missing.
  const sent = new Set(waiting.flatMap(({ form }) => ((form as DayForm | undefined)?.on === undefined ? [] : [(form as DayForm).on])));
  const open = rows.filter(({ on, entries, flaw }) => flaw !== 'outside' && !sent.has(on) && !entries.some(({ score }) => score !== undefined));
  const head = { patientId, patientName, title: 'Day of the trial\'s diary', slot: `day ${factId}`, address: `/patients/${patientId}/facts/${factId}/trial` };
  const { draft, change } = useDraft<DayForm>(() => head, { source: 'phone' }, undefined);
  // Every day of a trial that is over has its score.
  if (draft === undefined || (isOver && open.length === 0 && waiting.length === 0)) return null;
  const { form } = draft;
  const on = form.on ?? open.at(-1)?.on;
  const { score, goalMet, sleep, medicine, doseMme, source } = form;
  const save = async (): Promise<void> => {
    const observation = { on, ...only({ score, goalMet, sleep, medicine, doseMme, source }) };
    await submit(accountId, draft.id, [{ ...head, title: `Day of the trial's diary, ${dateInWords(on)}`, form: { ...form, on }, outgoing: { path: `/v1/patients/${patientId}/facts/${factId}/observations`, body: { observation }, key: crypto.randomUUID() } }]);
    onSaved();
  };
  return (
    <Paper withBorder p="md" component="section" aria-label="Add a day" className="not-printed">
      <Stack gap="md">
        <Title order={2} size="h4">Add a day</Title>
        {waiting.map(({ id, refusal }) => refusal !== undefined && <RefusalNote key={id} refusal={refusal} />)}
        <TapChoices label="Day" note="(days without a score)" value={on} onChange={(chosen) => change({ ...form, on: chosen })} choices={open.map((row) => ({ value: row.on, label: `${dateInWords(row.on)}${row.flaw === 'missing' ? ', missing' : ''}` }))} />
        <TapRow label={`Pain with stimulation${on === undefined ? '' : ` on ${dateInWords(on)}`}`} scale={scale} value={score} onTap={(tapped) => change({ ...form, score: tapped, ...only({ on }) })} />
        <Group gap="lg" align="flex-start">
          <TapChoices label="Goal of the trial" value={goalMet} onChange={(tapped) => change({ ...form, goalMet: tapped })} choices={[{ value: true, label: 'Reached' }, { value: false, label: 'Not reached' }]} />
          <TapChoices label="Sleep" value={sleep} onChange={(tapped) => change({ ...form, sleep: tapped })} choices={['better', 'same', 'worse'].map((value) => ({ value, label: value }))} />
          <TapChoices label="Pain medicine" value={medicine} onChange={(tapped) => change({ ...form, medicine: tapped })} choices={(['none', 'less', 'same', 'more'] as const).map((value) => ({ value, label: value }))} />
          <TapChoices label="Told by" value={source} onChange={(tapped) => change({ ...form, source: tapped })} choices={[{ value: 'phone', label: 'Patient, by phone' }, { value: 'patient', label: 'Patient, in writing' }, { value: 'nurse', label: 'Nurse, seen' }]} />
          <NumberInput label="Dose of the day, MME" w={210} min={0} value={doseMme ?? ''} onChange={(value) => { const { doseMme: _, ...rest } = form; change(typeof value === 'number' ? { ...rest, doseMme: value } : rest); }} />
        </Group>
        <SaveBar label="Add the day" isInReach={false} isReady={on !== undefined && score !== undefined} isSaved={draft.isSaved} missing={on === undefined ? 'Every day up to today has a score.' : score === undefined ? 'Tap the score of the day.' : ''} onSave={save} />
      </Stack>
    </Paper>
  );
}
