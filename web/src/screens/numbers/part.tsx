/** One part of the numbers: heading, what it counts, the headline figure with its denominator, a chart, and the same as a table. */
import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

interface PartProps {
  readonly title: string;
  readonly about: string;
  readonly figures: readonly { readonly label: string; readonly value: ReactNode }[];
  readonly children?: ReactNode;
}

export function Part({ title, about, figures, children }: PartProps) {
  const id = useId();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Stack gap="sm">
        <div><Title order={2} size="h4" id={id}>{title}</Title><Text size="sm" c="dimmed">{about}</Text></div>
        {figures.length > 0 && <Group gap="xl" align="flex-end">{figures.map(({ label, value }) => <div key={label}><Text fz="h2" fw={700} lh={1.2} className="tabular">{value}</Text><Text size="sm">{label}</Text></div>)}</Group>}
        {children}
      </Stack>
    </Paper>
  );
}

/** `18 of 24`, with nothing said of none. */
export const ofWhole = (part: number, whole: number): string => `${part} of ${whole}`;
