import { act } from './api.js';
import { h, icon } from './dom.js';
import { paper, picture, voice } from './files.js';

/** Both look alike: a business, and an ordinary account. */
export const isWhatsapp = ({ channel }) => channel === 'whatsapp' || channel === 'whatsapp-web';

/** What a WhatsApp bubble holds, from its header to its footer; `caption` is the paragraph of its words. */
export function whatsappContent(message, caption) {
  if (message.kind === 'revoked') return [h('p', { class: 'revoked' }, icon('block'), deleted(message))];
  return [
    message.isForwarded && h('span', { class: 'forwarded' }, icon('forward'), 'Forwarded'),
    message.kind === 'photo' && message.file && picture(message.file),
    message.kind === 'document' && message.file && paper(message.file),
    message.kind === 'voice' && voice(),
    message.place && place(message.place),
    message.card && card(message.card),
    message.kind === 'poll' && h('span', { class: 'forwarded' }, 'Poll'),
    message.header && h('strong', { class: 'bubble-header' }, message.header),
    caption,
    message.footer && h('span', { class: 'bubble-footer' }, message.footer),
  ];
}

const deleted = ({ isMine }) => (isMine ? 'You deleted this message' : 'This message was deleted');
const place = ({ name, address, latitude, longitude }) =>
  h(
    'div',
    { class: 'place' },
    h('div', { class: 'map', role: 'img', 'aria-label': 'A place on a map' }, icon('pin')),
    h('strong', {}, name ?? `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`),
    address && h('span', {}, address),
  );

const card = ({ name, phone }) =>
  h(
    'div',
    { class: 'card' },
    icon('contact'),
    h('span', {}, h('strong', {}, name), h('span', { class: 'card-phone' }, phone)),
  );

const tickWords = { sent: 'Sent', delivered: 'Delivered', read: 'Read' };

export const whatsappTicks = ({ ticks }) =>
  h(
    'span',
    { class: `ticks is-${ticks}`, role: 'img', 'aria-label': tickWords[ticks], title: tickWords[ticks] },
    icon(ticks === 'sent' ? 'tick' : 'ticks'),
  );

/** The button under a message that opens its list, over the whole phone. */
export function listButton(message, view) {
  const { list } = message;
  const open = (event) => {
    const phone = event.target.closest('.phone');
    phone.querySelector('.list-sheet')?.remove();
    const sheet = listSheet(message, view);
    phone.append(sheet);
    sheet.show();
  };
  return h(
    'div',
    { class: 'inline-keyboard' },
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', class: 'key', onclick: open }, icon('menu'), list.button),
    ),
  );
}

function listSheet({ id, list }, view) {
  const send = h('button', { type: 'submit', class: 'list-send', disabled: true }, 'Send');
  const form = h(
    'form',
    { method: 'dialog' },
    h('header', {}, closer(), h('strong', {}, list.button)),
    h('div', { class: 'list-rows' }, list.sections.map(section)),
    send,
  );
  const sheet = h('dialog', { class: 'list-sheet', 'aria-label': list.button }, form);
  form.addEventListener('change', () => send.removeAttribute('disabled'));
  form.addEventListener('submit', () => {
    const rowId = new FormData(form).get('row');
    if (rowId !== null) act(view.id, { act: 'choose', messageId: id, rowId });
  });
  sheet.addEventListener('keydown', (event) => event.key === 'Escape' && sheet.close());
  sheet.addEventListener('close', () => sheet.remove());
  return sheet;
}

const closer = () =>
  h(
    'button',
    {
      type: 'button',
      class: 'list-close',
      'aria-label': 'Close',
      onclick: (event) => event.target.closest('dialog').close(),
    },
    icon('close'),
  );

const section = ({ title, rows }) => h('fieldset', {}, title && h('legend', {}, title), rows.map(row));

const row = ({ id, title, description }) =>
  h(
    'label',
    {},
    h('span', {}, h('b', {}, title), description && h('small', {}, description)),
    h('input', { type: 'radio', name: 'row', value: id }),
  );
