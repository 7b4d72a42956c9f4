/** Whether the service answered the last time it was asked. A device may well have a network on which the service is not to be found. */
let isReached = true;
const listeners = new Set<() => void>();

export function noteReach(reached: boolean): void {
  if (reached === isReached) return;
  isReached = reached;
  for (const listener of listeners) listener();
}

export function wasReached(): boolean {
  return isReached;
}

export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
