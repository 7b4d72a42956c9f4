/** A form over the screen that ends with one write: what stands against it is said above the buttons, and nothing typed is lost. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { WriteNote, type RecordWrite } from './record-write';

interface Props {
  readonly title: string;
  /** What the button does, in words. */
  readonly action: string;
  readonly write: Pick<RecordWrite<never>, 'error' | 'moved' | 'isSending'>;
  readonly onSend: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly color?: string;
  readonly size?: string;
  /** In place of the note about what stands against it. */
  readonly note?: ReactNode;
}

export function RecordDialog({ title, action, write, onSend, onClose, children, color, size = 'lg', note }: Props) {
  const send = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    onSend();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeOnClickOutside={false} styles={{ title: { fontWeight: 700, fontSize: 'var(--mantine-font-size-lg)' } }} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={send}>
        <Stack>
          {children}
          {note === undefined ? <WriteNote write={write} /> : note}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>Back</Button>
            <Button type="submit" loading={write.isSending} color={color}>{action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
