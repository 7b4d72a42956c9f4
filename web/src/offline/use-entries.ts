/** The entries of whoever is signed in, as they are now. */
import { useEffect, useState } from 'react';
import { useSession } from '../api/session';
import { entriesOf, onEntriesChanged, type Entry } from './entries';

/** Undefined until the database has answered. */
export function useEntries(): readonly Entry[] | undefined {
  const { account: { accountId } } = useSession();
  const [entries, setEntries] = useState<readonly Entry[]>();
  useEffect(() => {
    let isHere = true;
    const read = (): void => void entriesOf(accountId).then((found) => { if (isHere) setEntries(found); }, () => { if (isHere) setEntries([]); });
    read();
    const stop = onEntriesChanged(read);
    return () => {
      isHere = false;
      stop();
    };
  }, [accountId]);
  return entries;
}
