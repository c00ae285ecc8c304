/** How long to wait before trying again: longer each time, and not all browsers at once. */
const longestMs = 20_000;
const firstMs = 400;
/** Nobody was signed in with that cookie, or is any more. */
const signedOut = 4401;

/** What is said again, a moment later. */
const again = new Set(['slow_down', 'unavailable', 'not_authenticated', 'upload_expired']);

/**
 * Keeps a socket open: comes back by itself, says what it has, and sends what waits, one after the other.
 * `on` gets events; `state` hears `connecting`, `on`, `off` and `signedOut`. `prepare` makes of what waits what is said,
 * `refused` hears of what cannot be.
 */
export function connect({ outbox, prepare, refused, on, state }) {
  let socket = null;
  let attempts = 0;
  let timer = null;
  let last = 0;
  let isOpen = false;
  let inFlight = null;
  let isEnded = false;

  function open() {
    clearTimeout(timer);
    if (isEnded || socket) return;
    state('connecting');
    const opened = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}/api/v1/ws`);
    socket = opened;
    let wasOpen = false;
    opened.onopen = () => {
      wasOpen = true;
      send('authenticate', { last });
    };
    opened.onmessage = ({ data }) => hear(JSON.parse(data));
    opened.onclose = ({ code }) => closed(code, wasOpen);
  }

  async function closed(code, wasOpen) {
    socket = null;
    isOpen = false;
    inFlight = null;
    if (isEnded) return;
    state('off');
    // A refusal of the handshake is not told to scripts: so the server is asked.
    if (code === signedOut || (!wasOpen && (await isSignedOut()))) return end();
    const waitMs = Math.min(longestMs, firstMs * 2 ** attempts++) * (0.5 + Math.random() / 2);
    clearTimeout(timer);
    timer = setTimeout(open, waitMs);
  }

  function end() {
    isEnded = true;
    clearTimeout(timer);
    socket?.close();
    state('signedOut');
  }

  function hear({ event, data }) {
    if (event === 'authenticated') {
      attempts = 0;
      isOpen = true;
      state('on');
      flush();
    }
    if (data.revision > last) last = data.revision;
    if (event === 'message_accepted') done(data.id);
    if (event === 'error' && data.id) wasRefused(data);
    // It could not even be let in just now.
    else if (event === 'error' && !isOpen) socket?.close();
    on(event, data);
  }

  /** One at a time, so that what was written first is taken first. */
  function flush() {
    const [next] = outbox.list();
    if (!isOpen || inFlight || !next) return;
    inFlight = next.data.id;
    say(next);
  }

  /** Files go first, by a way of their own. */
  async function say(next) {
    const { id } = next.data;
    const prepared = await prepare(next);
    if (prepared?.refused) {
      // Another window may have sent it meanwhile.
      if (outbox.list().some(({ data }) => data.id === id)) refused(next, prepared.refused);
      return done(id);
    }
    if (!prepared) return later(id);
    if (inFlight === id && isOpen) send(next.event, prepared.data);
  }

  function later(id) {
    setTimeout(() => {
      if (inFlight === id) inFlight = null;
      flush();
    }, 2_000);
  }

  function done(id) {
    outbox.remove(id);
    if (inFlight === id) inFlight = null;
    flush();
  }

  function wasRefused({ id, code }) {
    if (again.has(code)) later(id);
    else done(id);
  }

  function send(event, data = {}) {
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send(JSON.stringify({ event, data, timestamp: Math.floor(Date.now() / 1000) }));
  }

  const now = () => {
    attempts = 0;
    open();
  };
  window.addEventListener('online', now);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') now();
  });
  // A cable that was pulled is noticed late by the socket itself.
  window.addEventListener('offline', () => socket?.close());
  open();

  return {
    /** Keeps it until it was taken. */
    put(event, data) {
      outbox.add({ event, data });
      flush();
    },
    /** Says it where there is somebody to hear it, and forgets it. */
    tell: (event, data) => isOpen && send(event, data),
    end,
    get last() {
      return last;
    },
  };
}

async function isSignedOut() {
  const asked = await fetch('/chat/session', { cache: 'no-store' }).catch(() => null);
  return asked?.ok ? !(await asked.json()).signed_in : false;
}
