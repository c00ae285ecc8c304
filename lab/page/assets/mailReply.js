import { act } from './api.js';
import { h, icon } from './dom.js';
import { Attachments } from './mailAttach.js';

/** Where one answers a mail, below its thread. */
export class Reply {
  constructor(phoneId, firstName) {
    this.phoneId = phoneId;
    this.input = h('textarea', {
      rows: 1,
      maxlength: 50_000,
      'aria-label': `Reply of ${firstName}`,
      placeholder: 'Reply',
      autocomplete: 'off',
    });
    this.attachments = new Attachments();
    this.form = h(
      'form',
      { class: 'composer' },
      h('div', { class: 'type' }, this.input, this.attachments.menu),
      h('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, icon('send')),
    );
    this.element = h('div', { class: 'composer-area' }, this.attachments.element, this.form);
    this.form.addEventListener('submit', (event) => this.submit(event));
    this.input.addEventListener('input', () => this.fit());
    this.input.addEventListener('keydown', (event) => this.key(event));
  }

  /** Which mail is answered. */
  aim({ id }) {
    this.mailId = id;
  }

  /** Words that somebody else types here; `null`: no more of them. */
  type(text) {
    if (text === null && !this.isTyped) return;
    this.isTyped = text !== null;
    this.input.value = text ?? '';
    this.fit();
  }

  async submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (text === '') return;
    const attach = this.attachments.take();
    this.input.value = '';
    this.fit();
    const sent = await act(this.phoneId, { act: 'reply', mailId: this.mailId, text, attach });
    if (sent !== null || this.input.value !== '') return;
    this.input.value = text;
    this.fit();
  }

  /** A mail has lines: it is sent as mail programs do, with Ctrl and Enter. */
  key(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  fit() {
    this.input.style.height = 'auto';
    this.input.style.height = `${this.input.scrollHeight}px`;
    this.form.classList.toggle('has-words', this.input.value.trim() !== '');
  }
}
