import { act } from './api.js';
import { h, icon } from './dom.js';
import { hueOf, initialsOf } from './frame.js';
import { mailBody } from './mailBody.js';
import { Reply } from './mailReply.js';
import { hourOf, shortDayOf } from './time.js';

/** One thread: the newest mail is open, earlier ones open when they are pressed. Only what changed is drawn anew. */
export class Thread {
  constructor(id, view) {
    this.id = id;
    this.phoneId = view.id;
    this.items = new Map();
    this.list = h('ol', { class: 'mail-thread', role: 'log', 'aria-live': 'polite', 'aria-label': 'Mails' });
    this.element = h(
      'div',
      { class: 'mail-scroll', tabindex: '0', role: 'region', 'aria-label': 'Thread' },
      this.list,
    );
    this.reply = new Reply(view.id, view.firstName);
  }

  show({ mails }) {
    const news = mails.filter((mail) => this.put(mail, mail === mails.at(-1)));
    this.reply.aim(mails.findLast(({ isOwn }) => !isOwn) ?? mails.at(-1));
    const newest = news.at(-1);
    if (newest && this.isDrawn) this.goTo(newest.id);
    this.isDrawn = true;
  }

  /** Returns whether it is new. */
  put(mail, isLast) {
    const { isRead, ...drawn } = mail;
    const look = JSON.stringify(drawn);
    const known = this.items.get(mail.id);
    if (known?.look === look) return false;
    const element = this.mail(mail, known ? known.element.firstChild.open : isLast || !isRead);
    if (known) known.element.replaceWith(element);
    else this.list.append(element);
    this.items.set(mail.id, { element, look });
    return !known;
  }

  goTo(id) {
    this.items.get(id).element.scrollIntoView({ block: 'nearest' });
  }

  mail(mail, isOpen) {
    const body = h('div', { class: 'mail-content' });
    const details = h('details', { class: 'mail', open: isOpen }, head(mail), body);
    const fill = () => {
      if (details.open && !body.hasChildNodes()) body.append(...this.content(mail).filter(Boolean));
    };
    details.addEventListener('toggle', fill);
    fill();
    return h('li', { data: { mail: mail.id } }, details);
  }

  content(mail) {
    return [
      h('p', { class: 'mail-to' }, `${mail.from.address} to ${mail.isOwn ? mail.to : 'me'}`),
      mail.isAutomatic && h('p', { class: 'mail-note' }, 'Sent by the mail program'),
      mailBody(mail),
      mail.files.length > 0 && h('ul', { class: 'mail-files' }, mail.files.map(file)),
      mail.leaving && this.leaving(mail),
    ];
  }

  /** Unsubscribe, as mail programs offer it for lists. */
  leaving({ id, leaving, left }) {
    if (left)
      return h('p', { class: 'mail-note' }, left === 'done' ? 'Unsubscribed' : 'Asked to be unsubscribed');
    if (leaving.kind === 'page')
      return h(
        'a',
        { class: 'mail-leave', href: leaving.url, target: '_blank', rel: 'noreferrer noopener' },
        'Unsubscribe on their page',
      );
    const leave = () => act(this.phoneId, { act: 'unsubscribe', mailId: id });
    return h('button', { type: 'button', class: 'mail-leave', onclick: leave }, 'Unsubscribe');
  }
}

function head({ from, isOwn, isTaken, at, snippet }) {
  const date = new Date(at);
  const name = isOwn ? 'me' : from.name || from.address;
  return h(
    'summary',
    {},
    h(
      'span',
      { class: `face hue-${hueOf(from.name || from.address)}`, 'aria-hidden': 'true' },
      initialsOf(from.name || from.address),
    ),
    h('strong', {}, name),
    h('time', { datetime: at }, `${shortDayOf(date)}, ${hourOf(date)}`),
    h('span', { class: 'mail-snippet' }, snippet),
    isOwn && !isTaken && h('span', { class: 'mail-note' }, 'Sending…'),
  );
}

const file = ({ name, url, isDrawn }) =>
  h(
    'li',
    {},
    isDrawn
      ? h(
          'a',
          { href: url, target: '_blank', rel: 'noreferrer' },
          h('img', { src: url, alt: name, class: 'shot' }),
        )
      : h('a', { href: url, class: 'paper', download: name }, icon('paper'), h('span', {}, name)),
  );
