/** Yes, no, or people decide; why; and the first day that is allowed. A scheduler is told no findings. */
import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconCheck, IconEye, IconX } from '@tabler/icons-react';
import type { Schemas } from '../../api/client';
import { dateInWords, datesInWords, stepInWords } from '../../parts/words';

const SHOWN = {
  yes: { word: 'Yes', color: 'green', icon: <IconCheck aria-hidden /> },
  no: { word: 'No', color: 'red', icon: <IconX aria-hidden /> },
  review: { word: 'People decide', color: 'grape', icon: <IconEye aria-hidden /> },
} as const;

export function BookingAnswer({ answered, onTake }: { readonly answered: Schemas['MayIBook']; readonly onTake: (day: string) => void }) {
  const { answer, why, step, dateOfService, firstAllowedOn, assumesRequestOn, payer, findings = [] } = answered;
  const { word, color, icon } = SHOWN[answer];
  const isOtherDay = firstAllowedOn !== null && firstAllowedOn !== dateOfService;
  return (
    <Alert color={color} icon={icon} role="status" title={<Text fw={700} size="lg" component="span">{word}: {stepInWords(step)} on {dateInWords(dateOfService)}</Text>}>
      <Stack gap="xs">
        {answer === 'yes' && <Text size="sm">Nothing on record stands against this day.</Text>}
        {why.length > 0 && <List size="sm">{why.map(({ code, text }) => <List.Item key={code}>{datesInWords(text)}</List.Item>)}</List>}
        {firstAllowedOn === null && answer !== 'yes' && <Text size="sm" fw={600}>No day is allowed as the record stands.</Text>}
        {isOtherDay && (
          <Group gap="sm">
            <Text size="sm"><b>First allowed day: {dateInWords(firstAllowedOn)}</b>{assumesRequestOn !== undefined && `, if the request is sent on ${dateInWords(assumesRequestOn)} and approved`}</Text>
            {answer !== 'yes' && <Button size="xs" onClick={() => onTake(firstAllowedOn)}>Take {dateInWords(firstAllowedOn)}</Button>}
          </Group>
        )}
        {payer !== undefined && <Text size="sm">The payer decides before the service: the request goes out by {dateInWords(payer.requestBy)} at the latest.</Text>}
        {findings.length > 0 && <details><summary>What is not met ({findings.length})</summary><List size="sm">{findings.map(({ criterion, target, text }) => <List.Item key={`${criterion} ${target?.level ?? ''} ${target?.side ?? ''}`}>{datesInWords(text)}</List.Item>)}</List></details>}
      </Stack>
    </Alert>
  );
}
