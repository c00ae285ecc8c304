import { tell } from './api.js';
import { h } from './dom.js';
import { hourOf, now } from './time.js';

/** Whose phone it is, above it. */
export function owner(view) {
  return h(
    'header',
    { class: 'owner' },
    h('span', { class: `face hue-${hueOf(view.id)}`, 'aria-hidden': 'true' }, initialsOf(view.name)),
    h('div', { class: 'owner-words' }, h('h2', {}, view.name), h('p', {}, view.about)),
    h(
      'button',
      { type: 'button', class: 'number', title: 'Copy the number', onclick: () => copy(view.number) },
      view.number,
    ),
  );
}

/** The line at the top of a screen. */
export function statusBar() {
  return h(
    'div',
    { class: 'status', 'aria-hidden': 'true' },
    h('span', { class: 'status-time' }, hourOf(now())),
    h('span', { class: 'island' }),
    h('span', { class: 'signal' }, h('i'), h('i'), h('i'), h('i')),
    h('span', { class: 'battery' }),
  );
}

export const initialsOf = (name) =>
  name
    .split(' ')
    .filter((part) => /\p{L}/u.test(part))
    .slice(0, 2)
    .map((part) => [...part][0])
    .join('') || '#';

export const hueOf = (id) => [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 997, 7) % 7;

async function copy(number) {
  await navigator.clipboard?.writeText(number).then(
    () => tell(`${number} is copied.`),
    () => undefined,
  );
}
