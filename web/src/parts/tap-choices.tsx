/** Choices that are tapped, not typed: one of a row, marked by form and by `aria-pressed`, at least 44 px high. */
import { Button, Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';

/** Long words go on in a second line on a narrow phone. */
export const WRAPS = { label: { whiteSpace: 'normal', textAlign: 'start', overflow: 'visible' } } as const;

interface Choice<T> {
  readonly value: T;
  readonly label: ReactNode;
  readonly isDisabled?: boolean;
}

interface TapChoicesProps<T> {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  readonly note?: ReactNode;
}

export function TapChoices<T extends string | number | boolean>({ label, choices, value, onChange, note }: TapChoicesProps<T>) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <Text id={id} size="sm" fw={600} mb={4}>{label}{note !== undefined && <Text span size="sm" fw={400} c="dimmed"> {note}</Text>}</Text>
      <Group gap={6}>
        {choices.map((choice) => {
          const isChosen = choice.value === value;
          return (
            <Button key={String(choice.value)} h="auto" mih={44} miw={44} px="sm" py={4} styles={WRAPS} variant={isChosen ? 'filled' : 'default'} aria-pressed={isChosen} disabled={choice.isDisabled === true} onClick={() => onChange(choice.value)}
              leftSection={isChosen ? <IconCheck size={14} aria-hidden /> : undefined}>{choice.label}</Button>
          );
        })}
      </Group>
    </div>
  );
}
