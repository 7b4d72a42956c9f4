/**
 * The app starts without a connection: its own files are kept, and nothing else. No answer of the API is ever kept here: records
 * stay in the service, and what was entered offline waits in the browser's own database (offline/).
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const KEPT = 'pathgate-files-1';
const SHELL = '/app/';

worker.addEventListener('install', (event) => event.waitUntil(caches.open(KEPT).then((cache) => cache.add(SHELL)).then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)))).then(() => worker.clients.claim())));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || !pathname.startsWith('/app/')) return;
  if (request.mode === 'navigate') event.respondWith(fromNetworkFirst(request, SHELL));
  else if (pathname.startsWith('/app/assets/')) event.respondWith(fromKeptFirst(request));
});

/** Named by content: what is kept under a name is what that name stands for. */
async function fromKeptFirst(request: Request): Promise<Response> {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function fromNetworkFirst(request: Request, shell: string): Promise<Response> {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(shell, answer.clone());
    return answer;
  } catch {
    return (await cache.match(shell)) ?? Response.error();
  }
}

/** A module, so that it is built whole into one file: a worker that is no module may not import. */
export {};
