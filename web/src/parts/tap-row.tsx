/** A score is one tap: 0 to 10, or 0 to 100 by tens where the scale is that long. Each at least 44 px. */
import { Button, Text } from '@mantine/core';
import { useId } from 'react';

/** One row where there is room, two or three on a phone; never smaller than a thumb. */
const ROW = { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(46px, 1fr))', gap: 4 } as const;

export function TapRow({ label, scale, value, onTap }: { readonly label: string; readonly scale: string; readonly value: number | undefined; readonly onTap: (score: number) => void }) {
  const id = useId();
  const step = scale === 'VAS' ? 10 : 1;
  return (
    <div role="group" aria-labelledby={id}>
      <Text id={id} size="sm" fw={600} mb={4}>{label}</Text>
      <div style={ROW}>
        {Array.from({ length: 11 }, (_, index) => index * step).map((score) => (
          <Button key={score} h={48} px={0} fz="lg" fw={600} variant={value === score ? 'filled' : 'default'} aria-pressed={value === score} aria-label={`${score}`} onClick={() => onTap(score)}>{score}</Button>
        ))}
      </div>
      <Text size="xs" c="dimmed" mt={2}>0 no pain; {10 * step} the worst imaginable ({scale})</Text>
    </div>
  );
}
