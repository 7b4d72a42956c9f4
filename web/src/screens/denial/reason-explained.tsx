/** One thing that the payer says is wrong: its criterion, what the record shows with the page that was sent, and what is not in the record. */
import { Anchor, Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client';
import { Outcome } from '../../parts/outcome';
import { dateInWords, datesInWords, spaced, targetsInWords } from '../../parts/words';

const ANSWERS: Readonly<Record<string, string>> = {
  'record-answers': 'The record answers it', 'record-lacks': 'The record lacks it', 'people-decide': 'People decide', 'not-asked': 'The policy does not ask this at this step', administrative: 'Form, place or payer',
};

interface Props {
  readonly reason: Schemas['DenialReasonExplained'];
  readonly patientId: string;
  readonly packetId: string;
}

export function ReasonExplained({ reason: { bucket, title, said, answer, findings, fix, who }, patientId, packetId }: Props) {
  return (
    <div className="denial-criterion">
      <Group gap="xs"><Text fw={700}>{title}</Text><Badge variant="default" radius="sm" tt="none">{spaced(bucket)}</Badge><Badge variant="filled" color={answer === 'record-answers' ? 'green.9' : answer === 'record-lacks' ? 'red.9' : 'gray.7'} radius="sm" tt="none">{ANSWERS[answer] ?? spaced(answer)}</Badge></Group>
      <Text size="sm" fs="italic">{said.join(' ')}</Text>
      {findings.map((finding) => (
        <dl key={`${finding.criterion} ${targetsInWords(finding.targets)}`}>
          <dt>Our finding</dt><dd><Outcome outcome={finding.outcome} /> {targetsInWords(finding.targets)}</dd>
          <dt>Asked</dt><dd>{datesInWords(finding.required)}</dd>
          <dt>The record shows</dt><dd>{finding.shown === '' ? 'nothing' : datesInWords(finding.shown)}</dd>
          <dt>Evidence</dt>
          <dd>
            {finding.evidence.length === 0 ? 'None on record.' : finding.evidence.map(({ factId, summary, occurredOn, page, wasSent }) => (
              <div key={factId}>
                {datesInWords(summary)}, {dateInWords(occurredOn)}: {!wasSent || page === null ? 'not in the packet that was denied' : (
                  <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/packets/$packetId" params={{ patientId, packetId }} search={{ page: /\d+/.exec(page)?.[0] ?? '1' }} {...props} />}>{page} of the packet</Anchor>
                )}
              </div>
            ))}
          </dd>
          <dt>Not in the record</dt><dd>{finding.notInRecord === null ? 'Nothing is missing.' : `${datesInWords(finding.notInRecord)}${finding.who === null ? '' : ` Who could: ${finding.who}.`}`}</dd>
        </dl>
      ))}
      <Text size="sm" mt={6}><strong>What to do:</strong> {datesInWords(fix)} <Text span size="sm" c="dimmed">({who})</Text></Text>
    </div>
  );
}
