import { act } from './api.js';
import { h, icon } from './dom.js';
import { closeOutside } from './menus.js';

const items = [
  ['off', 'I am here', 'check'],
  ['polite', 'Away: people get a note', 'out'],
  ['blunt', 'Away: every mail gets a note', 'out'],
];

/** Whether mails are answered with a note while one is away. */
export function awayMenu({ id }) {
  const choose = (absence) => {
    menu.open = false;
    act(id, { act: 'autoReply', absence });
  };
  const item = ([absence, words, iconName]) =>
    h('button', { type: 'button', data: { absence }, onclick: () => choose(absence) }, icon(iconName), words);
  const menu = h(
    'details',
    { class: 'menu more' },
    h('summary', { 'aria-label': 'Out of office' }, icon('more')),
    h('div', { class: 'menu-list' }, items.map(item)),
  );
  closeOutside(menu);
  return menu;
}

const notes = {
  off: '',
  polite: 'Out of office is on',
  blunt: 'Out of office is on, for every mail',
};

export function showAway({ more, away }, { mailbox: { absence } }) {
  for (const item of more.querySelectorAll('[data-absence]'))
    item.setAttribute('aria-pressed', String(item.dataset.absence === absence));
  away.hidden = absence === 'off';
  away.textContent = notes[absence];
}
