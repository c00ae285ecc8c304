import { h } from './dom.js';
import { hueOf, initialsOf } from './frame.js';
import { dayOf, hourOf, now, shortDayOf } from './time.js';

/** The threads of a mailbox; drawn anew only where something changed. */
export function mailList(list, { view, lab }) {
  const { threads } = view.mailbox;
  const look = JSON.stringify([threads, lab.invite, dayOf(now())]);
  if (list.dataset.look === look) return;
  list.dataset.look = look;
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.thread : null;
  list.replaceChildren(...(threads.length > 0 ? threads.map(row) : [offer(view, lab)]));
  if (focused) list.querySelector(`[data-thread="${focused}"]`)?.focus({ preventScroll: true });
}

function row({ id, subject, mails }) {
  const last = mails.at(-1);
  const isUnread = mails.some(({ isRead }) => !isRead);
  const names = [...new Set(mails.map(({ from, isOwn }) => (isOwn ? 'me' : from.name || from.address)))];
  const other = mails.find(({ isOwn }) => !isOwn)?.from.name ?? last.to;
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', class: `mail-row${isUnread ? ' is-unread' : ''}`, data: { thread: id } },
      h('span', { class: `face hue-${hueOf(other)}`, 'aria-hidden': 'true' }, initialsOf(other)),
      h(
        'span',
        { class: 'mail-who' },
        names.join(', '),
        mails.length > 1 && h('small', {}, ` ${mails.length}`),
      ),
      h('time', { datetime: last.at }, whenOf(new Date(last.at))),
      h('span', { class: 'mail-subject' }, subject || '(no subject)'),
      h('span', { class: 'mail-snippet' }, last.isOwn && !last.isTaken ? 'Sending… ' : '', last.snippet),
      isUnread && h('span', { class: 'unseen' }, ', unread'),
    ),
  );
}

/** The hour of today, the day of any other. */
const whenOf = (date) => (dayOf(date) === dayOf(now()) ? hourOf(date) : shortDayOf(date));

function offer(view, lab) {
  const { invite, mail } = lab;
  const to = invite && `join+${invite.code}@${mail.domain}`;
  return h(
    'li',
    { class: 'mail-empty' },
    h('strong', {}, invite ? 'An invite is here' : 'No mail yet'),
    h(
      'p',
      {},
      invite
        ? `${invite.from} sent ${view.firstName} the invite of the class. By mail that is an address.`
        : `As soon as a class is founded, ${view.firstName} finds its invite here.`,
    ),
    to &&
      h(
        'button',
        { type: 'button', class: 'mail-go', data: { to, text: `Hello, I am ${view.name}.` } },
        'Write to join the class',
      ),
  );
}
