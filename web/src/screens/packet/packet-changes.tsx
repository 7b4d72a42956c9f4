/** Of a resubmission: what it says otherwise than the packet that the payer answered. */
import { Stack, Table, Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { decisionInWords } from '../../parts/authorization-words';
import { Outcome } from '../../parts/outcome';
import { WideTable } from '../../parts/wide-table';
import { dateInWords, datesInWords } from '../../parts/words';

interface Props {
  readonly changes: Schemas['PacketChanges'];
  readonly resubmissionOf: Schemas['PacketRequest']['resubmissionOf'];
}

export function PacketChanges({ changes: { criteria, evidence, request, documents, since }, resubmissionOf }: Props) {
  const rows = [
    ...request.map(({ name, before, after }) => ({ what: name, before: <Text size="sm">{datesInWords(before)}</Text>, after: <Text size="sm">{datesInWords(after)}</Text> })),
    ...criteria.map(({ title, where, before, after }) => ({ what: [title, where].filter((part) => part !== '').join(', '), before: <Side side={before} />, after: <Side side={after} /> })),
    ...evidence.map(({ occurredOn, before, after }) => ({ what: `Evidence of ${dateInWords(occurredOn)}`, before: <Text size="sm">{datesInWords(before ?? 'not cited')}</Text>, after: <Text size="sm">{datesInWords(after ?? 'no longer cited')}</Text> })),
    ...documents.map(({ title, change }) => ({ what: title, before: <Text size="sm">{change === 'added' ? 'not appended' : 'appended'}</Text>, after: <Text size="sm">{change === 'added' ? 'appended' : 'left out'}</Text> })),
  ];
  return (
    <Stack gap="xs">
      {resubmissionOf !== undefined && <Text size="sm">{decisionInWords(resubmissionOf.decision)} on {dateInWords(resubmissionOf.decidedOn)}{resubmissionOf.reason === undefined ? '.' : `: ${resubmissionOf.reason}`}</Text>}
      {rows.length === 0 ? <Text>Nothing: it is sent again as it was on {dateInWords(since.asOf)}.</Text> : (
        <WideTable label="Changes since the earlier packet" columns={[{ name: 'What', w: '28%' }, `Then, as of ${dateInWords(since.asOf)}`, 'Now']} verticalSpacing="xs" miw="34rem" layout="fixed">
          {rows.map(({ what, before, after }, index) => <Table.Tr key={index}><Table.Td><Text size="sm" fw={600}>{what}</Text></Table.Td><Table.Td>{before}</Table.Td><Table.Td>{after}</Table.Td></Table.Tr>)}
        </WideTable>
      )}
    </Stack>
  );
}

function Side({ side }: { readonly side: { readonly outcome: string; readonly finding: string } | undefined }) {
  return side === undefined ? <Text size="sm">not asked</Text> : <><Outcome outcome={side.outcome} /><Text size="sm" mt={4}>{datesInWords(side.finding)}</Text></>;
}
