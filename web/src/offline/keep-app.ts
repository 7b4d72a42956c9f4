/** The files of the app that were loaded before the worker stood between are kept too, and the screens that must open without a connection. */
const KEPT = 'pathgate-files-1';
const SHELL = '/app/';

export async function keepAppFiles(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return;
  await navigator.serviceWorker.ready;
  await Promise.all([import('../screens/block-result/block-result-screen'), import('../parts/relief-plot'), import('../screens/today/today-screen')]);
  const cache = await caches.open(KEPT);
  const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name)).filter(({ origin, pathname }) => origin === window.location.origin && pathname.startsWith('/app/assets/'));
  for (const { pathname } of [...loaded, new URL(SHELL, window.location.origin)]) if ((await cache.match(pathname)) === undefined) await cache.add(pathname);
}
