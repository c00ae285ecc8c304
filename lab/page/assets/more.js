import { act } from './api.js';
import { h, icon } from './dom.js';
import { closeOutside } from './menus.js';

const items = {
  telegram: [
    ['block', 'Block the bot', 'block'],
    ['unblock', 'Unblock the bot', 'check'],
  ],
  whatsapp: [
    ['hideNumber', 'Hide my number', 'contact'],
    ['showNumber', 'Show my number', 'contact'],
    ['block', 'Block the business', 'block'],
    ['unblock', 'Unblock the business', 'check'],
  ],
};

/** What need not be offered, as it is so already. */
const isDone = {
  block: ({ isBlocked }) => isBlocked,
  unblock: ({ isBlocked }) => !isBlocked,
  hideNumber: ({ hidesNumber }) => hidesNumber,
  showNumber: ({ hidesNumber }) => !hidesNumber,
};

/** The menu in a chat's head; a phone that can only text has none. */
export function moreMenu({ id, channel }) {
  if (!items[channel]) return null;
  const item = ([name, words, iconName]) =>
    h('button', { type: 'button', data: { act: name }, onclick: () => choose(name) }, icon(iconName), words);
  const menu = h(
    'details',
    { class: 'menu more' },
    h('summary', { 'aria-label': 'More' }, icon('more')),
    h('div', { class: 'menu-list' }, items[channel].map(item)),
  );
  const choose = (name) => {
    menu.open = false;
    act(id, { act: name });
  };
  closeOutside(menu);
  return menu;
}

export function fillMore(menu, view) {
  for (const item of menu.querySelectorAll('[data-act]')) item.hidden = isDone[item.dataset.act](view);
}
