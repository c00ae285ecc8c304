import { h, icon } from './dom.js';
import { attachMenu } from './menus.js';

const names = { photo: 'IMG_1988.jpg', document: 'paper.pdf' };
const mostFiles = 5;

/** What goes with a mail besides its words: chosen in a menu, and shown until it is sent. */
export class Attachments {
  constructor() {
    this.kinds = [];
    this.menu = attachMenu('email', ({ kind }) => this.add(kind));
    this.element = h('ul', { class: 'mail-chips', 'aria-label': 'Attached', hidden: true });
  }

  add(kind) {
    if (this.kinds.length < mostFiles) this.kinds.push(kind);
    this.draw();
  }

  /** They are on their way. */
  take() {
    const taken = this.kinds;
    this.kinds = [];
    this.draw();
    return taken;
  }

  draw() {
    this.element.hidden = this.kinds.length === 0;
    this.element.replaceChildren(...this.kinds.map((kind, index) => this.chip(kind, index)));
  }

  chip(kind, index) {
    const remove = () => {
      this.kinds.splice(index, 1);
      this.draw();
    };
    return h(
      'li',
      {},
      icon(kind === 'photo' ? 'photo' : 'paper'),
      names[kind],
      h('button', { type: 'button', 'aria-label': `Without ${names[kind]}`, onclick: remove }, icon('close')),
    );
  }
}
