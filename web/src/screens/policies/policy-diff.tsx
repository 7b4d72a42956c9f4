/** What changes from one policy to another, in plain words, step by step. */
import { List, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { datesInWords, stepInWords } from '../../parts/words';
import { CONTENTS, refOf } from './words';

type Content = Schemas['PolicyTables']['content'];
interface PolicyDiffProps {
  readonly a: string;
  readonly aContent: string | undefined;
  readonly b: string;
  readonly bContent: string;
}

export function PolicyDiff({ a, aContent, b, bContent }: PolicyDiffProps) {
  const diff = useQuery({
    queryKey: ['policy', 'diff', a, aContent, b, bContent],
    queryFn: () => ask(api.GET('/v1/policies/diff', { params: { query: { a, b, ...(aContent !== undefined && { aContent: aContent as Content }), bContent: bContent as Content } } })),
  });
  if (diff.isPending) return <Loading what="what changes" />;
  if (diff.error !== null) return <ProblemNote problem={diff.error} onAgain={() => void diff.refetch()} />;
  const { differences, a: before, b: after } = diff.data;
  const steps = [...new Set(differences.flatMap((each) => (each.steps.length === 0 ? [''] : [each.steps.join(' ')])))];
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Title order={2} size="h4">From {refOf(before)} ({CONTENTS[before.content] ?? before.content}) to {refOf(after)} ({CONTENTS[after.content] ?? after.content})</Title>
        {differences.length === 0 && <Text>Nothing: they ask for the same.</Text>}
        {steps.map((key) => (
          <section key={key}>
            <Text fw={600}>{key === '' ? 'How scores are read' : key.split(' ').map(stepInWords).join(', ')}</Text>
            <List size="sm">{differences.filter((each) => each.steps.join(' ') === key).map(({ text }) => <List.Item key={text}>{datesInWords(text)}</List.Item>)}</List>
          </section>
        ))}
      </Stack>
    </Paper>
  );
}
