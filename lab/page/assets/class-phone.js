import { ask } from './api.js';
import { h, icon, setText } from './dom.js';

/** The phone of the class's own number: it scans the code with which WhatsApp Web begins in the server's Chromium. */
export class ClassPhone {
  id = 'class';
  firstName = 'Class';
  initials = 'WA';
  hue = 5;
  heardCount = 0;

  constructor({ number }) {
    this.code = h('div', { class: 'code' });
    // Both from the beginning: when the server ends, which is shown here as well, no picture can be had any more.
    this.linked = h('div', { class: 'code', hidden: true }, icon('check'));
    this.waiting = h('div', { class: 'code' }, icon('clock'));
    this.sentence = h('p', { role: 'status' });
    this.scan = button('Scan it with the class’s phone', '/class-phone/scan');
    this.unlink = button('Log this browser out', '/class-phone/unlink');
    this.element = h(
      'section',
      { class: 'phone-card class-phone', id: 'class-phone', 'aria-label': 'The class’s WhatsApp' },
      h(
        'header',
        { class: 'owner' },
        h('span', { class: `face hue-${this.hue}`, 'aria-hidden': 'true' }, icon('contact')),
        h('div', { class: 'owner-words' }, h('h2', {}, 'The class’s WhatsApp'), h('p', {}, number)),
      ),
      h(
        'div',
        { class: 'phone whatsapp' },
        h(
          'header',
          { class: 'chat-head' },
          h('div', { class: 'chat-words' }, h('strong', {}, 'Linked devices')),
        ),
        h(
          'div',
          { class: 'linking' },
          this.code,
          this.linked,
          this.waiting,
          this.sentence,
          this.scan,
          this.unlink,
        ),
      ),
    );
  }

  show({ kind, sentence, code }) {
    this.element.dataset.kind = kind;
    setText(this.sentence, sentence);
    this.scan.hidden = code === null;
    this.unlink.hidden = kind !== 'connected';
    this.linked.hidden = kind !== 'connected';
    this.waiting.hidden = kind === 'connected' || code !== null;
    this.code.hidden = code === null;
    if (code === null || this.drawn === code) return;
    this.drawn = code;
    this.code.replaceChildren(picture(code));
  }
}

function button(words, route) {
  const press = async () => {
    element.disabled = true;
    await ask('POST', route);
    element.disabled = false;
  };
  const element = h('button', { type: 'button', class: 'primary', onclick: press, hidden: true }, words);
  return element;
}

/** Parsed rather than written into the page: nothing in it can be more than a drawing. */
function picture(svg) {
  const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  drawing.setAttribute('role', 'img');
  drawing.setAttribute('aria-label', 'The QR code of WhatsApp Web');
  return document.importNode(drawing, true);
}
