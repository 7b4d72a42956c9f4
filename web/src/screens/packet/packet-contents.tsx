/** What the packet says, in its order: the gaps first, then criterion by criterion with the page of its evidence, then documents, and what changed since the payer's answer. */
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { labelOf } from '../../parts/form/schema';
import { Outcome } from '../../parts/outcome';
import { dateInWords, datesInWords, spaced, targetsInWords } from '../../parts/words';
import { PacketChanges } from './packet-changes';
import type { Packet, PacketPages } from './use-packet';

interface Props {
  readonly patientId: string;
  readonly packet: Packet;
  readonly pages: PacketPages | undefined;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

const SECTIONS: Readonly<Record<string, string>> = { cover: 'Cover', crosswalk: 'Crosswalk', changes: 'What changed', narrative: 'Narrative', evidence: 'Evidence', gaps: 'Gaps' };

export function PacketContents({ patientId, packet: { packet: model }, pages, page, onPage }: Props) {
  const pageOfFact = (factId: string) => pages?.evidence.find((one) => one.factId === factId);
  const missing = model.parties.missing;
  return (
    <Stack gap="lg">
      <nav aria-label="Sections of the packet">
        <Group gap="xs">
          {(pages?.sections ?? []).map(({ name, page: at }) => <Button key={name} size="xs" variant={at === page ? 'light' : 'default'} onClick={() => onPage(at)}>{SECTIONS[name] ?? spaced(name)}, page {at}</Button>)}
        </Group>
      </nav>
      <Part title={`Gaps (${model.gaps.length + missing.length})`}>
        {model.gaps.length + missing.length === 0 ? <Text>No gap: every finding is met, and the directory has what the payer asks for.</Text> : (
          <Stack component="ul" gap="sm" m={0} pl="lg">
            {model.gaps.map((gap) => (
              <li key={`${gap.criterion} ${targetsInWords(gap.targets)}`}>
                <Group gap="xs"><Text fw={600}>{gap.title}{gap.targets.length === 0 ? '' : `, ${targetsInWords(gap.targets)}`}</Text><Outcome outcome={gap.outcome} />{gap.overridden && <Text size="sm" fw={600}>Requested with an override</Text>}</Group>
                <Text size="sm">{gap.shown === '' ? 'Nothing on record.' : datesInWords(gap.shown)} {gap.toDocument}</Text>
                <Group gap="xs"><Text size="sm" c="dimmed">Who could: {gap.who}</Text><Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/record" params={{ patientId }} {...props} />}>Document it</Anchor></Group>
              </li>
            ))}
            {missing.map(({ record, fields }) => (
              <li key={record}>
                <Text fw={600}>{spaced(record)}: {fields.length === 0 ? 'none is named' : fields.map(labelOf).join(' or ')}</Text>
                <Anchor size="sm" renderRoot={(props) => <Link to="/directory" {...props} />}>Authorization staff or an administrator, in the directory</Anchor>
              </li>
            ))}
          </Stack>
        )}
      </Part>
      {model.changes !== undefined && <Part title="What changed since the payer's answer"><PacketChanges changes={model.changes} resubmissionOf={model.request.resubmissionOf} /></Part>}
      <Part title={`Criteria (${model.crosswalk.length}), and the page of each`}>
        <ol className="criteria">
          {model.crosswalk.map((row, index) => <Criterion key={`${row.criterion} ${index}`} row={row} at={pages?.crosswalk[index]?.page ?? undefined} pageOfFact={pageOfFact} onPage={onPage} />)}
        </ol>
      </Part>
      <Part title={`Documents (${model.documents.length})`}>
        {model.documents.length === 0 ? <Text>None is appended: none is attached, or this packet rests on none.</Text> : (
          <Stack component="ol" gap={4} m={0} pl="lg">
            {model.documents.map(({ id, title, pages: count }) => {
              const at = pages?.documents.find(({ documentId }) => documentId === id)?.page;
              return <li key={id}><Text span size="sm">{title}, {count} {count === 1 ? 'page' : 'pages'} </Text>{at !== undefined && at !== null && <PageLink page={at} onPage={onPage} label={`page ${at}`} />}</li>;
            })}
          </Stack>
        )}
      </Part>
    </Stack>
  );
}

interface CriterionProps {
  readonly row: Packet['packet']['crosswalk'][number];
  readonly at: number | undefined;
  readonly pageOfFact: (factId: string) => PacketPages['evidence'][number] | undefined;
  readonly onPage: (page: number) => void;
}

function Criterion({ row, at, pageOfFact, onPage }: CriterionProps) {
  return (
    <li>
      <Group gap="xs" wrap="nowrap" align="flex-start" justify="space-between">
        <div>
          <Text fw={600}>{row.title}{row.targets.length === 0 ? '' : `, ${targetsInWords(row.targets)}`}</Text>
          <Text size="sm" c="dimmed">{datesInWords(row.required)}</Text>
        </div>
        <Outcome outcome={row.outcome} />
      </Group>
      {row.marks.map(({ mark, text }) => <Text key={mark} size="sm" fs="italic">{datesInWords(text)}</Text>)}
      <Group gap={4}>
        <Text size="sm">{row.evidence.length === 0 && !row.readsRequest ? 'None on record.' : row.readsRequest ? 'The request.' : ''}</Text>
        {at !== undefined && <PageLink page={at} onPage={onPage} label={`Crosswalk, page ${at}`} />}
      </Group>
      {row.evidence.map(({ factId, occurredOn, summary }) => {
        const found = pageOfFact(factId);
        return (
          <Group key={factId} gap={4}>
            <Text size="sm">{datesInWords(summary)}, {dateInWords(occurredOn)}:</Text>
            {typeof found?.page === 'number' && <PageLink page={found.page} onPage={onPage} label={`page ${found.page}`} />}
            {typeof found?.documentPage === 'number' && <PageLink page={found.documentPage} onPage={onPage} label={`document, page ${found.documentPage}`} />}
          </Group>
        );
      })}
    </li>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return <section><Text component="h2" size="lg" fw={700} mb="xs" mt={0}>{title}</Text>{children}</section>;
}

function PageLink({ page, onPage, label }: { readonly page: number; readonly onPage: (page: number) => void; readonly label: string }) {
  return <Button size="compact-sm" variant="subtle" px={6} onClick={() => onPage(page)}>{label}</Button>;
}
