/** What is kept for when the server cannot be reached. */
const cacheName = 'homeroom-away-3';
const kept = [
  '/chat/away',
  '/chat/assets/base.css',
  '/chat/assets/chat.css',
  '/chat/assets/words.css',
  '/chat/assets/files.css',
  '/chat/assets/icon.svg',
];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll(kept))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  const forget = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

/** Pages come from the server, else there is the page that says so; of everything else only what is kept. */
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => caches.match('/chat/away')));
  } else if (kept.includes(pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(pathname)));
  }
});
