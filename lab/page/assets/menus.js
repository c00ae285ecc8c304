import { h, icon } from './dom.js';

/** The menu of what a bot understands; hidden until the bot has said so. */
export function commandMenu() {
  const summary = h('summary', { 'aria-label': 'The bot’s commands', title: 'Menu' }, icon('menu'));
  const menu = h(
    'details',
    { class: 'menu commands', hidden: true },
    summary,
    h('div', { class: 'menu-list' }),
  );
  closeOutside(menu);
  return menu;
}

export function fillCommands(menu, commands, say) {
  const look = JSON.stringify(commands);
  if (menu.dataset.look === look) return;
  menu.dataset.look = look;
  menu.hidden = commands.length === 0;
  const item = ({ command, description }) =>
    h(
      'button',
      { type: 'button', onclick: () => say(`/${command}`) },
      h('strong', {}, `/${command}`),
      h('span', {}, description),
    );
  menu.querySelector('.menu-list').replaceChildren(...commands.map(item));
}

const photo = ['Photo', 'photo', { act: 'send', kind: 'photo' }];
const voice = ['Voice message', 'voice', { act: 'send', kind: 'voice' }];

const whatsapp = [
  photo,
  ['Document', 'paper', { act: 'send', kind: 'document' }],
  voice,
  ['Location', 'pin', { act: 'send', kind: 'location' }],
  ['My contact', 'contact', { act: 'shareContact' }],
  ['Poll', 'menu', { act: 'send', kind: 'poll' }],
];

/** What can be sent besides text; a channel that is missing has nothing else. */
export const attachments = {
  telegram: [
    photo,
    ['Sticker', 'sticker', { act: 'send', kind: 'sticker' }],
    voice,
    ['My phone number', 'contact', { act: 'shareContact' }],
  ],
  whatsapp,
  'whatsapp-web': whatsapp,
  web: [photo, ['Document', 'paper', { act: 'send', kind: 'document' }], voice],
  email: [photo, ['Document', 'paper', { act: 'send', kind: 'document' }]],
};

/** The menu of what one can send besides text. */
export function attachMenu(channel, send) {
  const item = ([words, iconName, wanted]) =>
    h('button', { type: 'button', onclick: () => choose(wanted) }, icon(iconName), words);
  const summary = h(
    'summary',
    { 'aria-label': 'Send something else', title: 'Send something else' },
    icon('clip'),
  );
  const list = h('div', { class: 'menu-list' }, attachments[channel].map(item));
  const menu = h('details', { class: 'menu attach' }, summary, list);
  const choose = (wanted) => {
    menu.open = false;
    send(wanted);
  };
  closeOutside(menu);
  return menu;
}

/** A press elsewhere and Escape close it. */
export function closeOutside(menu) {
  addEventListener('pointerdown', (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}
