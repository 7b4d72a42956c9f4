/** One need: by when and what to do first, then whose, then how far. Only the row that one is at has its links in the order of Tab. */
import { ActionIcon, Anchor, Checkbox, Text } from '@mantine/core';
import { IconMessage } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useMay } from '../../api/session';
import { nameInWords, regionInWords, stepInWords, targetsInWords } from '../../parts/words';
import { DueCell } from './due';
import { NextAction } from './next-action';
import type { QueueItem } from './queue-filter';
import { StageBadges } from './stage-badges';

export interface RowAbilities {
  readonly maySelect: boolean;
  readonly mayOpenPatient: boolean;
}

interface QueueRowProps extends RowAbilities {
  readonly row: QueueItem;
  readonly id: string;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (id: string, isOn: boolean) => void;
  readonly onDetails: (row: QueueItem) => void;
}

export const QueueRow = memo(function QueueRow({ row, id, isActive, isSelected, maySelect, mayOpenPatient, onSelect, onDetails }: QueueRowProps) {
  const tabIndex = isActive ? 0 : -1;
  const name = nameInWords(row.name);
  const about = `${name}, ${stepInWords(row.step)}`;
  return (
    <>
      {maySelect && <div role="gridcell" className="queue-select"><Checkbox aria-label={`Select ${about}`} checked={isSelected} tabIndex={tabIndex} onChange={(event) => onSelect(id, event.currentTarget.checked)} /></div>}
      <div role="gridcell" className="queue-when"><DueCell {...row} /></div>
      <div role="gridcell" className="queue-next"><NextAction row={row} tabIndex={tabIndex} /><Blocked row={row} /></div>
      <div role="gridcell" className="queue-who">
        {mayOpenPatient ? <Anchor size="sm" c="inherit" fw={500} renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId: row.patientId }} preload={false} {...props} tabIndex={tabIndex} />}>{name}</Anchor> : <Text size="sm" fw={500} component="span">{name}</Text>}
        <Text size="xs" c="dimmed">{stepInWords(row.step)} · {row.targets.length > 0 ? targetsInWords(row.targets) : regionInWords(row.region)}</Text>
      </div>
      <div role="gridcell" className="queue-payer"><Payer row={row} tabIndex={tabIndex} /></div>
      <div role="gridcell" className="queue-how-far"><StageBadges criteria={row.criteria} packet={row.packet} decision={row.decision} /></div>
      <div role="gridcell" className="queue-owner">
        <Text size="sm" {...(row.owner === null && { c: 'dimmed' })}>{row.owner === null ? 'Nobody' : row.owner.name ?? 'Somebody'}</Text>
        {mayOpenPatient && (
          <ActionIcon variant="subtle" color="gray" size="md" aria-label={`Comments and history of ${about}${(row.comments ?? 0) > 0 ? `: ${row.comments}` : ''}`} tabIndex={tabIndex} onClick={() => onDetails(row)} className="queue-comments">
            <IconMessage size={16} aria-hidden />{(row.comments ?? 0) > 0 && <span aria-hidden>{row.comments}</span>}
          </ActionIcon>
        )}
      </div>
    </>
  );
});

function Blocked({ row: { blockedBy = [] } }: { readonly row: QueueItem }) {
  const [first, ...others] = blockedBy;
  if (first === undefined) return null;
  return <Text size="xs" c="dimmed" title={blockedBy.map(({ text }) => text).join('; ')}>{first.text}{others.length > 0 && ` and ${others.length} more`}</Text>;
}

const LACKS: Readonly<Record<NonNullable<QueueItem['directoryLacks']>, string>> = { payer: 'Payer not in the directory', plan: 'Plan not in the directory', delegate: 'Delegate not in the directory' };
const APPROVED: readonly string[] = ['approved', 'in-part'];

/** What is not there is said, so that nobody takes an empty place for an answer. */
function Payer({ row: { payer, delegate, directoryLacks, unitsLeft, decision }, tabIndex }: { readonly row: QueueItem; readonly tabIndex: number }) {
  const mayReadDirectory = useMay('read-directory');
  const lacks = directoryLacks === null ? '' : LACKS[directoryLacks];
  const units = unitsLeft !== null ? `${unitsLeft} unit${unitsLeft === 1 ? '' : 's'} left` : APPROVED.includes(decision) ? 'units not named' : 'no units yet';
  return (
    <>
      <Text size="sm">{payer === null ? 'No payer' : payer.name ?? payer.id}</Text>
      <Text size="xs" c="dimmed" component="div">
        {lacks === '' ? payer !== null && (delegate === null ? 'no delegate' : `→ ${delegate.name ?? delegate.id}`)
          : mayReadDirectory ? <Anchor size="xs" c="inherit" renderRoot={(props) => <Link to="/directory" search={{ tab: 'payers' }} preload={false} {...props} tabIndex={tabIndex} />}>{lacks}</Anchor> : lacks}
        {payer !== null && ' · '}{units}
      </Text>
    </>
  );
}
