/** How far a need is, in three stages: the record, the packet, the payer. Icon and word each; what waits for us stands out, what is done is quiet. */
import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconClock, IconClockExclamation, IconEdit, IconEye, IconFileCheck, IconQuestionMark, IconSend, IconX } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { QueueItem } from './queue-filter';

type Icon = ComponentType<{ readonly size: number; readonly 'aria-hidden': true }>;
type Told = readonly [word: string, color: string, icon: Icon];

const NOTHING: Told = ['None yet', 'gray', IconCircleDashed];
const CRITERIA: Readonly<Record<QueueItem['criteria'], Told>> = {
  met: ['Met', 'green', IconCheck], 'one-missing': ['One missing', 'orange', IconAlertTriangle], missing: ['Missing', 'red', IconX], 'cannot-tell': ['Cannot tell', 'gray', IconQuestionMark], review: ['Review', 'grape', IconEye],
};
const PACKET: Readonly<Record<QueueItem['packet'], Told>> = {
  none: NOTHING, draft: ['Draft', 'blue', IconEdit], issued: ['Issued', 'blue', IconFileCheck], reviewed: ['Reviewed', 'blue', IconFileCheck], signed: ['Signed', 'blue', IconFileCheck], stale: ['Stale', 'orange', IconAlertTriangle], sent: ['Sent', 'green', IconSend],
};
const DECISION: Readonly<Record<QueueItem['decision'], Told>> = {
  none: NOTHING, awaited: ['Awaited', 'blue', IconClock], approved: ['Approved', 'green', IconCheck], 'in-part': ['In part', 'orange', IconAlertTriangle], modified: ['Modified', 'orange', IconEdit], denied: ['Denied', 'red', IconX],
  pended: ['Pended', 'orange', IconClock], rejected: ['Rejected', 'red', IconX], 'not-required': ['Not required', 'gray', IconCheck], expired: ['Expired', 'red', IconClockExclamation], 'past-clock': ['Past its clock', 'red', IconClockExclamation],
};

export function StageBadges({ criteria, packet, decision }: Pick<QueueItem, 'criteria' | 'packet' | 'decision'>) {
  return (
    <ul className="queue-stages">
      <Stage name="Criteria" told={CRITERIA[criteria]} />
      <Stage name="Packet" told={PACKET[packet]} />
      <Stage name="Decision" told={DECISION[decision]} />
    </ul>
  );
}

function Stage({ name, told: [word, color, Icon] }: { readonly name: string; readonly told: Told }) {
  return (
    <li>
      <span className="queue-stage-name">{name}</span>
      <Badge color={color} variant="light" leftSection={<Icon size={13} aria-hidden />} tt="none" radius="sm" className="queue-stage" data-tone={color}>{word}</Badge>
    </li>
  );
}
