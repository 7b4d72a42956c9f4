/** Whose it is from now on, of one need or of many. */
import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Change } from './need-work';
import { useOwners } from './owners';

interface DialogProps {
  readonly about: string;
  readonly isWorking: boolean;
  readonly onChange: (change: Change, done: string) => void;
  readonly onClose: () => void;
}

export function AssignDialog({ about, isWorking, onChange, onClose }: DialogProps) {
  const owners = useOwners();
  const me = owners.find(({ isMe }) => isMe);
  const [chosen, setChosen] = useState('');
  const assign = (id: string): void => onChange({ what: 'owner', to: id }, `${about}: given to ${owners.find((owner) => owner.id === id)?.name ?? id}.`);
  return (
    <Modal opened onClose={onClose} title="Assign" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={(event) => { event.preventDefault(); if (chosen !== '') assign(chosen); }}>
        <Stack>
          <Text size="sm">{about}</Text>
          {me !== undefined && <Group><Button onClick={() => assign(me.id)} loading={isWorking} data-autofocus>Take it myself</Button><Button variant="default" loading={isWorking} onClick={() => onChange({ what: 'owner', to: null }, `${about}: nobody's.`)}>Give it to nobody</Button></Group>}
          <NativeSelect label="Or give it to" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)} data={[{ value: '', label: 'Choose ...' }, ...owners.filter(({ isMe }) => !isMe).map(({ id, name, role }) => ({ value: id, label: `${name} (${role})` }))]} />
          <Group><Button type="submit" variant="default" disabled={chosen === ''} loading={isWorking}>Assign</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
