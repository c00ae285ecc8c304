import { act } from './api.js';
import { h, icon, setText } from './dom.js';
import { hueOf, initialsOf, owner, statusBar } from './frame.js';
import { Letter } from './mailLetter.js';
import { mailList } from './mailList.js';
import { awayMenu, showAway } from './mailMenu.js';
import { Thread } from './mailThread.js';

/** A mail program with its owner's name above it: a list of threads, one thread, or a new mail. */
export class MailCard {
  constructor(view, { isFresh }) {
    this.id = view.id;
    this.firstName = view.firstName;
    this.initials = initialsOf(view.name);
    this.hue = hueOf(view.id);
    this.heardCount = 0;
    this.thread = null;
    this.letter = null;
    this.more = awayMenu(view);
    this.back = h(
      'button',
      { type: 'button', class: 'back', 'aria-label': 'Back to the inbox', onclick: () => this.toList() },
      icon('back'),
    );
    this.title = h('strong', {});
    this.below = h('span', {});
    this.away = h('p', { class: 'mail-away', hidden: true });
    this.list = h('ol', { class: 'mail-list', 'aria-label': `Mails of ${view.firstName}` });
    this.write = h(
      'button',
      { type: 'button', class: 'mail-write', onclick: () => this.toLetter() },
      icon('edit'),
      'Compose',
    );
    this.inside = h('div', { class: 'mail-inside', tabindex: '-1' });
    this.element = h(
      'section',
      {
        class: `phone-card${isFresh ? ' is-fresh' : ''}`,
        id: `phone-${view.id}`,
        'aria-label': `${view.name}’s mailbox`,
        data: { channel: 'email' },
      },
      owner(view),
      h('div', { class: 'phone email' }, statusBar(), this.head(), this.away, this.inside),
    );
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.list.addEventListener('click', (event) => this.pressed(event));
  }

  head() {
    const words = h('div', { class: 'chat-words' }, this.title, this.below);
    return h('header', { class: 'chat-head' }, this.back, icon('mail', 'icon mail-sign'), words, this.more);
  }

  show(view, lab) {
    this.view = view;
    this.lab = lab;
    const mails = view.mailbox.threads.flatMap((thread) => thread.mails);
    this.heardCount = mails.filter(({ isOwn }) => !isOwn).length;
    showAway(this, view);
    this.draw();
  }

  /** An invite is offered where nothing was written yet. */
  showSurroundings(lab) {
    this.lab = lab;
    if (this.view && !this.thread && !this.letter) this.draw();
  }

  setOnStage(isOnStage) {
    this.element.classList.toggle('is-on-stage', isOnStage);
  }

  /** The story types: an answer in the thread in which something happened last. */
  showTyping(typing) {
    const [latest] = this.view.mailbox.threads;
    if (typing && !this.thread && latest) this.toThread(latest.id);
    this.thread?.reply.type(typing?.text ?? null);
  }

  draw() {
    const { address, threads } = this.view.mailbox;
    const unread = threads.filter(({ mails }) => mails.some(({ isRead }) => !isRead)).length;
    this.element.dataset.screen = this.letter ? 'letter' : this.thread ? 'thread' : 'list';
    this.back.hidden = !this.letter && !this.thread;
    setText(this.below, address);
    if (this.letter) return setText(this.title, 'New mail');
    if (this.thread) return this.drawThread(threads);
    setText(this.title, unread > 0 ? `Inbox (${unread})` : 'Inbox');
    mailList(this.list, { view: this.view, lab: this.lab });
    this.put(this.list, this.write);
  }

  drawThread(threads) {
    const thread = threads.find(({ id }) => id === this.thread.id);
    if (!thread) return this.toList();
    setText(this.title, thread.subject || '(no subject)');
    this.thread.show(thread);
    if (thread.mails.some(({ isRead }) => !isRead)) act(this.id, { act: 'read', threadId: thread.id });
  }

  /** What is there stays, so that nothing loses its focus. */
  put(...nodes) {
    if (nodes.some((node, index) => this.inside.childNodes[index] !== node))
      this.inside.replaceChildren(...nodes);
  }

  toThread(id) {
    this.letter = null;
    this.thread = new Thread(id, this.view);
    this.put(this.thread.element, this.thread.reply.element);
    this.draw();
    this.back.focus({ preventScroll: true });
  }

  toLetter(wanted = {}) {
    this.thread = null;
    this.letter = new Letter(this.view, this.lab, () => this.toList());
    this.put(this.letter.element);
    this.draw();
    this.letter.begin(wanted);
  }

  /** Back to where one came from. */
  toList() {
    const from = this.thread?.id;
    this.thread = null;
    this.letter = null;
    this.draw();
    const button = from && this.list.querySelector(`[data-thread="${from}"]`);
    (button || this.write).focus({ preventScroll: true });
  }

  pressed(event) {
    const { thread, to, text } = event.target.closest('button')?.dataset ?? {};
    if (thread) this.toThread(thread);
    else if (to) this.toLetter({ to, text });
  }

  key(event) {
    if (event.key !== 'Escape' || this.back.hidden || event.target.closest('details[open].menu')) return;
    event.preventDefault();
    this.toList();
  }
}
