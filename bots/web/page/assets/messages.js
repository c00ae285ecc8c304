import { bubble, excerpt } from './bubble.js';
import { byId, element } from './dom.js';

/** Near enough to the end to be taken along when something new comes. */
const nearEnd = 120;

/** The messages on the screen: each once, in the order of their numbers, and behind them those on their way. */
export function openMessages({ acts, previews }) {
  const list = byId('messages');
  const scroll = byId('scroll');
  const known = new Map();
  let shownDays = [];
  let isAtEnd = true;

  /** Takes a message that is new, changed or taken back; the same one twice changes nothing. */
  function take(message) {
    const before = known.get(message.id);
    if (before && before.revision >= message.revision) return;
    known.set(message.id, message);
    const shown = find(message.id);
    const next = message.body && drawn(message);
    if (shown && next) shown.replaceWith(next);
    else if (shown) shown.remove();
    else if (next) insert(next, message);
    if (before) requote(message);
    drawDays();
    if (isAtEnd || message.is_mine) toEnd();
  }

  /** What was corrected or taken back is not kept alive by a quote. */
  function requote(message) {
    const { id, body } = message;
    for (const quote of list.querySelectorAll(`[data-go-to="${CSS.escape(id)}"]`)) {
      if (body) quote.textContent = excerpt(message);
      else quote.remove();
    }
  }

  function takeEarlier(messages) {
    const heightBefore = scroll.scrollHeight;
    for (const message of messages) if (!known.has(message.id)) take(message);
    scroll.scrollTop += scroll.scrollHeight - heightBefore;
  }

  /** Shows what waits to be taken, unless it is there already. */
  function showPending(events) {
    for (const old of list.querySelectorAll('.pending')) old.remove();
    for (const { event, data } of events) {
      if (event === 'edit_message' || known.has(`m-${data.id}`)) continue;
      const message = {
        id: `m-${data.id}`,
        is_mine: true,
        is_press: event === 'press_button',
        text: data.content ?? data.label,
        body: plainBody(data.content ?? data.label),
        files: (data.files ?? []).map((file) => ({ ...file, url: previews.urlOf(file.key) })),
        choices: [],
        reply_to: data.reply_to,
        sent_at: data.written_at ?? new Date().toISOString(),
      };
      const item = bubble(message, { quoted: quoted(message), acts: noTools, isPending: true });
      item.classList.add('pending');
      list.append(item);
    }
    if (events.length > 0) toEnd();
  }

  const noTools = { ...acts, tools: () => ({}) };
  const drawn = (message) => {
    const files = message.files.map((file, index) => previews.known(message.id, file, index));
    return bubble({ ...message, files }, { quoted: quoted(message), acts });
  };
  const quoted = ({ reply_to: id }) => {
    const message = id && known.get(id);
    return message?.body ? message : null;
  };
  const find = (id) => list.querySelector(`[data-id="${CSS.escape(id)}"]:not(.pending)`);

  function insert(item, { id, number }) {
    list.querySelector(`.pending[data-id="${CSS.escape(id)}"]`)?.remove();
    item.dataset.number = number;
    const after = [...list.querySelectorAll('[data-number]')].find(
      (other) => Number(other.dataset.number) > number,
    );
    const pending = list.querySelector('.pending');
    list.insertBefore(item, after ?? pending);
  }

  /** A line above the first message of each day. */
  function drawDays() {
    for (const line of shownDays) line.remove();
    shownDays = [];
    let last = '';
    for (const item of list.querySelectorAll('[data-number]')) {
      const { sent_at: sentAt } = known.get(item.dataset.id);
      const day = new Date(sentAt).toLocaleDateString(document.documentElement.lang, { dateStyle: 'full' });
      if (day !== last) {
        const line = element('li', 'day', day);
        shownDays.push(line);
        item.before(line);
      }
      last = day;
    }
  }

  const isNearEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < nearEnd;

  function toEnd() {
    isAtEnd = true;
    scroll.scrollTop = scroll.scrollHeight;
  }

  // Who is at the end stays there, when a picture comes or what is written takes up more room.
  scroll.addEventListener('scroll', () => {
    isAtEnd = isNearEnd();
  });
  const keeper = new ResizeObserver(() => isAtEnd && toEnd());
  keeper.observe(scroll);
  keeper.observe(list);
  list.addEventListener('click', ({ target }) => {
    const id = target.closest?.('[data-go-to]')?.dataset.goTo;
    const original = id && find(id);
    if (!original) return;
    original.scrollIntoView({ block: 'center' });
    original.classList.add('found');
    setTimeout(() => original.classList.remove('found'), 1_600);
  });

  return {
    take,
    takeEarlier,
    showPending,
    toEnd,
    /** How much of a message's files is on its way. */
    progress(id, share) {
      const bar = list.querySelector(`.pending[data-id="${CSS.escape(`m-${id}`)}"] progress`);
      if (bar) bar.value = share;
    },
    find: (id) => known.get(id),
    /** The lowest number there is, to ask for what came before. */
    first: () => Math.min(...[...known.values()].map(({ number }) => number)),
    /** The highest number of what others sent that was not looked at. */
    unread: () =>
      Math.max(0, ...[...known.values()].filter((m) => !m.is_mine && !m.is_read).map((m) => m.number)),
    markRead(upTo) {
      for (const message of known.values()) if (message.number <= upTo) message.is_read = true;
    },
    clear() {
      known.clear();
      list.replaceChildren();
    },
  };
}

const plainBody = (text) => (text.trim() === '' ? [] : [{ kind: 'text', nodes: [text] }]);
