/** The place in the list: which row one is at, and that what one looks at stays where it is when rows come and go above it. */
import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

interface At {
  readonly id: string;
  readonly index: number;
}

export function usePlace(ids: readonly string[], box: RefObject<HTMLElement | null>) {
  const [at, setAt] = useState<At>();
  const found = at === undefined ? -1 : ids.indexOf(at.id);
  // A row that went leaves one at the row that took its place.
  const index = at === undefined ? 0 : found >= 0 ? found : Math.min(at.index, ids.length - 1);
  const id = ids[index];
  const hadFocus = useRef(false);
  const isWanted = useRef(false);

  useEffect(() => {
    const focused = document.activeElement;
    const isLost = focused === document.body || focused === null;
    if (!isWanted.current && !(hadFocus.current && isLost && found < 0)) return;
    const row = box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (row === null || row === undefined) return;
    isWanted.current = false;
    row.focus({ preventScroll: true });
  });

  return {
    index, id,
    /** Of the row itself, or of a link in it. */
    noteFocus: useCallback((now: At) => { hadFocus.current = true; setAt(now); }, []),
    noteBlur: useCallback((to: EventTarget | null) => { if (to !== null) hadFocus.current = false; }, []),
    goTo: useCallback((now: At) => { isWanted.current = true; setAt(now); }, []),
  };
}

interface Anchor {
  readonly id: string;
  readonly start: number;
}

export function useStillness(ids: readonly string[], virtualizer: Virtualizer<Window, Element>, activeId: string | undefined, headPx: number): void {
  const anchor = useRef<Anchor>(undefined);
  const before = useRef(ids);
  useLayoutEffect(() => {
    if (before.current !== ids && anchor.current !== undefined && window.scrollY > virtualizer.options.scrollMargin - headPx) {
      const now = ids.indexOf(anchor.current.id);
      const start = virtualizer.measurementsCache[now]?.start;
      if (start !== undefined && start !== anchor.current.start) window.scrollBy(0, start - anchor.current.start);
    }
    before.current = ids;
    const top = window.scrollY + headPx;
    const shown = virtualizer.getVirtualItems().filter(({ end, start }) => end > top && start < top + window.innerHeight);
    const kept = shown.find(({ index }) => ids[index] === activeId) ?? shown[0];
    const id = kept === undefined ? undefined : ids[kept.index];
    anchor.current = kept === undefined || id === undefined ? undefined : { id, start: kept.start };
  });
}
