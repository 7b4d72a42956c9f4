/** One policy as it is read: which scores count, what every step asks with its figures and its source, and what is contested. */
import { Anchor, Badge, Button, Group, List, NativeSelect, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { api, ask, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { datesInWords } from '../../parts/words';
import { Age } from './age';
import { periodInWords, usePolicies } from './policies-screen';
import { PolicyCases } from './policy-cases';
import { PolicyDiff } from './policy-diff';
import { SourceLine } from './source-line';
import { StepTable } from './step-table';
import { CONTENTS, nameOf, ORIGINS, refOf, STATES } from './words';

type Content = Schemas['PolicyTables']['content'];

export function PolicyScreen() {
  const path = useParams({ from: '/policies/$policyId/$version' });
  const { content } = useSearch({ from: '/policies/$policyId/$version' });
  const mayCompare = useMay('compare-policies');
  const tables = useQuery({
    queryKey: ['policy', path.policyId, path.version, content],
    queryFn: () => ask(api.GET('/v1/policies/{policyId}/{version}', { params: { path, query: content === undefined ? {} : { content: content as Content } } })),
  });
  if (tables.isPending) return <Loading what="the policy" />;
  if (tables.error !== null) return <ProblemNote problem={tables.error} onAgain={() => void tables.refetch()} />;
  const { policy, appliesTo, confidenceText, reading, steps, notes, content: shown, digest } = tables.data;
  return (
    <Screen title={nameOf(policy)} about={<><cite className="document">{policy.document} {policy.revision}</cite>; {refOf(policy)}</>} maxWidth="70rem"
      actions={<>
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>Print</Button>
        {mayCompare && <Button renderRoot={(props) => <Link to="/what-if" search={{ to: refOf(policy) }} {...props} />}>What would it change?</Button>}
      </>}>
      <Paper withBorder p="sm">
        <Stack gap={4}>
          <Text>Applies to {appliesTo}; in force {periodInWords(policy)}.</Text>
          <Group gap="xs"><Badge tt="none" color="gray.7">{STATES[policy.state]}</Badge><Text size="sm">{ORIGINS[policy.origin]}; shown is {CONTENTS[shown] ?? shown}.</Text></Group>
          <Text size="sm">{confidenceText}</Text>
          <Age policy={policy} />
          <Text size="xs" c="dimmed">SHA-256 {digest}</Text>
        </Stack>
      </Paper>
      <Compare policyRef={refOf(policy)} content={shown} pathway={policy.pathway} />
      {steps.map((step) => <StepTable key={step.step} step={step} />)}
      <PolicyCases policyId={policy.id} version={policy.version} content={shown} />
      {reading.length > 0 && (
        <section aria-labelledby="reading"><Title order={2} size="h4" id="reading" mb="xs">How scores are read</Title><List size="sm">{reading.map((sentence) => <List.Item key={sentence}>{datesInWords(sentence)}</List.Item>)}</List></section>
      )}
      {notes.length > 0 && (
        <section aria-labelledby="notes"><Title order={2} size="h4" id="notes" mb="xs">Notes that decide nothing</Title><List size="sm">{notes.map(({ text, source }) => <List.Item key={text}>{datesInWords(text)} <SourceLine source={source} /></List.Item>)}</List></section>
      )}
      <Anchor className="not-printed" renderRoot={(props) => <Link to="/policies" {...props} />}>All policies</Anchor>
    </Screen>
  );
}

/** Another policy of the same kind of care, chosen in the address. */
function Compare({ policyRef, content, pathway }: { readonly policyRef: string; readonly content: string; readonly pathway: string | undefined }) {
  const params = useParams({ from: '/policies/$policyId/$version' });
  const search = useSearch({ from: '/policies/$policyId/$version' });
  const navigate = useNavigate();
  const list = usePolicies();
  const others = (list.data?.data.items ?? []).filter((policy) => policy.pathway === pathway && (refOf(policy) !== policyRef || search['withContent'] !== undefined));
  const compared = search['with'] ?? '';
  return (
    <Stack gap="sm" component="section" aria-label="Comparison" className={compared === '' ? 'not-printed' : undefined}>
      <NativeSelect label="Compare with" description="What changes from that policy to this one" maw="40rem" value={compared}
        onChange={(event) => { const { with: _, withContent: __, ...rest } = search; void navigate({ to: '/policies/$policyId/$version', params, search: event.currentTarget.value === '' ? rest : { ...rest, with: event.currentTarget.value }, replace: true }); }}
        data={[{ value: '', label: 'No other' }, ...others.map((policy) => ({ value: refOf(policy), label: `${nameOf(policy)} (${refOf(policy)})` }))]} />
      {compared !== '' && <PolicyDiff a={compared} aContent={search['withContent']} b={policyRef} bContent={content} />}
    </Stack>
  );
}
