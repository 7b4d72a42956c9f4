/** Levels with their sides: tap a level and a side; each may stand once. */
import { Button, Chip, Group, Input, Stack, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { targetsInWords } from '../words';
import type { FieldSchema, Value } from './schema';

interface Target {
  readonly level: string;
  readonly side?: string;
}

export function TargetsField({ label, description, required, error, schema, value, onChange }: { readonly label: string; readonly description?: string | undefined; readonly required: boolean; readonly error?: string | undefined; readonly schema: FieldSchema; readonly value: readonly Target[]; readonly onChange: (value: Value) => void }) {
  const id = useId();
  const sides = (schema.properties?.['side']?.enum ?? []).filter((side) => side !== 'bilateral');
  const [side, setSide] = useState(value[0]?.side ?? sides[0] ?? 'right');
  const levels = schema.properties?.['level']?.enum ?? [];
  const chosen = value.filter((one) => (one.side ?? side) === side).map(({ level }) => level);
  const others = value.filter((one) => (one.side ?? side) !== side);
  return (
    <Input.Wrapper label={label} description={description} required={required} error={error} labelElement="div" labelProps={{ id }}>
      <Stack gap="xs" mt="xs" role="group" aria-labelledby={id}>
        {sides.length > 0 && (
          <Group gap="xs" role="radiogroup" aria-label={`${label}: side`}>
            {sides.map((one) => <Chip key={one} type="radio" checked={side === one} onChange={() => setSide(one)}>{one.charAt(0).toUpperCase() + one.slice(1)}</Chip>)}
          </Group>
        )}
        <Group gap="xs">
          {levels.map((level) => (
            <Chip key={level} checked={chosen.includes(level)} onChange={(isOn) => onChange([...others, ...levels.filter((one) => (one === level ? isOn : chosen.includes(one))).map((one) => ({ level: one, side }))] as unknown as Value)}>{level}</Chip>
          ))}
        </Group>
        <Group gap="xs">
          <Text size="sm" aria-live="polite">{value.length === 0 ? 'None chosen' : `Chosen: ${targetsInWords(value.map(({ level, side: at = 'right' }) => ({ level, side: at })))}`}</Text>
          {value.length > 0 && <Button size="compact-xs" variant="default" onClick={() => onChange([])}>Choose none</Button>}
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}
