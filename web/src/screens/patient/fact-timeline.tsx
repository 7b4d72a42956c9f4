/** What is on record, newest first: each fact with what it proves for the next steps, and a link to look closer. */
import { Anchor, Badge, Group, Stack, Table, Text, Title } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useFacts, useTimeline } from '../../api/patient';
import type { Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { OpenDocument } from '../../parts/open-document';
import { ProblemNote } from '../../parts/problem-note';
import { WideTable } from '../../parts/wide-table';
import { dateInWords, datesInWords, spaced } from '../../parts/words';
import { AttestOne, AwaitingAttestation, importedInWords } from './attestation';

/** Of services: what the note still lacks. */
const SERVICES: readonly string[] = ['block', 'ablation', 'epidural', 'scs-trial', 'implant', 'revision', 'programming', 'drug-test'];
const WORDS: Readonly<Record<string, string>> = { met: 'met', unmet: 'not met', unknown: 'cannot tell', review: 'review' };

interface TimelineProps {
  readonly patientId: string;
  readonly checklists: readonly Schemas['Checklist'][];
  readonly asOf: string | undefined;
}

export function FactTimeline({ patientId, checklists, asOf }: TimelineProps) {
  const facts = useFacts(patientId);
  const timeline = useTimeline(patientId);
  const mayDocument = useMay('document-fact');
  const { hash } = useLocation();
  const isThere = facts.data !== undefined;
  // A link to one fact leads to it also when the record arrives after the page.
  useEffect(() => { if (isThere && hash.startsWith('fact-')) document.getElementById(hash)?.scrollIntoView({ block: 'center' }); }, [isThere, hash]);
  if (facts.error !== null) return <ProblemNote problem={facts.error} onAgain={() => void facts.refetch()} />;
  if (facts.data === undefined) return <Loading what="the record" />;
  const { version } = facts.data;
  const shown = facts.data.items.filter(({ fact }) => asOf === undefined || fact.occurredOn <= asOf).reverse();
  const recorded = new Map(timeline.data?.items.flatMap(({ type, factId, recordedAt, actor, actorName }) => (factId !== undefined && (type === 'FactDocumented' || type === 'FactCorrected') ? [[factId, `recorded ${dateInWords(recordedAt)} by ${actorName ?? actor}`] as const] : [])));
  return (
    <Stack gap="sm" component="section" aria-labelledby="record">
      <Title order={2} size="h3" id="record">Record</Title>
      <AwaitingAttestation patientId={patientId} items={shown} checklists={checklists} version={version} isReadOnly={asOf !== undefined} />
      {shown.length === 0 ? (
        <EmptyState title="Nothing is documented yet" action={mayDocument && <Anchor renderRoot={(props) => <Link to="/patients/$patientId/record" params={{ patientId }} {...props} />}>Document the first fact</Anchor>}>Begin with since when the pain exists, and a pain score at baseline.</EmptyState>
      ) : (
        <ol style={{ listStyle: 'none', padding: 0, margin: 0 }}>
          {shown.map((item) => <FactRow key={item.factId} patientId={patientId} item={item} checklists={checklists} recorded={recorded.get(item.factId) ?? ''} version={version} isReadOnly={asOf !== undefined} />)}
        </ol>
      )}
      <details>
        <summary>Everything that was recorded, in order{timeline.data === undefined ? '' : ` (${timeline.data.items.length})`}</summary>
        {timeline.error !== null ? <ProblemNote problem={timeline.error} /> : <Events items={timeline.data?.items ?? []} asOf={asOf} />}
      </details>
    </Stack>
  );
}

interface RowProps {
  readonly patientId: string;
  readonly item: Schemas['FactItem'];
  readonly checklists: readonly Schemas['Checklist'][];
  readonly recorded: string;
  readonly version: number;
  readonly isReadOnly: boolean;
}

function FactRow({ patientId, item, checklists, recorded, version, isReadOnly }: RowProps) {
  const { factId, fact, summary, description } = item;
  const mayCheck = useMay('check-documentation');
  const rest = description.slice(summary.length).replace(/^; /, '');
  const hasRelief = fact.type === 'block' && 'relief' in fact && fact.relief !== undefined;
  return (
    <li id={`fact-${factId}`} style={{ borderTop: '1px solid var(--mantine-color-default-border)', padding: '0.5rem 0' }}>
      <Group gap="xs" align="flex-start">
        <Text size="sm" className="tabular" w="6.5rem">{dateInWords(fact.occurredOn)}</Text>
        <Stack gap={4} style={{ flex: '1 1 14rem', minWidth: 0 }}>
          <Text><b>{datesInWords(summary)}</b>{rest !== '' && <Text span size="sm">; {datesInWords(rest)}</Text>}</Text>
          <Text size="sm" c="dimmed" component="div">
            {[fact.author, importedInWords(item), recorded].filter((part) => part !== undefined && part !== '').join('; ')}
            {fact.documentId !== undefined && <>; from a <OpenDocument patientId={patientId} documentId={fact.documentId} {...(fact.page !== undefined && { page: fact.page })}>document{fact.page !== undefined && `, page ${fact.page}`}</OpenDocument></>}
          </Text>
          <Chips factId={factId} checklists={checklists} />
          <Group gap="md">
            {!isReadOnly && <AttestOne patientId={patientId} item={item} version={version} />}
            {hasRelief && <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/facts/$factId/relief" params={{ patientId, factId }} {...props} />}>Relief chart</Anchor>}
            {fact.type === 'scs-trial' && <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/facts/$factId/trial" params={{ patientId, factId }} {...props} />}>Trial desk</Anchor>}
            {mayCheck && SERVICES.includes(fact.type) && <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/facts/$factId/documentation" params={{ patientId, factId }} {...props} />}>Documentation check</Anchor>}
          </Group>
        </Stack>
      </Group>
    </li>
  );
}

/** Which criteria of the next steps read this fact, and with what outcome. */
function Chips({ factId, checklists }: { readonly factId: string; readonly checklists: readonly Schemas['Checklist'][] }) {
  const chips = new Map<string, string>();
  for (const { items } of checklists) for (const { title, outcome, evidence } of items) if (evidence.some((one) => one.factId === factId)) chips.set(`${title}: ${WORDS[outcome] ?? spaced(outcome)}`, outcome);
  if (chips.size === 0) return null;
  return (
    <Group gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Read by">
      {[...chips].map(([words, outcome]) => <li key={words}><Badge variant={outcome === 'met' ? 'outline' : 'filled'} color={outcome === 'unmet' ? 'red.9' : outcome === 'met' ? 'gray' : 'gray.7'} {...(outcome === 'met' && { c: 'inherit' })} radius="sm" tt="none" className="whole">{words}</Badge></li>)}
    </Group>
  );
}

function Events({ items, asOf }: { readonly items: Schemas['Timeline']['items']; readonly asOf: string | undefined }) {
  return (
    <WideTable label="Everything that was recorded" caption="Everything that was recorded, oldest first" columns={['Version', 'Recorded', 'What', 'By']} mt="xs">
      {items.filter(({ recordedAt }) => asOf === undefined || recordedAt.slice(0, 10) <= asOf).map(({ version, recordedAt, text, actor, actorName }) => (
        <Table.Tr key={version}><Table.Td className="tabular">{version}</Table.Td><Table.Td>{dateInWords(recordedAt)}</Table.Td><Table.Td miw="14rem">{datesInWords(text)}</Table.Td><Table.Td>{actorName ?? actor}</Table.Td></Table.Tr>
      ))}
    </WideTable>
  );
}
