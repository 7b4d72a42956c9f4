/** What a policy was tested with: title, what is asked on which day, and what must come out. Read when somebody opens it. */
import { Badge, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { Loading } from '../../parts/loading';
import { Result } from '../../parts/outcome';
import { ProblemNote } from '../../parts/problem-note';
import { WideTable } from '../../parts/wide-table';
import { dateInWords, datesInWords, spaced, stepInWords } from '../../parts/words';

type Case = Schemas['PolicyCases']['items'][number];

const SHOWN_AT_FIRST = 25;
const RESULTS: readonly string[] = ['eligible', 'not-eligible', 'cannot-tell', 'review', 'partial'];

export function PolicyCases({ policyId, version, content }: { readonly policyId: string; readonly version: string; readonly content: Schemas['PolicyTables']['content'] }) {
  const [isOpen, setOpen] = useState(false);
  const cases = useQuery({ queryKey: ['policy', policyId, version, content, 'cases'], enabled: isOpen, queryFn: () => ask(api.GET('/v1/policies/{policyId}/{version}/cases', { params: { path: { policyId, version }, query: { content } } })) });
  return (
    <section aria-labelledby="cases">
      <Title order={2} size="h4" id="cases" mb="xs">Test cases</Title>
      {!isOpen && <Group><Button variant="default" onClick={() => setOpen(true)}>Show the test cases</Button></Group>}
      {isOpen && cases.isPending && <Loading what="the test cases" />}
      {cases.error !== null && <ProblemNote problem={cases.error} onAgain={() => void cases.refetch()} />}
      {cases.data !== undefined && (cases.data.items.length === 0
        ? <Text>None is written for it. A practice&apos;s own stand in the folder of cases beside its policies.</Text>
        : <Cases items={cases.data.items} />)}
    </section>
  );
}

function Cases({ items }: { readonly items: readonly Case[] }) {
  const [limit, setLimit] = useState(SHOWN_AT_FIRST);
  return (
    <Stack gap="sm">
      <WideTable label="Test cases" caption={items.length === 1 ? 'One case' : `${items.length} cases; synthetic records, each answered at every change of the program`} columns={['Case', 'Step', 'Day', 'What must come out']} captionSide="top" verticalSpacing="xs">
        {items.slice(0, limit).map((one, index) => (
          <Table.Tr key={`${one.title} ${one.step} ${index}`}>
            <Table.Td>{datesInWords(capitalized(one.title))}{one.origin === 'practice' && <Text size="xs" c="dimmed">The practice&apos;s own, {one.file}</Text>}</Table.Td>
            <Table.Td>{stepInWords(one.step)}</Table.Td>
            <Table.Td className="tabular">{dateInWords(one.dateOfService)}</Table.Td>
            <Table.Td>{RESULTS.includes(one.result) ? <Result result={one.result} /> : <Badge color="gray.7" radius="sm" tt="none">{spaced(one.result)}</Badge>}{why(one).map((line) => <Text size="sm" key={line}>{line}</Text>)}</Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
      {items.length > limit && <Group><Button variant="default" onClick={() => setLimit(limit + 100)}>Show more ({items.length - limit} left)</Button></Group>}
    </Stack>
  );
}

function why({ unmet = [], unknown = [], review = [] }: Case): readonly string[] {
  const named = ([['Not met', unmet], ['Cannot tell', unknown], ['For people to decide', review]] as const).filter(([, kinds]) => kinds.length > 0);
  return named.map(([word, kinds]) => `${word}: ${kinds.map((kind) => spaced(kind).toLowerCase()).join(', ')}`);
}

function capitalized(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
