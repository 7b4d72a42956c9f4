/** The levels of appeal with their last days, each with its arithmetic, and the letter made of facts. */
import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { WideTable } from '../../parts/wide-table';
import { dateInWords, datesInWords } from '../../parts/words';

type Ladder = Schemas['AppealLadder'];
type Unknown = { readonly unknown: string; readonly dueOn?: string };

interface Props {
  readonly address: string;
  readonly appeal: Schemas['Denial']['appeal'];
  readonly ofClaim: Schemas['Denial']['appealOfClaim'];
}

export function Appeal({ address, appeal, ofClaim }: Props) {
  const hasLadder = !('unknown' in appeal);
  return (
    <section>
      <Text component="h2" size="lg" fw={700} mt={0} mb="xs">Appeal</Text>
      <Stack gap="sm">
        <LadderOf appeal={appeal} />
        {(!hasLadder || appeal.appealable) && <Group><Button component="a" href={`${address}/appeal-letter.pdf`} target="_blank" rel="noreferrer">Appeal letter as PDF</Button></Group>}
        {!('unknown' in ofClaim) && ofClaim.levels.length > 0 && <details><summary>Appeal of the claim, once it was denied: {ofClaim.title}</summary><LadderOf appeal={ofClaim} /></details>}
      </Stack>
    </section>
  );
}

function LadderOf({ appeal }: { readonly appeal: Ladder | Unknown }) {
  if ('unknown' in appeal) return <Text size="sm">{datesInWords(appeal.unknown)}{appeal.dueOn === undefined ? '' : ` The letter says ${dateInWords(appeal.dueOn)}.`}</Text>;
  if (!appeal.appealable) return <Alert color="gray" title="This decision is not appealed">{datesInWords(appeal.instead ?? 'It is requested again.')}</Alert>;
  return (
    <WideTable label={`Levels of appeal, ${appeal.title}`} caption={<>{appeal.title}. A day that the payer&apos;s letter names goes before.</>} columns={['Level', 'Last day', 'How it is counted']} verticalSpacing={6} miw="30rem">
      {appeal.levels.map(({ level, name, dueOn, arithmetic, contested, decision }) => (
        <Table.Tr key={level}>
          <Table.Td>{level}. {name}{decision === undefined ? '' : ` (decided in ${decision})`}</Table.Td>
          <Table.Td className="tabular">{dueOn === null ? 'not known yet' : dateInWords(dueOn)}</Table.Td>
          <Table.Td>{datesInWords(`${arithmetic}${contested === undefined ? '' : ` Another reading: ${contested.reading}.`}`)}</Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
