/** The home page: what to do first, by when, and why. One row is one need for an authorization. */
import { Button, Group, Text } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useMay } from '../../api/session';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { TableDownload } from '../../parts/table-download';
import { nameInWords, stepInWords } from '../../parts/words';
import { AssignDialog } from './assign-dialog';
import { FilterBar } from './filter-bar';
import { NeedPanel } from './need-panel';
import { useNeedWork, type Change } from './need-work';
import { filterOf, narrowedBy, type QueueFilter, type QueueItem } from './queue-filter';
import { QueueGrid, type QueueGridHandle } from './queue-grid';
import { keyOf } from './queue-pages';
import { QueueViews } from './queue-views';
import { ShortcutsHelp, useShortcuts, useShortcutsOn, type Shortcut } from './shortcuts';
import { SnoozeDialog } from './snooze-dialog';
import { useQueueRows } from './use-queue-rows';
import './queue.css';

export function QueueScreen() {
  const search = useSearch({ from: '/queue' });
  const filter = useMemo(() => filterOf(search), [search]);
  const [areKeysOn, setKeysOn] = useShortcutsOn();
  const [isHelpOpen, setHelpOpen] = useState(false);
  return (
    <Screen title="Work queue" actions={<><TableDownload path="/v1/queue" name="queue" filter={filter} /><Button variant="default" size="xs" leftSection={<IconKeyboard size={16} aria-hidden />} visibleFrom="md" onClick={() => setHelpOpen(true)}>{areKeysOn ? 'Keys: j k Enter a s c x ?' : 'Keys are off'}</Button></>}>
      <QueueViews filter={filter} />
      <FilterBar filter={filter} />
      <QueueList key={JSON.stringify(filter)} filter={filter} areKeysOn={areKeysOn} onHelp={() => setHelpOpen(true)} />
      {isHelpOpen && <ShortcutsHelp isOn={areKeysOn} onSwitch={setKeysOn} onClose={() => setHelpOpen(false)} />}
    </Screen>
  );
}

interface Open {
  readonly what: 'assign' | 'snooze' | 'details';
  readonly ids: readonly string[];
}

function QueueList({ filter, areKeysOn, onHelp }: { readonly filter: QueueFilter; readonly areKeysOn: boolean; readonly onHelp: () => void }) {
  const { rows, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useQueueRows(filter);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<Open>();
  const grid = useRef<QueueGridHandle>(null);
  const { work, isWorking } = useNeedWork();
  const [mayWork, maySnooze, mayOpenPatient] = [useMay('work-queue'), useMay('snooze-need'), useMay('read-patient')];
  const byId = useMemo(() => new Map(rows.map((row) => [keyOf(row), row])), [rows]);
  // What is no longer in this list is no longer selected in it.
  const selected = useMemo(() => new Set([...chosen].filter((id) => byId.has(id))), [chosen, byId]);
  const onMore = useCallback(() => { if (!isFetchingNextPage) void fetchNextPage(); }, [fetchNextPage, isFetchingNextPage]);
  const onSelect = useCallback((id: string, isOn: boolean) => setChosen((before) => { const next = new Set(before); if (isOn) next.add(id); else next.delete(id); return next; }), []);
  const onDetails = useCallback((row: QueueItem) => setOpen({ what: 'details', ids: [keyOf(row)] }), []);
  const act = (shortcut: Shortcut): void => {
    const row = grid.current?.current();
    const at = row === undefined ? [] : [keyOf(row)];
    const ids = selected.size > 0 ? [...selected] : at;
    switch (shortcut) {
      case 'j': return grid.current?.move(1);
      case 'k': return grid.current?.move(-1);
      case 'a': return void (mayWork && ids.length > 0 && setOpen({ what: 'assign', ids }));
      case 's': return void (maySnooze && ids.length > 0 && setOpen({ what: 'snooze', ids }));
      case 'c': return void (mayOpenPatient && at.length > 0 && setOpen({ what: 'details', ids: at }));
      case 'x': return void (mayWork && at[0] !== undefined && onSelect(at[0], !selected.has(at[0])));
      case '?': return onHelp();
    }
  };
  useShortcuts(areKeysOn, act);
  if (isPending) return <Loading what="the queue" />;
  if (error !== null && rows.length === 0) return <ProblemNote problem={error} onAgain={() => void refetch()} />;
  const needs = (open?.ids ?? []).flatMap((id) => { const need = byId.get(id); return need === undefined ? [] : [need]; });
  const [first] = needs;
  const onChange = async (change: Change, done: string): Promise<void> => {
    if (await work(needs, change, done)) { setOpen(undefined); setChosen(new Set()); }
  };
  const dialog = { about: aboutOf(needs), isWorking, onChange: (change: Change, done: string) => void onChange(change, done), onClose: () => setOpen(undefined) };
  return (
    <>
      {rows.length === 0 ? <NothingHere filter={filter} /> : <QueueGrid rows={rows} hasMore={hasNextPage} onMore={onMore} selected={selected} onSelect={onSelect} onSelectAll={(isOn) => setChosen(isOn ? new Set(byId.keys()) : new Set())} onDetails={onDetails} maySelect={mayWork} mayOpenPatient={mayOpenPatient} handle={grid} />}
      {isFetchingNextPage && <Loading what="more" />}
      {selected.size > 0 && (
        <Group className="queue-bulk not-printed" role="region" aria-label="Selected">
          <Text fw={600} role="status">{selected.size} selected</Text>
          <Button size="xs" onClick={() => setOpen({ what: 'assign', ids: [...selected] })}>Assign</Button>
          {maySnooze && <Button size="xs" variant="default" onClick={() => setOpen({ what: 'snooze', ids: [...selected] })}>Snooze</Button>}
          <Button size="xs" variant="subtle" onClick={() => setChosen(new Set())}>Select none</Button>
        </Group>
      )}
      {open?.what === 'assign' && needs.length > 0 && <AssignDialog {...dialog} />}
      {open?.what === 'snooze' && needs.length > 0 && <SnoozeDialog {...dialog} isSnoozed={needs.some(({ snoozedUntil }) => snoozedUntil !== null)} />}
      {open?.what === 'details' && first !== undefined && <NeedPanel need={first} onAssign={() => setOpen({ what: 'assign', ids: open.ids })} onSnooze={() => setOpen({ what: 'snooze', ids: open.ids })} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function aboutOf(needs: readonly QueueItem[]): string {
  const [first] = needs;
  return first === undefined ? '' : needs.length === 1 ? `${nameInWords(first.name)}, ${stepInWords(first.step)}` : `${needs.length} needs`;
}

function NothingHere({ filter }: { readonly filter: QueueFilter }) {
  const mayRegister = useMay('register-patient');
  if ((filter.view === undefined || filter.view === 'all') && narrowedBy(filter) === 0) {
    return <EmptyState title="Nothing waits for you" action={mayRegister && <Button renderRoot={(props) => <Link to="/patients/new" {...props} />}>Register a patient</Button>}>A row appears here when an episode is open and its next step wants an authorization. Register a patient and open an episode to start.</EmptyState>;
  }
  return <EmptyState title="Nothing in this view" action={<Button variant="default" renderRoot={(props) => <Link to="/queue" search={{}} {...props} />}>Show all</Button>}>{narrowedBy(filter) > 0 ? 'No need is left by these filters. Clear one of them, or look at all.' : 'No need is in this view today: that is good news. Look at another view, or at all.'}</EmptyState>;
}
