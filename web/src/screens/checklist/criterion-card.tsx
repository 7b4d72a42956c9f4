/** One criterion: the outcome as icon and word, what is asked beside what the record shows, the evidence, the source, and one thing to do. */
import { Anchor, Badge, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client';
import { OpenDocument } from '../../parts/open-document';
import { Outcome } from '../../parts/outcome';
import { dateInWords, datesInWords, spaced, targetsInWords } from '../../parts/words';
import { CriterionAction } from './criterion-action';
import classes from './criterion-card.module.css';

interface CardProps {
  readonly patientId: string;
  readonly episodeId: string;
  readonly item: Schemas['ChecklistItem'];
  readonly isReadOnly: boolean;
  readonly targetCount: number;
}

/** A criterion that is not asked has its own word, and no colour of being met. */
const shownOutcome = (outcome: string): string => (outcome === 'not-asked' ? 'not-applicable' : outcome);

export function CriterionCard({ patientId, episodeId, item, isReadOnly, targetCount }: CardProps) {
  const { title, outcome, text, targets, required, marks, readings, evidence, source, toDocument, who, earliestOn } = item;
  const isOpen = outcome !== 'met' && outcome !== 'not-asked';
  return (
    <Card withBorder padding="md" component="article" aria-label={`${title}: ${COUNTED[outcome] ?? outcome}`} className={classes.card}>
      <Stack gap="xs">
        <Group gap="sm" align="flex-start">
          <Outcome outcome={shownOutcome(outcome)} />
          <Title order={2} size="h5" style={{ flex: '1 1 12rem' }}>{title}{targets.length > 0 && targets.length < targetCount && <Text span fw={400}> ({targetsInWords(targets)})</Text>}</Title>
          {marks.map(({ mark }) => <Badge key={mark} variant="outline" color="gray" c="inherit" radius="sm" tt="none" leftSection={<IconAlertTriangle size={12} aria-hidden />}>{MARKS[mark] ?? spaced(mark)}</Badge>)}
        </Group>
        {outcome === 'not-asked' ? <Text size="sm">{datesInWords(text)}</Text> : (
          <dl className={classes.pair}>
            <div><dt>Required</dt><dd>{datesInWords(required)}</dd></div>
            <div><dt>Found</dt><dd>{datesInWords(foundInWords(item))}{earliestOn !== undefined && ` Possible from ${dateInWords(earliestOn)}.`}</dd></div>
          </dl>
        )}
        {isOpen && <Text size="sm"><b>To do:</b> {earliestOn === undefined ? toDocument : 'Wait, or correct what is recorded wrongly.'}{who !== undefined && <Text span c="dimmed"> {who}.</Text>}</Text>}
        {readings.length > 0 && (
          <div>
            <Text size="sm" fw={600}>Contested: the sources read this in {readings.length === 2 ? 'two ways' : `${readings.length} ways`}</Text>
            <List size="sm">{readings.map(({ reading, source: own }) => <List.Item key={reading}>{datesInWords(reading)} (<Cited source={own} />)</List.Item>)}</List>
          </div>
        )}
        {marks.filter(({ mark }) => mark !== 'contested').map((mark) => <Text key={mark.mark} size="sm" c="dimmed">{datesInWords(mark.text)}</Text>)}
        {evidence.length > 0 && <Evidence patientId={patientId} evidence={evidence} />}
        <Group justify="space-between" gap="sm" align="flex-end">
          <Text size="xs" c="dimmed">Source: <Cited source={source} /></Text>
          {isOpen && !isReadOnly && <CriterionAction patientId={patientId} episodeId={episodeId} item={item} />}
        </Group>
      </Stack>
    </Card>
  );
}

/** Where the record says no more than the evidence itself: never that nothing is there. */
function foundInWords({ shown, outcome, evidence }: Schemas['ChecklistItem']): string {
  if (shown !== '') return `${shown}.`;
  if (outcome === 'met') return evidence.length > 0 ? 'As the evidence states.' : 'By what is planned.';
  return evidence.length > 0 ? 'The evidence does not say.' : 'Nothing is documented.';
}

const COUNTED: Readonly<Record<string, string>> = { met: 'met', unmet: 'not met', unknown: 'cannot tell', review: 'review', 'not-asked': 'not asked' };
const MARKS: Readonly<Record<string, string>> = { contested: 'Contested', unconfirmed: 'Unconfirmed', 'no-figure-in-source': 'No figure in the source', discordant: 'Stated and calculated differ', 'not-attested': 'Not attested' };

function Evidence({ patientId, evidence }: { readonly patientId: string; readonly evidence: readonly Schemas['ChecklistEvidence'][] }) {
  return (
    <div>
      <Text size="sm" fw={600}>Evidence</Text>
      <List size="sm">
        {evidence.map(({ factId, type, occurredOn, summary, author, document, recordedAt, recordedBy, recordedByName }) => (
          <List.Item key={factId}>
            {type === 'block'
              ? <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/facts/$factId/relief" params={{ patientId, factId }} {...props} />}>{datesInWords(summary)}</Anchor>
              : <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} hash={`fact-${factId}`} {...props} />}>{datesInWords(summary)}</Anchor>}
            , {dateInWords(occurredOn)}{author !== undefined && `, ${author}`}
            {document !== undefined && <>, <OpenDocument patientId={patientId} documentId={document.documentId} {...(document.page !== undefined && { page: document.page })}>{document.page === undefined ? 'document' : `document, page ${document.page}`}</OpenDocument></>}
            {recordedAt !== undefined && <Text span c="dimmed" size="sm">; recorded {dateInWords(recordedAt)}{recordedBy !== undefined && ` by ${recordedByName ?? recordedBy}`}</Text>}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Cited({ source: { title, document, version, effective, url, section } }: { readonly source: Schemas['Source'] }) {
  const words = [document.startsWith('docs/') ? title : document, version].filter((part) => part !== undefined).join(' ');
  const isWeb = url !== undefined && url.startsWith('https://');
  return <>{isWeb ? <Anchor size="xs" href={url} target="_blank" rel="noreferrer">{words}</Anchor> : words}{effective !== undefined && `, in force from ${dateInWords(effective)}`}{section !== undefined && `; ${section}`}</>;
}
