/** The levels of appeal with their last days, each with its arithmetic, and the letter made of facts. */
import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { dateInWords } from '../../parts/words';

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
  if ('unknown' in appeal) return <Text size="sm">{appeal.unknown}{appeal.dueOn === undefined ? '' : ` The letter says ${dateInWords(appeal.dueOn)}.`}</Text>;
  if (!appeal.appealable) return <Alert color="gray" title="This decision is not appealed">{appeal.instead ?? 'It is requested again.'}</Alert>;
  return (
    <div className="scrolls" tabIndex={0} role="region" aria-label={`Levels of appeal, ${appeal.title}`}>
      <Table verticalSpacing={6} miw="30rem">
        <Table.Caption>{appeal.title}. A day that the payer&apos;s letter names goes before.</Table.Caption>
        <Table.Thead><Table.Tr><Table.Th>Level</Table.Th><Table.Th>Last day</Table.Th><Table.Th>How it is counted</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {appeal.levels.map(({ level, name, dueOn, arithmetic, contested, decision }) => (
            <Table.Tr key={level}>
              <Table.Td>{level}. {name}{decision === undefined ? '' : ` (decided in ${decision})`}</Table.Td>
              <Table.Td className="tabular">{dueOn === null ? 'not known yet' : dateInWords(dueOn)}</Table.Td>
              <Table.Td>{arithmetic}{contested === undefined ? '' : ` Another reading: ${contested.reading}.`}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
