import { act } from './api.js';
import { h, icon } from './dom.js';
import { isWhatsapp } from './whatsapp.js';

/** What can be done with a message, beside it. */
export function tools(message, { view, acts }) {
  const isOwnText = message.isMine && message.kind === 'text';
  const isOnWhatsapp = isWhatsapp(view);
  const revoke = () => act(view.id, { act: 'revoke', messageId: message.id });
  return h(
    'span',
    { class: 'bubble-tools' },
    tool('reply', { label: 'Reply to this message', title: 'Reply', onclick: () => acts.reply(message) }),
    isOwnText &&
      tool('edit', { label: 'Change this message', title: 'Change', onclick: () => acts.edit(message) }),
    isOnWhatsapp &&
      message.isMine &&
      tool('bin', { label: 'Delete this message for everyone', title: 'Delete', onclick: revoke }),
    isOnWhatsapp && reactionMenu(message, view),
  );
}

const tool = (name, { label, title, onclick }) =>
  h('button', { type: 'button', 'aria-label': label, title, onclick }, icon(name));

const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** One's reaction to a message: a row of six. */
function reactionMenu(message, view) {
  const choose = (emoji) => {
    menu.open = false;
    act(view.id, { act: 'react', messageId: message.id, emoji });
  };
  const menu = h(
    'details',
    { class: 'menu react' },
    h('summary', { 'aria-label': 'React to this message', title: 'React' }, icon('smile')),
    h(
      'div',
      { class: 'menu-list' },
      emojis.map((emoji) => h('button', { type: 'button', onclick: () => choose(emoji) }, emoji)),
    ),
  );
  // Listeners on the whole page would outlive the bubble, which is drawn anew at each change.
  menu.addEventListener('focusout', (event) => {
    if (!menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') menu.open = false;
  });
  return menu;
}
