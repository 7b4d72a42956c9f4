/** Work on needs: giving them to somebody, putting them off; one or many, and taken back from the notification that says what was done. */
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { createElement, useCallback, useState } from 'react';
import { api, ask } from '../../api/client';
import type { QueueItem } from './queue-filter';
import { UndoNote } from './undo-note';

const UNDO_SHOWN_MS = 20_000;

/** Null: nobody's, or no longer put off. */
export type Change = { readonly what: 'owner'; readonly to: string | null } | { readonly what: 'snooze'; readonly to: string | null };

export function useNeedWork() {
  const client = useQueryClient();
  const [isWorking, setWorking] = useState(false);
  const work = useCallback(async (needs: readonly QueueItem[], change: Change, done: string): Promise<boolean> => {
    setWorking(true);
    const { changed, problem } = await apply(needs.map((need) => ({ need, change })));
    void client.invalidateQueries({ queryKey: ['queue', 'views'] });
    setWorking(false);
    const inverse = changed.map((need) => ({ need, change: inverseOf(need, change) }));
    const id = crypto.randomUUID();
    const undo = async (): Promise<void> => {
      notifications.hide(id);
      const undone = await apply(inverse);
      notifications.show(undone.problem === undefined ? { message: 'Undone.', color: 'gray' } : { message: undone.problem, color: 'red', title: 'Not all of it was undone', autoClose: false });
    };
    if (changed.length > 0) notifications.show({ id, color: 'green', autoClose: UNDO_SHOWN_MS, message: createElement(UndoNote, { said: done, onUndo: () => void undo() }) });
    if (problem !== undefined) notifications.show({ color: 'red', autoClose: false, title: `${needs.length - changed.length} of ${needs.length} not changed`, message: problem });
    return problem === undefined;
  }, [client]);
  return { work, isWorking };
}

interface Write {
  readonly need: QueueItem;
  readonly change: Change;
}

/** One after the other: every write of one patient stands on the one before. */
async function apply(writes: readonly Write[]): Promise<{ readonly changed: readonly QueueItem[]; readonly problem?: string }> {
  const changed: QueueItem[] = [];
  let problem: string | undefined;
  for (const { need, change } of writes) {
    try {
      await send(need, change);
      changed.push(need);
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
  }
  return { changed, ...(problem !== undefined && { problem }) };
}

function send({ patientId, episodeId, step }: QueueItem, { what, to }: Change): Promise<unknown> {
  const params = { path: { patientId, episodeId, step }, header: { 'Idempotency-Key': crypto.randomUUID() } };
  const root = '/v1/patients/{patientId}/episodes/{episodeId}/needs/{step}';
  if (what === 'owner') return to === null ? ask(api.DELETE(`${root}/assignment`, { params })) : ask(api.POST(`${root}/assignment`, { params, body: { owner: to } }));
  return to === null ? ask(api.DELETE(`${root}/snooze`, { params })) : ask(api.POST(`${root}/snooze`, { params, body: { until: to } }));
}

function inverseOf({ owner, snoozedUntil }: QueueItem, { what }: Change): Change {
  return what === 'owner' ? { what, to: owner?.id ?? null } : { what, to: snoozedUntil };
}
