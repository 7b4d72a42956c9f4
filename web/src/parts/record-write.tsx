/**
 * A write about one patient. It names the version of the record that the person saw when the form opened: where the record has moved since,
 * nothing is recorded, what changed is shown, and the next press means the record as it is now. Where no answer came, the next press is the
 * same write again, recorded once.
 */
import { Alert, List, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, ask, Problem, type Schemas } from '../api/client';
import { LISTS } from '../app/live';
import { ProblemNote } from './problem-note';
import { datesInWords } from './words';

export interface WriteHeaders {
  readonly 'Idempotency-Key': string;
  readonly 'If-Match': string;
}

interface Moved {
  readonly since: readonly Schemas['TimelineItem'][];
}

export interface RecordWrite<Input> {
  readonly send: (input: Input) => void;
  readonly isSending: boolean;
  readonly error: unknown;
  readonly moved: Moved | undefined;
  readonly clear: () => void;
}

interface Told<Answer> {
  /** What is said when it is recorded. */
  readonly done: string;
  readonly onDone?: (answer: Answer) => void;
}

const followers = new Set<(patientId: string, version: number) => void>();

/** Something was recorded on the way by whoever has the form open, as a file that was attached to it: alone, it is no move of the record. */
export function noteOwnWrite(patientId: string, version: number): void {
  for (const follower of followers) follower(patientId, version);
}

export function useRecordWrite<Input, Answer>(patientId: string, seen: number | undefined, write: (input: Input, headers: WriteHeaders) => Promise<Answer>, { done, onDone }: Told<Answer>): RecordWrite<Input> {
  const client = useQueryClient();
  const [version, setVersion] = useState(seen);
  const [moved, setMoved] = useState<Moved>();
  useEffect(() => {
    // Anything in between is of somebody else, and is shown.
    const follow = (written: string, now: number): void => { if (written === patientId) setVersion((before = seen) => (before !== undefined && before + 1 === now ? now : before)); };
    followers.add(follow);
    return () => void followers.delete(follow);
  }, [patientId, seen]);
  const attempt = useRef<{ readonly of: string; readonly key: string }>(undefined);
  const mutation = useMutation({
    mutationFn: (input: Input) => {
      const of = JSON.stringify([version ?? seen, input]);
      if (attempt.current?.of !== of) attempt.current = { of, key: crypto.randomUUID() };
      return write(input, { 'Idempotency-Key': attempt.current.key, 'If-Match': `"${version ?? seen ?? 0}"` });
    },
    onSuccess: async (answer) => {
      attempt.current = undefined;
      setMoved(undefined);
      notifications.show({ message: done, color: 'green' });
      const recorded = (answer as { readonly version?: number } | undefined)?.version;
      if (recorded !== undefined) setVersion(recorded);
      await Promise.all([client.invalidateQueries({ queryKey: ['patient', patientId] }), ...LISTS.map((list) => client.invalidateQueries({ queryKey: [list] }))]);
      onDone?.(answer);
    },
    onError: async (error) => {
      if (!(error instanceof Problem) || error.code !== 'version-moved') return setMoved(undefined);
      await client.invalidateQueries({ queryKey: ['patient', patientId] });
      const found = await whatChanged(patientId, version ?? seen ?? 0);
      setMoved({ since: found.since });
      setVersion(found.version);
    },
  });
  return {
    send: (input) => mutation.mutate(input), isSending: mutation.isPending, error: mutation.error ?? undefined, moved,
    clear: () => { mutation.reset(); setMoved(undefined); },
  };
}

/** Who may not read the record learns that it moved, and nothing else. */
async function whatChanged(patientId: string, seen: number): Promise<Moved & { readonly version: number }> {
  const path = { params: { path: { patientId } } };
  try {
    const { version, items } = await ask(api.GET('/v1/patients/{patientId}/timeline', path));
    return { version, since: items.filter((item) => item.version > seen) };
  } catch {
    const { version } = await ask(api.GET('/v1/patients/{patientId}/authorizations', path));
    return { version, since: [] };
  }
}

/** What stands against the write, in its place; what was typed stays. */
export function WriteNote({ write, title = 'Not recorded' }: { readonly write: Pick<RecordWrite<never>, 'error' | 'moved'>; readonly title?: string }) {
  if (write.moved !== undefined) {
    const { since } = write.moved;
    return (
      <Alert color="yellow" role="alert" title="The record has moved since you opened this">
        <Text size="sm">Nothing was recorded, and what you entered is still here. {since.length === 0 ? 'What is shown was read again.' : 'Since then:'}</Text>
        {since.length > 0 && <List size="sm" mt="xs">{since.map((item) => <List.Item key={`${item.version} ${item.text}`}>{datesInWords(item.text)}</List.Item>)}</List>}
        <Text size="sm" mt="xs">If it still applies, press the button once more.</Text>
      </Alert>
    );
  }
  return write.error === undefined ? null : <ProblemNote problem={write.error} title={title} />;
}
