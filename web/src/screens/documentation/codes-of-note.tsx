import { Badge, List, Stack, Table, Text, Title } from '@mantine/core';
import { IconCheck, IconMinus, IconQuestionMark } from '@tabler/icons-react';
import type { Schemas } from '../../api/client';
import { Outcome } from '../../parts/outcome';
import { RowHead, WideTable } from '../../parts/wide-table';
import { dateInWords, datesInWords, spaced } from '../../parts/words';

type Finding = Schemas['CodingFinding'];
type Code = Schemas['DocumentationChecked']['codes'][number];

const STATES = {
  supported: { word: 'Supported', color: 'green.9', icon: <IconCheck size={14} aria-hidden /> },
  open: { word: 'Note lacks something', color: 'red.9', icon: <IconQuestionMark size={14} aria-hidden /> },
  'not-billed': { word: 'Not billed', color: 'gray.7', icon: <IconMinus size={14} aria-hidden /> },
} as const;

/** Per code, what stands in its way; then every rule that was asked, with its source. */
export function CodesOfNote({ codes, findings }: { readonly codes: readonly Code[]; readonly findings: readonly Finding[] }) {
  const open = findings.filter(({ outcome }) => outcome !== 'met');
  return (
    <Stack>
      <WideTable label="Codes of this note" caption="Codes this note could support" columns={['Code', { name: 'State', miw: 200 }, 'What the note still lacks']} withTableBorder verticalSpacing="sm" miw={640}>
        {codes.map(({ codes: named, state, because }, index) => {
          const { word, color, icon } = STATES[state];
          return (
            <Table.Tr key={`${named.map(({ code }) => code).join()} ${index}`}>
              <RowHead fw={400}>{named.length === 0 ? 'No code' : named.map(({ code, label }) => <div key={code}><Text span fw={700} className="tabular">{code}</Text> {label}</div>)}</RowHead>
              <Table.Td><Badge color={color} variant="filled" leftSection={icon} tt="none" radius="sm">{word}</Badge></Table.Td>
              <Table.Td>{because.length === 0 ? 'Nothing' : <List size="sm">{because.map((rule) => <List.Item key={rule}>{open.find(({ kind }) => kind === rule)?.text ?? spaced(rule)}</List.Item>)}</List>}</Table.Td>
            </Table.Tr>
          );
        })}
        {codes.length === 0 && <Table.Tr><Table.Td colSpan={3}>This statement is no service of its own.</Table.Td></Table.Tr>}
      </WideTable>
      {findings.length > 0 && <FindingsTable findings={[...open, ...findings.filter(({ outcome }) => outcome === 'met')]} />}
    </Stack>
  );
}

function FindingsTable({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <section aria-label="What was asked of the note">
      <Title order={2} size="h4" mb="xs">What was asked of the note</Title>
      <WideTable label="Findings" caption="What is open stands first" columns={[{ name: 'Outcome', miw: 130 }, 'Finding', 'Source']} withTableBorder verticalSpacing="xs" miw={720}>
        {findings.map(({ kind, outcome, text, missing, marks, source, codes }, index) => (
          <Table.Tr key={`${kind} ${index}`}>
            <Table.Td><Outcome outcome={outcome} /></Table.Td>
            <Table.Td>
              {datesInWords(text)}
              {missing.length > 0 && <Text size="sm">To document: {missing.map(spaced).join('; ')}</Text>}
              {(codes.length > 0 || marks.length > 0) && <Text size="sm" c="dimmed">{[...(codes.length === 0 ? [] : [`for ${codes.join(', ')}`]), ...marks.map(spaced)].join('; ')}</Text>}
            </Table.Td>
            <Table.Td><Text size="sm">{source.document}{source.effective !== undefined && `, from ${dateInWords(source.effective)}`}</Text><Text size="sm" c="dimmed">{source.section}</Text></Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
    </section>
  );
}
