/** Every policy there is: what decides, since when, how old its reading is; the practice's own ones first, with what can be done about them. */
import { Anchor, Button, Group, NativeSelect, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api, askWhole } from '../../api/client';
import { useMay } from '../../api/session';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { WideTable } from '../../parts/wide-table';
import { dateInWords, pathwayInWords } from '../../parts/words';
import { Age } from './age';
import { OwnPolicy } from './own-policy';
import { coversInWords, isOwn, nameOf, refOf, STATES, type Policy } from './words';

export const usePolicies = () => useQuery({ queryKey: ['policies'], queryFn: () => askWhole(api.GET('/v1/policies')) });

export function PoliciesScreen() {
  const search = useSearch({ from: '/policies' });
  const navigate = useNavigate();
  const mayCompare = useMay('compare-policies');
  const list = usePolicies();
  if (list.isPending) return <Loading what="the policies" />;
  if (list.error !== null) return <ProblemNote problem={list.error} onAgain={() => void list.refetch()} />;
  const { data: { items, asOf }, etag } = list.data;
  const { pathway = '', text = '', show = 'all' } = search;
  const put = (change: Readonly<Record<string, string>>): void => void navigate({ to: '/policies', search: { ...search, ...change }, replace: true });
  const shipped = items.filter((policy) => !isOwn(policy) && isAsked(policy, { pathway, text, show }, asOf));
  return (
    <Screen title="Policies" about="What payers ask for, by their own documents. A published file never changes: a payer's change is a new file from its own date."
      actions={mayCompare && <Button renderRoot={(props) => <Link to="/what-if" {...props} />}>What would a change do?</Button>}>
      <Own items={items.filter(isOwn)} etag={etag} />
      <Title order={2} size="h4">Shipped with Pathgate</Title>
      <Group align="flex-end">
        <TextInput type="search" label="Find" description="Payer, title or document" value={text} onChange={(event) => put({ text: event.currentTarget.value })} />
        <NativeSelect label="Kind of care" value={pathway} onChange={(event) => put({ pathway: event.currentTarget.value })} data={[{ value: '', label: 'All' }, ...['rfa', 'scs', 'epidural'].map((value) => ({ value, label: pathwayInWords(value) }))]} />
        <NativeSelect label="Show" value={show} onChange={(event) => put({ show: event.currentTarget.value })} data={[{ value: 'all', label: 'All versions' }, { value: 'today', label: 'In force today' }, { value: 'due', label: 'Review due' }]} />
      </Group>
      <Text role="status" size="sm">{shipped.length === 1 ? '1 policy' : `${shipped.length} policies`}{shipped.length === 0 ? '. Choose another kind of care, or empty the search.' : ''}</Text>
      {shipped.length > 0 && <PolicyTable items={shipped} />}
    </Screen>
  );
}

function Own({ items, etag }: { readonly items: readonly Policy[]; readonly etag: string | undefined }) {
  const mayPropose = useMay('propose-policy');
  return (
    <Stack gap="sm" component="section" aria-labelledby="own-policies">
      <Title order={2} size="h4" id="own-policies">The practice's own</Title>
      {items.length === 0 && <Text c="dimmed">None yet. {mayPropose ? 'Whoever runs the service puts a policy file of your own beside its data; you propose it here, and another person activates it.' : 'An administrator, a clinician or authorization staff propose them.'}</Text>}
      {items.map((policy) => <OwnPolicy key={refOf(policy)} policy={policy} etag={etag} />)}
    </Stack>
  );
}

function isAsked(policy: Policy, { pathway, text, show }: { readonly pathway: string; readonly text: string; readonly show: string }, asOf: string): boolean {
  if (pathway !== '' && policy.pathway !== pathway) return false;
  if (show === 'due' && policy.reviewDue !== true) return false;
  if (show === 'today' && !((policy.effectiveFrom ?? '') <= asOf && (policy.effectiveTo === null || policy.effectiveTo === undefined || policy.effectiveTo >= asOf))) return false;
  const words = [policy.id, policy.title, policy.document, coversInWords(policy.covers)].join(' ').toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => words.includes(word));
}

function PolicyTable({ items }: { readonly items: readonly Policy[] }) {
  return (
    <WideTable label="Policies shipped with Pathgate" caption="Policies by payer and kind of care" columns={['Policy', 'Applies to', 'Kind of care', 'In force', 'Reading', 'State']} striped highlightOnHover captionSide="top" miw={760}>
      {items.map((policy) => (
        <Table.Tr key={refOf(policy)}>
          <Table.Td miw={220}><Anchor renderRoot={(props) => <Link to="/policies/$policyId/$version" params={{ policyId: policy.id, version: policy.version }} {...props} />}>{nameOf(policy)}</Anchor><Text size="xs" c="dimmed"><cite className="document">{policy.document}</cite> {refOf(policy)}</Text></Table.Td>
          <Table.Td>{coversInWords(policy.covers)}</Table.Td>
          <Table.Td>{pathwayInWords(policy.pathway ?? '')}</Table.Td>
          <Table.Td miw={120}>{periodInWords(policy)}</Table.Td>
          <Table.Td miw={180}><Age policy={policy} /></Table.Td>
          <Table.Td>{STATES[policy.state]}</Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}

export function periodInWords({ effectiveFrom, effectiveTo }: Pick<Policy, 'effectiveFrom' | 'effectiveTo'>): string {
  return effectiveTo === null || effectiveTo === undefined ? `from ${dateInWords(effectiveFrom)}` : `${dateInWords(effectiveFrom)} to ${dateInWords(effectiveTo)}`;
}
