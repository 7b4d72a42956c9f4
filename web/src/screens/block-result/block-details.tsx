/** How the block was done: filled from the plan and the last block, changed by a tap. What must be seen each time is open until it is tapped. */
import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { TapChoices, WRAPS } from '../../parts/tap-choices';
import { TapRow } from '../../parts/tap-row';
import { dateInWords, spaced } from '../../parts/words';
import { only, type BlockForm } from './block-form';

const AGENTS: readonly string[] = ['lidocaine', 'bupivacaine', 'ropivacaine'];
const GUIDANCE = ['fluoroscopy', 'CT', 'ultrasound', 'none'] as const;
const SEDATION = ['none', 'minimal', 'moderate', 'deep'] as const;
const YES_NO = [{ value: true, label: 'Yes' }, { value: false, label: 'No' }] as const;
const DURATION_HOURS: readonly number[] = [0, 1, 2, 3, 4, 6, 8, 12, 24];
const chip = <T extends string>(value: T) => ({ value, label: spaced(value) });

interface Props {
  readonly form: BlockForm;
  readonly onChange: (form: BlockForm) => void;
}

export function BaselineLine({ form, onChange }: Props) {
  const { baseline } = form;
  const [isOpen, setOpen] = useState(false);
  if (baseline !== undefined && !isOpen) {
    return (
      <Group gap="xs">
        <Text>Before the block: <Text span fw={700} size="lg">{baseline.score}</Text> {baseline.scale}{baseline.from === undefined ? ', entered now' : `, on record of ${dateInWords(baseline.from)}`}</Text>
        <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>Another score today</Button>
      </Group>
    );
  }
  const scale = baseline?.scale ?? 'NRS';
  return <TapRow label={`Score before the block${baseline === undefined ? ' (none is on record)' : ''}`} scale={scale} value={baseline?.score} onTap={(score) => { setOpen(false); onChange({ ...form, baseline: { scale, score } }); }} />;
}

export function DurationLine({ form, onChange }: Props) {
  return <TapChoices label="Relief lasted" note="(as the patient says)" value={form.durationHours} onChange={(durationHours) => onChange({ ...form, durationHours })} choices={DURATION_HOURS.map((hours) => ({ value: hours, label: hours === 0 ? 'No relief' : `${hours} h` }))} />;
}

export function BlockDetails({ form, onChange }: Props) {
  const [isWhole, setWhole] = useState(false);
  const agents = form.agent === undefined || AGENTS.includes(form.agent) ? AGENTS : [...AGENTS, form.agent];
  return (
    <Paper withBorder p="md" component="section" aria-label="How it was done">
      <Stack gap="md">
        <div>
          <Title order={2} size="h4">How it was done</Title>
          {form.likeBlockOn !== undefined && <Text size="sm" c="dimmed">Filled in from the plan and the block of {dateInWords(form.likeBlockOn)}; tap what was different.</Text>}
        </div>
        <TapChoices label="Agent" value={form.agent} onChange={(agent) => onChange({ ...withoutDose(form), agent })} choices={agents.map(chip)} />
        <TapChoices label="Image saved" value={form.imageSaved} onChange={(imageSaved) => onChange({ ...form, imageSaved })} choices={YES_NO} />
        <TapChoices label="Guidance" value={form.guidance} onChange={(guidance) => onChange({ ...form, guidance })} choices={GUIDANCE.map(chip)} />
        {!isWhole && <Button variant="subtle" mih={44} h="auto" py={6} px={0} styles={WRAPS} style={{ alignSelf: 'flex-start' }} onClick={() => setWhole(true)}>More: {[spaced(form.technique), form.purpose, form.sedation === undefined ? undefined : `sedation ${form.sedation}`, form.steroid === undefined ? undefined : form.steroid ? 'steroid' : 'no steroid', doseInWords(form)].filter((one) => one !== undefined).join(', ')}</Button>}
        {isWhole && <Rest form={form} onChange={onChange} />}
      </Stack>
    </Paper>
  );
}

function Rest({ form, onChange }: Props) {
  const number = (text: string): number | undefined => (text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text));
  return (
    <>
      <TapChoices label="Technique" value={form.technique} onChange={(technique) => onChange({ ...form, technique })} choices={(['medial-branch', 'intra-articular'] as const).map(chip)} />
      <TapChoices label="Purpose" value={form.purpose} onChange={(purpose) => onChange({ ...form, purpose })} choices={(['diagnostic', 'therapeutic'] as const).map(chip)} />
      <TapChoices label="Sedation" value={form.sedation} onChange={(sedation) => onChange({ ...form, sedation })} choices={SEDATION.map(chip)} />
      <TapChoices label="Steroid" value={form.steroid} onChange={(steroid) => onChange({ ...form, steroid })} choices={YES_NO} />
      <TapChoices label="Contrast" value={form.contrast} onChange={(contrast) => onChange({ ...form, contrast })} choices={YES_NO} />
      <Group gap="sm" grow>
        <TextInput label="Concentration, percent" inputMode="decimal" defaultValue={form.concentrationPercent ?? ''} onChange={(event) => onChange(replace(form, 'concentrationPercent', number(event.currentTarget.value)))} />
        <TextInput label="Millilitres per level" inputMode="decimal" defaultValue={form.volumeMlPerTarget ?? ''} onChange={(event) => onChange(replace(form, 'volumeMlPerTarget', number(event.currentTarget.value)))} />
      </Group>
      <TapChoices label="Relief the patient states, percent" note="(beside the scores, never in their place)" value={form.statedPercent} onChange={(statedPercent) => onChange({ ...form, statedPercent })} choices={Array.from({ length: 11 }, (_, index) => ({ value: index * 10, label: `${index * 10}` }))} />
      <TextInput label="Day of the block" type="date" value={form.occurredOn} onChange={(event) => { if (event.currentTarget.value !== '') onChange({ ...form, occurredOn: event.currentTarget.value }); }} />
    </>
  );
}

function replace(form: BlockForm, field: 'concentrationPercent' | 'volumeMlPerTarget', value: number | undefined): BlockForm {
  const { concentrationPercent, volumeMlPerTarget, ...rest } = form;
  return { ...rest, ...only({ concentrationPercent, volumeMlPerTarget, [field]: value }) };
}

/** Another agent has another strength: the former one is not carried over. */
function withoutDose({ concentrationPercent: _, ...form }: BlockForm): BlockForm {
  return form;
}

function doseInWords({ concentrationPercent, volumeMlPerTarget }: BlockForm): string | undefined {
  const said = [concentrationPercent === undefined ? undefined : `${concentrationPercent} %`, volumeMlPerTarget === undefined ? undefined : `${volumeMlPerTarget} mL a level`].filter((one) => one !== undefined);
  return said.length === 0 ? undefined : said.join(', ');
}
