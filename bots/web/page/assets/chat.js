import { openBlobs } from './blobs.js';
import { openComposer } from './composer.js';
import { connect } from './connection.js';
import { byId, words } from './dom.js';
import { randomId } from './ids.js';
import { openMessages } from './messages.js';
import { openOutbox } from './outbox.js';
import { openPeople } from './people.js';
import { openPreviews } from './previews.js';
import { openUploads } from './uploads.js';
import { openWelcome } from './welcome.js';

const outbox = openOutbox();
const blobs = openBlobs();
const previews = openPreviews({ blobs });
const people = openPeople();
let connection = null;
let state = 'connecting';
let willAcknowledge = false;

const say = (event, data) => {
  previews.remember(data);
  // The address of a picture is good in this window only.
  const files = data.files?.map(({ url: _, ...file }) => file);
  connection.put(event, { ...data, ...(files && { files }), written_at: new Date().toISOString() });
  messages.showPending(outbox.list());
};
const messages = openMessages({
  previews,
  acts: {
    press: (message, { data, label }) =>
      say('press_button', { id: randomId(), message_id: message.id, data, label: label.slice(0, 200) }),
    tools: (message) => ({
      ...(message.is_mine && !message.is_press && { edit: () => composer.edit(message) }),
      ...(!message.is_press && { reply: () => composer.reply(message) }),
    }),
  },
});
const composer = openComposer({ blobs, say, tell: (event) => connection?.tell(event, {}) });
const uploads = openUploads({ outbox, blobs, progress: messages.progress });
const welcome = openWelcome({ begun: (firstWords) => enter(firstWords) });

const handlers = {
  authenticated({ has_earlier, online }) {
    people.here(online);
    if (messages.first() === Number.POSITIVE_INFINITY) byId('earlier').hidden = !has_earlier;
    drawState();
  },
  message_received: take,
  message_changed: take,
  earlier_messages({ messages: earlier, has_earlier }) {
    messages.takeEarlier(earlier);
    byId('earlier').hidden = !has_earlier;
  },
  message_accepted({ id }) {
    for (const key of previews.keysOf(id)) blobs.remove(key);
    messages.showPending(outbox.list());
  },
  message_read: ({ up_to }) => messages.markRead(up_to),
  user_status_changed(change) {
    people.changed(change);
    drawState();
  },
  typing: people.typed,
  error({ code, id }) {
    if (code === 'upload_expired') uploads.forget(id);
    if (code === 'invalid' || code === 'not_found') notice(words.refused);
    messages.showPending(outbox.list());
  },
};

function take(message) {
  messages.take(message);
  acknowledge();
}

/** Several that come together are answered for at once. */
function acknowledge() {
  if (willAcknowledge) return;
  willAcknowledge = true;
  setTimeout(() => {
    willAcknowledge = false;
    connection?.tell('mark_delivered', { up_to: connection.last });
    markRead();
  }, 150);
}

function markRead() {
  const upTo = messages.unread();
  if (upTo === 0 || document.visibilityState !== 'visible') return;
  if (connection?.tell('mark_read', { up_to: upTo }) !== false) messages.markRead(upTo);
}

function enter(firstWords = null) {
  byId('welcome').hidden = true;
  byId('chat').hidden = false;
  byId('sign-out').hidden = false;
  document.body.dataset.signedIn = 'yes';
  connection = connect({
    outbox,
    prepare: uploads.prepare,
    refused: giveBack,
    on: (event, data) => handlers[event]?.(data),
    state: changeState,
  });
  if (firstWords) say('send_message', { id: randomId(), content: firstWords, reply_to: null });
  history.replaceState(null, '', '/chat');
  showWaiting();
  composer.focus();
}

/** What waits from before the page was loaded, with its files. */
async function showWaiting() {
  const waiting = outbox.list().map(({ data }) => data);
  await blobs.keepOnly(waiting.flatMap(({ files = [] }) => files.map(({ key }) => key)));
  await Promise.all(waiting.map((data) => previews.load(data)));
  messages.showPending(outbox.list());
}

/** A file that will never be taken: the rest is to be sent without it, or changed. */
function giveBack({ data }, sentence) {
  composer.restore(data, sentence);
  setTimeout(() => messages.showPending(outbox.list()));
}

function leave() {
  connection = null;
  outbox.clear();
  blobs.clear();
  previews.clear();
  messages.clear();
  document.body.dataset.signedIn = 'no';
  byId('chat').hidden = true;
  byId('sign-out').hidden = true;
  byId('welcome').hidden = false;
  byId('welcome-problem').textContent = words.signedOut;
}

function changeState(next) {
  state = next;
  document.body.dataset.connection = next;
  if (next === 'signedOut') leave();
  notice(next === 'off' ? words.offline : '');
  drawState();
}

function drawState() {
  const names = people.inWords();
  const said = { connecting: words.connecting, off: words.connecting, on: names || words.connected };
  byId('state').textContent = said[state] ?? '';
}

function notice(sentence) {
  byId('notice').textContent = sentence;
  byId('notice').hidden = sentence === '';
}

byId('earlier').addEventListener('click', () =>
  connection?.tell('load_earlier', { before: messages.first() }),
);
byId('sign-out').addEventListener('click', async () => {
  if (!confirm(words.signOutSure)) return;
  const ended = await fetch('/chat/sign-out', { method: 'POST' }).catch(() => null);
  if (ended?.ok) connection?.end();
  else notice(words.failed);
});
document.addEventListener('visibilitychange', markRead);
window.addEventListener('focus', markRead);
navigator.serviceWorker?.register('/chat/worker.js', { scope: '/chat' }).catch(() => undefined);

if (document.body.dataset.signedIn === 'yes')
  enter(welcome.invite ? `/start ${welcome.invite.slice(0, 64)}` : null);
