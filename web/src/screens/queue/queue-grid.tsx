/** The rows, of which only those in sight are in the page: arrows move, Enter opens what is next. Rows keep their place when others come and go. */
import { Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { useSession } from '../../api/session';
import { wayOf } from './next-action';
import type { QueueItem } from './queue-filter';
import { keyOf } from './queue-pages';
import { QueueRow, type RowAbilities } from './queue-row';
import { usePlace, useStillness } from './use-place';

export interface QueueGridHandle {
  readonly move: (by: number) => void;
  readonly current: () => QueueItem | undefined;
}

interface QueueGridProps extends RowAbilities {
  readonly rows: readonly QueueItem[];
  /** More are to be loaded. */
  readonly hasMore: boolean;
  readonly onMore: () => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (id: string, isOn: boolean) => void;
  readonly onSelectAll: (isOn: boolean) => void;
  readonly onDetails: (row: QueueItem) => void;
  readonly handle: Ref<QueueGridHandle>;
}

const HEAD_PX = 92;
const ROW_PX = 65;
const CARD_PX = 230;
const MORE_BEFORE_END = 30;
const COLUMNS = ['Due', 'Next', 'Patient', 'Payer', 'How far', 'Owner'];

export function QueueGrid({ rows, hasMore, onMore, selected, onSelect, onSelectAll, onDetails, maySelect, mayOpenPatient, handle }: QueueGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const isCards = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const ids = useMemo(() => rows.map(keyOf), [rows]);
  const { index: active, id: activeId, noteFocus, noteBlur, goTo } = usePlace(ids, box);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin(offsetOf(box.current)), [isCards, maySelect]);
  const virtualizer = useWindowVirtualizer({
    count: rows.length, estimateSize: () => (isCards ? CARD_PX : ROW_PX), overscan: 6, scrollMargin: margin, scrollPaddingStart: HEAD_PX, scrollPaddingEnd: 72,
    getItemKey: (index) => ids[index] ?? index,
    rangeExtractor: useCallback((range: Parameters<typeof defaultRangeExtractor>[0]) => [...new Set([...defaultRangeExtractor(range), ...(active < range.count ? [active] : [])])].sort((a, b) => a - b), [active]),
  });
  useStillness(ids, virtualizer, activeId, isCards ? 56 : HEAD_PX);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => { if (hasMore && last >= rows.length - MORE_BEFORE_END) onMore(); }, [hasMore, last, rows.length, onMore]);

  const move = useCallback((by: number) => {
    const isIn = box.current?.contains(document.activeElement) === true;
    const to = Math.max(0, Math.min(rows.length - 1, isIn ? active + by : active));
    const id = ids[to];
    if (id === undefined) return;
    virtualizer.scrollToIndex(to, { align: 'auto' });
    goTo({ id, index: to });
  }, [active, goTo, ids, rows.length, virtualizer]);
  useImperativeHandle(handle, () => ({ move, current: () => rows[active] }), [move, rows, active]);

  const navigate = useNavigate();
  const { actions } = useSession();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isOnRow = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'row';
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -rows.length, End: rows.length }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      move(by);
    } else if (event.key === 'Enter' && isOnRow) {
      const row = rows[active];
      const way = row === undefined ? undefined : wayOf(row, actions);
      if (way !== undefined) void navigate(way as { to: string });
    }
  };

  return (
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus -- the row that one is at takes the focus
    <div role="grid" aria-label="Needs for authorizations" aria-rowcount={hasMore ? -1 : rows.length + 1} aria-multiselectable={maySelect} className="queue-grid" data-selectable={maySelect} onKeyDown={onKeyDown}>
      <div role="row" aria-rowindex={1} className="queue-head">
        {maySelect && <div role="columnheader" className="queue-select"><Checkbox aria-label="Select all that are loaded" checked={selected.size > 0 && selected.size === rows.length} indeterminate={selected.size > 0 && selected.size < rows.length} onChange={(event) => onSelectAll(event.currentTarget.checked)} /></div>}
        {COLUMNS.map((name) => <div key={name} role="columnheader">{name}</div>)}
      </div>
      <div role="rowgroup" ref={box} style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {items.map(({ key, index, start }) => {
          const row = rows[index];
          const id = ids[index];
          if (row === undefined || id === undefined) return null;
          return (
            <div key={key} role="row" ref={virtualizer.measureElement} data-index={index} aria-rowindex={index + 2} {...(maySelect && { 'aria-selected': selected.has(id) })} tabIndex={index === active ? 0 : -1}
              className="queue-row" style={{ transform: `translateY(${start - margin}px)` }} onFocus={() => noteFocus({ id, index })} onBlur={({ relatedTarget }) => noteBlur(relatedTarget)}>
              <QueueRow row={row} id={id} isActive={index === active} isSelected={selected.has(id)} maySelect={maySelect} mayOpenPatient={mayOpenPatient} onSelect={onSelect} onDetails={onDetails} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function offsetOf(element: HTMLElement | null): number {
  return element === null ? 0 : element.getBoundingClientRect().top + window.scrollY;
}
