import { act } from './api.js';
import { h, icon } from './dom.js';
import { attachMenu, attachments, commandMenu, fillCommands } from './menus.js';

/** Where one types, with all that stands around it: reply, attachments, the bot's commands, its keyboard. */
export class Composer {
  constructor(view) {
    this.id = view.id;
    this.isTelegram = view.channel === 'telegram';
    this.isChat = view.channel !== 'sms';
    this.aim = null;
    this.input = h('textarea', {
      rows: 1,
      maxlength: 4096,
      'aria-label': `Message of ${view.firstName}`,
      placeholder: this.isChat ? 'Message' : 'Text message',
      enterkeyhint: 'send',
      autocomplete: 'off',
    });
    this.send = h(
      'button',
      { type: 'submit', class: 'send', 'aria-label': 'Send' },
      icon(this.isChat ? 'send' : 'up'),
    );
    this.aimBar = h('div', { class: 'aim', hidden: true });
    this.commands = this.isTelegram ? commandMenu() : null;
    this.form = h(
      'form',
      { class: 'composer' },
      this.commands,
      h(
        'div',
        { class: 'type' },
        this.input,
        attachments[view.channel] && attachMenu(view.channel, (wanted) => act(this.id, wanted)),
      ),
      this.send,
    );
    this.keyboard = h('div', { class: 'keyboard', hidden: true });
    this.blocked = h('div', { class: 'wide-bar', hidden: true });
    this.element = h('div', { class: 'composer-area' }, this.aimBar, this.form, this.blocked, this.keyboard);
    this.form.addEventListener('submit', (event) => this.submit(event));
    this.input.addEventListener('input', () => this.fit());
    this.input.addEventListener('keydown', (event) => this.key(event));
  }

  show(view) {
    this.view = view;
    const shownBar = (this.isChat && view.isBlocked) || (this.isTelegram && !view.isStarted);
    this.form.hidden = shownBar;
    this.blocked.hidden = !shownBar;
    if (shownBar) this.showBar(view);
    this.showKeyboard(view);
    if (this.commands) fillCommands(this.commands, view.commands, (text) => this.say(text));
  }

  showBar({ isBlocked }) {
    const unblock = this.isTelegram ? 'Unblock the bot' : 'Unblock the business';
    const [words, wanted] = isBlocked ? [unblock, { act: 'unblock' }] : ['Start', { act: 'start' }];
    if (this.blocked.dataset.words === words) return;
    this.blocked.dataset.words = words;
    this.blocked.replaceChildren(h('button', { type: 'button', onclick: () => act(this.id, wanted) }, words));
  }

  showKeyboard({ keyboard, isBlocked }) {
    const rows = isBlocked ? [] : keyboard;
    const look = JSON.stringify(rows);
    if (this.keyboard.dataset.look === look) return;
    this.keyboard.dataset.look = look;
    this.keyboard.hidden = rows.length === 0;
    const key = ({ label, asksContact }) =>
      h(
        'button',
        { type: 'button', onclick: () => act(this.id, { act: 'tap', label }) },
        asksContact && icon('contact'),
        label,
      );
    this.keyboard.replaceChildren(...rows.map((row) => h('div', { class: 'row' }, row.map(key))));
  }

  /** Begins a reply. On a phone that can only text, with the number that the message names. */
  replyTo(message) {
    if (!this.isChat) {
      const number = /\bREPLY (\d+)/.exec(message.spans.map(({ text }) => text).join(''))?.[1];
      return this.fill(number ? `REPLY ${number}: ` : this.input.value);
    }
    this.setAim(
      { act: 'say', replyTo: message.id },
      'reply',
      message.isMine ? 'Reply to yourself' : 'Reply to Homeroom',
      message,
    );
  }

  edit(message) {
    this.setAim({ act: 'edit', messageId: message.id }, 'edit', 'Change your message', message);
    this.fill(message.spans.map(({ text }) => text).join(''));
  }

  /** Puts words into the composer, to be looked at and sent. */
  fill(text) {
    this.input.value = text;
    this.fit();
    this.input.focus({ preventScroll: true });
  }

  /** The story types: letter by letter, in the time it has for that. */
  showTyping(typing) {
    if (typing?.text === this.typed?.text) return;
    clearInterval(this.typingTimer);
    if (!typing && this.typed) this.fillSilently('');
    this.typed = typing;
    if (!typing) return;
    const from = performance.now();
    const show = () => {
      const share = Math.min(1, (performance.now() - from) / typing.ms);
      this.fillSilently(typing.text.slice(0, Math.ceil(typing.text.length * share)));
      if (share === 1) clearInterval(this.typingTimer);
    };
    this.typingTimer = setInterval(show, 30);
    show();
  }

  fillSilently(text) {
    this.input.value = text;
    this.fit();
  }

  setAim(wanted, iconName, title, message) {
    this.aim = wanted;
    const excerpt = message.spans.map(({ text }) => text).join('') || message.kind;
    this.aimBar.replaceChildren(
      icon(iconName),
      h('span', {}, h('strong', {}, title), h('span', {}, excerpt)),
      h(
        'button',
        { type: 'button', 'aria-label': 'Not after all', onclick: () => this.clearAim() },
        icon('close'),
      ),
    );
    this.aimBar.hidden = false;
    this.input.focus({ preventScroll: true });
  }

  clearAim() {
    if (this.aim?.act === 'edit') this.fillSilently('');
    this.aim = null;
    this.aimBar.hidden = true;
  }

  async submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (text === '') return;
    const wanted = { act: 'say', ...this.aim, text };
    this.fillSilently('');
    this.aim = null;
    this.aimBar.hidden = true;
    if ((await act(this.id, wanted)) === null && this.input.value === '') this.fillSilently(text);
  }

  say(text) {
    if (this.commands) this.commands.open = false;
    return act(this.id, { act: 'say', text });
  }

  key(event) {
    if (event.key === 'Escape') this.clearAim();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  /** As high as its lines, up to five. */
  fit() {
    this.input.style.height = 'auto';
    this.input.style.height = `${this.input.scrollHeight}px`;
    this.form.classList.toggle('has-words', this.input.value.trim() !== '');
  }
}
