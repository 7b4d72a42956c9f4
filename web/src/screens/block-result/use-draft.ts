/** What is typed, saved on this device at every tap; opened again, it goes on where it was left. */
import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../api/session';
import { entriesOf, saveDraft, type Entry, type EntryContent, type Refusal } from '../../offline/entries';

type Head = Omit<EntryContent, 'form' | 'outgoing' | 'refusal'>;

export interface Draft<Form> {
  readonly id: string;
  readonly form: Form;
  /** The service said no to what was typed before. */
  readonly refusal?: Refusal;
  /** It was found on this device: somebody had begun. */
  readonly isResumed: boolean;
  /** Saved on this device up to this change. */
  readonly isSaved: boolean;
}

/** Undefined until the device was asked. A draft of the slot is found by itself; a refused entry by its id. */
export function useDraft<Form>(headOf: (form: Form) => Head, start: Form, entryId: string | undefined) {
  const { account: { accountId } } = useSession();
  const [first] = useState(start);
  const [draft, setDraft] = useState<Draft<Form>>();
  const current = useRef<Draft<Form> | undefined>(undefined);
  const { slot } = headOf(first);
  useEffect(() => {
    let isHere = true;
    const show = (shown: Draft<Form>): void => { if (isHere) setDraft((current.current = shown)); };
    const fresh = (): void => show({ id: crypto.randomUUID(), form: first, isResumed: false, isSaved: true });
    const wanted = (entry: Entry): boolean => (entryId === undefined ? entry.slot === slot && entry.state === 'draft' : entry.id === entryId && entry.state !== 'waiting');
    entriesOf(accountId).then((entries) => {
      const found = entries.find(wanted);
      if (found?.form === undefined) fresh();
      else show({ id: found.id, form: found.form as Form, isResumed: true, isSaved: true, ...(found.refusal !== undefined && { refusal: found.refusal }) });
    }, fresh);
    return () => { isHere = false; };
  }, [accountId, entryId, first, slot]);
  const change = (form: Form): void => {
    if (current.current === undefined) return;
    const { isSaved: _, ...before } = current.current;
    const now = { ...before, form, isSaved: false };
    setDraft((current.current = now));
    saveDraft(accountId, now.id, { ...headOf(form), form, ...(now.refusal !== undefined && { refusal: now.refusal }) })
      .then(() => { if (current.current === now) setDraft((current.current = { ...now, isSaved: true })); }, () => undefined);
  };
  return { draft, change };
}
