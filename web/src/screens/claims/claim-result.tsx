/** Pass, warn or block, and each finding with its field, its reason and what to do. */
import { Badge, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { WideTable } from '../../parts/wide-table';
import { datesInWords, spaced, stepInWords } from '../../parts/words';
import { fieldInWords, type ClaimCheck } from './claim-state';

const RESULTS: Readonly<Record<string, { readonly word: string; readonly color: string; readonly icon: ReactNode }>> = {
  pass: { word: 'Pass', color: 'green.9', icon: <IconCheck size={14} aria-hidden /> }, warn: { word: 'Warn', color: 'orange.9', icon: <IconAlertTriangle size={14} aria-hidden /> }, block: { word: 'Block', color: 'red.9', icon: <IconX size={14} aria-hidden /> },
};

const DOCUMENTATION: Readonly<Record<string, string>> = { eligible: 'meets the policy', partial: 'meets it for some targets', 'not-eligible': 'does not meet the policy', 'cannot-tell': 'cannot tell', review: 'complete, people decide' };

export function ClaimResultBadge({ result, size = 'md' }: { readonly result: string; readonly size?: string }) {
  const { word, color, icon } = RESULTS[result] ?? { word: result, color: 'gray.7', icon: null };
  return <Badge size={size} color={color} variant="filled" radius="sm" tt="none" miw="max-content" leftSection={icon}>{word}</Badge>;
}

export function ClaimResult({ check }: { readonly check: ClaimCheck }) {
  const { result, findings, documentation, coverage } = check;
  return (
    <Stack gap="sm">
      <Text component="div"><ClaimResultBadge result={result} size="lg" /> {findings.length === 0 ? 'Nothing stands against it.' : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.`} Billed to {spaced(coverage.payer)}{coverage.line === undefined ? '' : `, ${spaced(coverage.line)}`}.</Text>
      {findings.length > 0 && <Findings findings={findings} />}
      {documentation.map(({ step, result: meets, error }) => <Text key={step} size="sm" c="dimmed">Documentation for {stepInWords(step)}: {meets === undefined ? spaced(error ?? 'not assessed') : DOCUMENTATION[meets] ?? meets}. It changes no result.</Text>)}
    </Stack>
  );
}

export function Findings({ findings }: { readonly findings: ClaimCheck['findings'] }) {
  return (
    <WideTable label="What stands against the claim" caption="What stands against the claim" columns={['Severity', 'Field', 'Reason', 'What to do', 'Source']} verticalSpacing="xs" miw="40rem">
      {findings.map(({ kind, severity, pointer, text, toDo, source, because }) => (
        <Table.Tr key={`${kind} ${pointer} ${because.join(' ')}`}>
          <Table.Td><ClaimResultBadge result={severity} /></Table.Td><Table.Td>{fieldInWords(pointer)}</Table.Td><Table.Td>{datesInWords(text)}</Table.Td><Table.Td>{datesInWords(toDo)}</Table.Td>
          <Table.Td><Text size="sm" c="dimmed">{source.document}{source.section === undefined ? '' : `, ${source.section}`}</Text></Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
