/** What one step asks: criterion, what is required, of whom, source. Contested marks show every reading. */
import { Badge, Group, List, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Schemas } from '../../api/client';
import { SourceLine } from './source-line';
import { RowHead, WideTable } from '../../parts/wide-table';
import { datesInWords } from '../../parts/words';

type Step = Schemas['PolicyTables']['steps'][number];

export function StepTable({ step: { step, title, criteria } }: { readonly step: Step }) {
  return (
    <section aria-labelledby={`step-${step}`}>
      <Title order={2} size="h4" id={`step-${step}`} mb="xs">{title}</Title>
      <WideTable label={`${title}: what is asked`} caption={<>{criteria.length === 1 ? 'One criterion' : `${criteria.length} criteria`}; all of them are asked</>} columns={[{ name: 'Criterion', w: '20%' }, { name: 'What is asked', w: '45%' }, 'Source']} captionSide="top" miw={720} verticalSpacing="sm">
        {criteria.map((criterion) => <CriterionRow key={criterion.id} criterion={criterion} />)}
      </WideTable>
    </section>
  );
}

function CriterionRow({ criterion: { id, title, text, scope, source, confidence, confidenceText, noFigureInSource, contested } }: { readonly criterion: Schemas['PolicyCriterion'] }) {
  return (
    <Table.Tr id={id}>
      <RowHead style={{ verticalAlign: 'top' }}>{title}</RowHead>
      <Table.Td style={{ verticalAlign: 'top' }}>
        <Stack gap="xs">
          <Text size="sm">{datesInWords(text)}</Text>
          {scope !== null && <Text size="sm">{`${scope.charAt(0).toUpperCase()}${scope.slice(1)}.`}</Text>}
          {noFigureInSource && <Text size="sm" c="dimmed">The source names no figure.</Text>}
          {contested.length > 0 && (
            <Paper withBorder p="xs" style={{ borderInlineStart: '4px solid var(--mantine-color-yellow-6)' }}>
              <Group gap={6} mb={4} wrap="nowrap"><IconAlertTriangle size={18} aria-hidden /><Text size="sm" fw={600}>Contested: read in more than one way</Text></Group>
              <List size="sm">{contested.map(({ reading, source: from }) => <List.Item key={reading}>{datesInWords(reading)} <SourceLine source={from} /></List.Item>)}</List>
            </Paper>
          )}
        </Stack>
      </Table.Td>
      <Table.Td style={{ verticalAlign: 'top' }}>
        <SourceLine source={source} />
        <Group gap="xs" mt={4}>{confidence !== 'primary' && <Badge color="gray.7" tt="none">{confidence === 'unconfirmed' ? 'Unconfirmed' : 'Second-hand'}</Badge>}<Text size="xs" c="dimmed">{confidenceText}</Text></Group>
      </Table.Td>
    </Table.Tr>
  );
}
