/** Written in by the build: the page, and all that it is made of. Names under assets/ change with their content. */
declare const SHELL: { readonly version: string; readonly files: readonly string[] };

/** What of a service worker is used here: the types of a page know none of it. */
interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', on: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', on: (event: Fetching) => void): void;
  addEventListener(type: 'message', on: (event: MessageEvent) => void): void;
}
const worker = globalThis as unknown as Worker;

const PAGE = '/boat';
const PREFIX = 'boat-';
const CACHE = `${PREFIX}${SHELL.version}`;

/** Takes what has not changed from the version before: a narrow line carries only what is new. */
async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const file of SHELL.files) {
    const known = file.startsWith('/assets/') ? await caches.match(file) : undefined;
    const answer = known ?? (await fetch(file, { cache: 'no-cache' }));
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    await cache.put(file, answer);
  }
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.mode === 'navigate' ? PAGE : pathname);
  return kept ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', ({ data }) => {
  if (data === 'switch') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate' ? pathname === PAGE : SHELL.files.includes(pathname))
    event.respondWith(answer(request));
});
