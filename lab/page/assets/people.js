import { h, isCalm } from './dom.js';

/** The row of faces: on a small screen one phone is seen at a time, and this is how to get to another. */
export class People {
  constructor(desk, row) {
    this.desk = desk;
    this.row = row;
    this.tabs = new Map();
    this.current = null;
    this.watch = new IntersectionObserver((entries) => this.seen(entries), { root: desk, threshold: 0.6 });
  }

  add(card) {
    const badge = h('span', { class: 'badge', hidden: true });
    const tab = h(
      'button',
      { type: 'button', class: 'person', onclick: () => this.goTo(card, { isWanted: true }) },
      h('span', { class: `face hue-${card.hue}`, 'aria-hidden': 'true' }, card.initials),
      h('span', { class: 'person-name' }, card.firstName),
      badge,
    );
    this.tabs.set(card.id, { tab, badge, card, unseen: 0, known: null, isSeen: false });
    this.row.append(tab);
    this.watch.observe(card.element);
  }

  remove(card) {
    const entry = this.tabs.get(card.id);
    entry?.tab.remove();
    this.watch.unobserve(card.element);
    this.tabs.delete(card.id);
  }

  /** Counts what came while nobody looked at that phone. */
  changed(card) {
    const entry = this.tabs.get(card.id);
    const count = card.heardCount;
    if (entry.known !== null && count > entry.known && !entry.isSeen) entry.unseen += count - entry.known;
    entry.known = count;
    this.showBadge(entry);
  }

  goTo(card, { isWanted = false } = {}) {
    if (!card || (this.current === card.id && !isWanted)) return;
    this.current = card.id;
    const { left, right } = card.element.getBoundingClientRect();
    const isInView = left >= 0 && right <= innerWidth;
    if (isInView) return;
    const side = Math.max(0, (this.desk.clientWidth - card.element.clientWidth) / 2);
    this.desk.scrollTo({
      left: card.element.offsetLeft - this.desk.offsetLeft - side,
      behavior: isCalm() ? 'auto' : 'smooth',
    });
  }

  /** To a phone that is about to be drawn. */
  goToSoon(id, cards, tries = 40) {
    if (cards.has(id)) return this.goTo(cards.get(id), { isWanted: true });
    if (tries > 0) setTimeout(() => this.goToSoon(id, cards, tries - 1), 50);
  }

  seen(entries) {
    for (const { target, isIntersecting } of entries) {
      const entry = [...this.tabs.values()].find(({ card }) => card.element === target);
      if (!entry) continue;
      entry.isSeen = isIntersecting;
      if (isIntersecting) entry.unseen = 0;
      if (isIntersecting) entry.tab.setAttribute('aria-current', 'true');
      else entry.tab.removeAttribute('aria-current');
      if (isIntersecting) this.row.scrollTo({ left: entry.tab.offsetLeft - this.row.clientWidth / 2 });
      this.showBadge(entry);
    }
  }

  showBadge({ badge, unseen }) {
    badge.textContent = String(unseen);
    badge.hidden = unseen === 0;
  }
}
