/** Whom and where, large, before anything is entered: one tap says that it is the right patient and place. */
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { dateInWords, nameInWords, regionInWords, stepInWords } from '../../parts/words';
import { TapChoices } from '../../parts/tap-choices';
import type { KeptRecord } from '../../offline/record';
import { sidesOf, type BlockForm, type Episode, type Side } from './block-form';

interface IdentityProps {
  readonly record: KeptRecord;
  readonly episode: Episode;
  readonly form: BlockForm;
  readonly onChange: (form: BlockForm) => void;
}

export function Identity({ record: { patient }, episode, form, onChange }: IdentityProps) {
  const sides = sidesOf(form);
  const done = form.targets.filter(({ isDone }) => isDone);
  const toggle = (index: number): void => onChange({ ...form, targets: form.targets.map((target, at) => (at === index ? { ...target, isDone: !target.isDone } : target)) });
  const turn = (side: Side): void => onChange({ ...form, targets: form.targets.map((target) => ({ ...target, side })) });
  return (
    <Paper withBorder p="md" component="section" aria-label="Patient and place" style={{ borderWidth: form.isConfirmed ? 1 : 2, borderColor: form.isConfirmed ? undefined : 'var(--mantine-primary-color-filled)' }}>
      <Stack gap="sm">
        <div>
          <Title order={2} fz={{ base: 24, xs: 34 }} lh={1.15}>{nameInWords(patient.name)}</Title>
          <Text>Born {dateInWords(patient.birthDate)}{patient.identifiers.slice(0, 1).map(({ kind, value }) => `, ${kind.toUpperCase()} ${value}`)}</Text>
        </div>
        <Text size="xl" fw={700} component="p" m={0} lh={1.2}>{done.length === 0 ? 'No level' : `${sides.join(' and ').toUpperCase()}: ${done.map(({ level, side }) => (sides.length > 1 ? `${level} ${side}` : level)).join(', ')}`}</Text>
        <Text c="dimmed" size="sm">{regionInWords(episode.region)}; next on the pathway: {stepInWords(episode.nextStep)}</Text>
        {form.isConfirmed
          ? <Group gap="xs"><IconCheck size={18} aria-hidden /><Text fw={600}>Patient, side and levels confirmed</Text><Button size="compact-sm" variant="subtle" onClick={() => onChange({ ...form, isConfirmed: false })}>Change</Button></Group>
          : (
            <>
              <Group gap={6} role="group" aria-label="Levels that were blocked">
                {form.targets.map(({ level, side, isDone }, index) => (
                  <Button key={`${level} ${side}`} h={44} variant={isDone ? 'light' : 'default'} aria-pressed={isDone} onClick={() => toggle(index)} leftSection={isDone ? <IconCheck size={14} aria-hidden /> : undefined}>{level} {side}</Button>
                ))}
              </Group>
              {sides.length === 1 && <TapChoices label="Side" value={sides[0]} onChange={turn} choices={[{ value: 'left', label: 'Left' }, { value: 'right', label: 'Right' }]} />}
              <Button size="lg" h={56} disabled={done.length === 0} onClick={() => onChange({ ...form, isConfirmed: true })}>Yes, this patient and this place</Button>
            </>
          )}
      </Stack>
    </Paper>
  );
}
