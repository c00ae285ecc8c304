import { bubble } from './bubble.js';
import { h, isCalm } from './dom.js';
import { dayOf } from './time.js';

/** The conversation on a phone. Only what changed is drawn anew, so that nothing jumps and nothing loses its focus. */
export class Messages {
  constructor(view, acts) {
    this.acts = acts;
    this.items = new Map();
    this.heardCount = 0;
    this.list = h('ol', {
      class: 'messages',
      role: 'log',
      'aria-live': 'off',
      'aria-label': `Messages of ${view.firstName}`,
    });
    this.element = h(
      'div',
      { class: 'scroll', tabindex: '0', 'aria-label': `Conversation of ${view.firstName}`, role: 'region' },
      this.list,
    );
    this.isDrawn = false;
    this.isAtEnd = true;
    this.last = { top: 0, height: 0, inner: 0 };
    new ResizeObserver(() => this.isAtEnd && this.toEnd('auto')).observe(this.element);
    this.element.addEventListener('scroll', () => this.scrolled(), { passive: true });
  }

  speak(isSpoken) {
    this.list.setAttribute('aria-live', isSpoken ? 'polite' : 'off');
  }

  show(view) {
    const present = new Set(view.messages.map(({ id }) => id));
    for (const [id, item] of this.items) if (!present.has(id)) this.remove(id, item);
    const news = view.messages.filter((message) => this.put(message, view));
    this.showDays(view.messages);
    this.heardCount = view.messages.filter(({ isMine }) => !isMine).length;
    if (news.length > 0 && (this.isAtEnd || news.some(({ isMine }) => isMine)))
      this.toEnd(this.isDrawn && !isCalm() ? 'smooth' : 'auto');
    this.isDrawn = true;
  }

  /** Returns whether it is new. */
  put(message, view) {
    const waiting = view.presses.filter((press) => press.messageId === message.id && !press.isAnswered);
    const look = JSON.stringify([message, waiting]);
    const known = this.items.get(message.id);
    if (known?.look === look) return false;
    const element = bubble(message, { view, waiting, acts: this.acts, goTo: (id) => this.goTo(id) });
    if (known) {
      const focused = pressables(known.element).indexOf(document.activeElement);
      for (const menu of element.querySelectorAll('details'))
        menu.open = known.element.querySelector('details[open]') !== null;
      known.element.replaceWith(element);
      if (focused >= 0) (pressables(element)[focused] ?? this.element).focus({ preventScroll: true });
    } else {
      element.classList.toggle('is-new', this.isDrawn);
      this.list.append(element);
    }
    this.items.set(message.id, { element, look });
    return !known;
  }

  /** A line with the date above the first message of each day, as the clock can skip some. */
  showDays(messages) {
    let last = '';
    for (const message of messages) {
      const day = dayOf(new Date(message.at));
      const { element } = this.items.get(message.id);
      if (day === last) delete element.dataset.day;
      else element.dataset.day = day;
      last = day;
    }
  }

  remove(id, { element }) {
    this.items.delete(id);
    element.remove();
  }

  goTo(id) {
    const item = this.items.get(id);
    if (!item) return;
    const top = item.element.offsetTop - this.element.clientHeight / 3;
    this.element.scrollTo({ top, behavior: isCalm() ? 'auto' : 'smooth' });
    item.element.classList.remove('is-shown');
    requestAnimationFrame(() => item.element.classList.add('is-shown'));
  }

  /** Whoever goes back to read earlier messages stays there; a change of size moves nobody. */
  scrolled() {
    const { scrollTop: top, scrollHeight: inner, clientHeight: height } = this.element;
    const isSameSize = height === this.last.height && inner === this.last.inner;
    if (inner - top - height < 40) this.isAtEnd = true;
    else if (isSameSize && top < this.last.top) this.isAtEnd = false;
    this.last = { top, height, inner };
  }

  toEnd(behavior) {
    this.isAtEnd = true;
    this.element.scrollTo({ top: this.element.scrollHeight, behavior });
  }
}

const pressables = (element) => [...element.querySelectorAll('button, a, summary')];
