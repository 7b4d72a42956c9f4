/** Single keys for who works through the list by hand: off while somebody types, off while a dialog is open, and off altogether where the person says so. */
import { Kbd, Modal, Stack, Switch, Table, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useRef } from 'react';

export type Shortcut = 'j' | 'k' | 'a' | 's' | 'c' | 'x' | '?';

export const SHORTCUTS: readonly (readonly [keys: string, does: string])[] = [
  ['j', 'Next row'], ['k', 'Row before'], ['Enter', 'Open what is to be done next'], ['a', 'Assign'], ['s', 'Snooze'], ['c', 'Comments and history'], ['x', 'Select'], ['?', 'This help'],
];

export function useShortcutsOn() {
  return useLocalStorage({ key: 'pathgate-queue-keys', defaultValue: true, getInitialValueInEffect: false });
}

export function useShortcuts(isOn: boolean, act: (shortcut: Shortcut) => void): void {
  const latest = useRef(act);
  useEffect(() => { latest.current = act; });
  useEffect(() => {
    if (!isOn) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target) || document.querySelector('[role=dialog]') !== null) return;
      if (!['j', 'k', 'a', 's', 'c', 'x', '?'].includes(event.key)) return;
      event.preventDefault();
      latest.current(event.key as Shortcut);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'));
}

export function ShortcutsHelp({ isOn, onSwitch, onClose }: { readonly isOn: boolean; readonly onSwitch: (isOn: boolean) => void; readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys of the work queue" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Switch label="Single keys" description="Switch them off where dictation or another program presses keys for you. Arrows and Enter work always." checked={isOn} onChange={(event) => onSwitch(event.currentTarget.checked)} data-autofocus />
        <Table>
          <Table.Thead><Table.Tr><Table.Th>Key</Table.Th><Table.Th>What it does</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>{SHORTCUTS.map(([keys, does]) => <Table.Tr key={keys}><Table.Td><Kbd>{keys}</Kbd></Table.Td><Table.Td>{does}</Table.Td></Table.Tr>)}</Table.Tbody>
        </Table>
        <Text size="sm" c="dimmed">In the list: up and down arrows, Page Up and Page Down, Home and End move; Tab goes through the links of the row.</Text>
      </Stack>
    </Modal>
  );
}
