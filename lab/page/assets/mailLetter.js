import { act } from './api.js';
import { h, icon } from './dom.js';
import { Attachments } from './mailAttach.js';

/** A mail that is written anew. */
export class Letter {
  constructor(view, lab, onSent) {
    this.view = view;
    this.onSent = onSent;
    this.ways = waysTo(view, lab);
    const { id } = view;
    this.to = h('input', {
      name: 'to',
      type: 'email',
      required: true,
      autocomplete: 'off',
      list: `ways-${id}`,
    });
    this.subject = h('input', { name: 'subject', maxlength: 500, autocomplete: 'off' });
    this.text = h('textarea', {
      name: 'text',
      required: true,
      maxlength: 50_000,
      'aria-label': 'Text of the mail',
      placeholder: 'Compose a mail',
    });
    this.attachments = new Attachments();
    this.element = h(
      'form',
      { class: 'mail-letter' },
      h('label', {}, h('span', {}, 'To'), this.to),
      h(
        'datalist',
        { id: `ways-${id}` },
        this.ways.map(({ to }) => h('option', { value: to })),
      ),
      h(
        'div',
        { class: 'mail-ways', role: 'group', 'aria-label': 'Addresses' },
        this.ways.map((way) => this.way(way)),
      ),
      h('label', {}, h('span', {}, 'Subject'), this.subject),
      this.text,
      this.attachments.element,
      h(
        'footer',
        {},
        h('button', { type: 'submit', class: 'mail-go' }, icon('send'), 'Send'),
        this.attachments.menu,
      ),
    );
    this.element.addEventListener('submit', (event) => this.submit(event));
    this.element.addEventListener('keydown', (event) => this.key(event));
  }

  /** Prefilled with what is sensible. */
  begin({ to = this.ways[0].to, text = '' }) {
    this.to.value = to;
    this.text.value = text;
    if (to.startsWith('join+')) this.subject.value = 'Hello';
    this.text.focus({ preventScroll: true });
  }

  way({ to, words }) {
    const take = () => {
      this.to.value = to;
      this.subject.focus({ preventScroll: true });
    };
    return h('button', { type: 'button', onclick: take, title: to }, words);
  }

  async submit(event) {
    event.preventDefault();
    const { to, subject, text } = Object.fromEntries(new FormData(this.element));
    const send = this.element.querySelector('[type=submit]');
    send.disabled = true;
    const attach = [...this.attachments.kinds];
    const sent = await act(this.view.id, { act: 'compose', to, subject, text, attach });
    send.disabled = false;
    if (sent !== null) this.onSent();
  }

  key(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.element.requestSubmit();
  }
}

/** Whom one may want to write to: the invite's address where one has said nothing yet, the class, its lists. */
function waysTo({ mailbox, isStarted }, { mail, invite }) {
  const [, address] = /<([^<>]+)>$/.exec(mail.from) ?? [null, mail.from];
  const ours = { to: address, words: 'The class' };
  const join = invite && { to: `join+${invite.code}@${mail.domain}`, words: 'Join with the invite' };
  const lists = mailbox.lists.map((to) => ({ to, words: to.split('@')[0] }));
  return (isStarted ? [ours, ...lists, join] : [join, ours]).filter(Boolean);
}
