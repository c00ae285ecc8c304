import { act } from './api.js';
import { h, icon } from './dom.js';
import { paper, picture, voice } from './files.js';
import { hourOf } from './time.js';
import { tools } from './tools.js';
import { isWhatsapp, listButton, whatsappContent, whatsappTicks } from './whatsapp.js';

/** One message. */
export function bubble(message, { view, waiting, acts, goTo }) {
  const isChat = view.channel !== 'sms';
  return h(
    'li',
    { class: `message ${message.isMine ? 'mine' : 'theirs'} ${message.kind}`, data: { id: message.id } },
    h(
      'div',
      { class: 'bubble', onclick: (event) => answerByTap(event, { message, view, acts }) },
      h('span', { class: 'unseen' }, message.isMine ? `${view.firstName}: ` : 'Homeroom: '),
      message.reply && quote(message.reply, goTo),
      ...content(message, view),
      isChat && h('span', { class: 'meta' }, ...meta(message)),
      isChat && message.kind !== 'revoked' && tools(message, { view, acts }),
    ),
    !isChat && h('span', { class: 'below' }, segments(message)),
    message.buttons.length > 0 && keyboard(message, { view, waiting }),
    message.list && listButton(message, view),
    message.reactions.length > 0 && h('span', { class: 'reactions' }, message.reactions.join(' ')),
  );
}

function quote({ id, author, text }, goTo) {
  return h(
    'button',
    { type: 'button', class: 'quote', onclick: () => goTo(id) },
    h('strong', {}, author),
    h('span', {}, text),
  );
}

function content(message, view) {
  const caption =
    message.spans.length > 0 && h('p', { class: 'words', dir: 'auto' }, phrases(message.spans, view));
  if (isWhatsapp(view)) return whatsappContent(message, caption);
  return [plainContent(message, { view, caption })];
}

function plainContent(message, { view, caption }) {
  const { kind, file } = message;
  if (kind === 'photo' && file) return h('div', {}, picture(file), caption);
  if (kind === 'photo')
    return h('div', {}, h('div', { class: 'picture', role: 'img', 'aria-label': 'A photo' }), caption);
  if (kind === 'sticker')
    return h('p', { class: 'big', role: 'img', 'aria-label': 'A sticker that waves' }, '👋');
  if (kind === 'voice') return h('div', {}, voice(), caption);
  if (kind === 'contact')
    return h('div', { class: 'card' }, icon('contact'), h('span', {}, h('strong', {}, view.name), caption));
  if (file) return h('div', {}, paper(file), caption);
  return caption || h('p', { class: 'words' }, kind);
}

/** What is quoted stands in one block, whatever looks its words have. */
function phrases(spans, view) {
  const nodes = [];
  let block = null;
  for (const span of spans) {
    const look = span.look ?? [];
    const inside = words({ ...span, look: look.filter((name) => name !== 'blockquote') }, view);
    if (!look.includes('blockquote')) block = null;
    else if (block) block.append(inside);
    if (block) continue;
    if (look.includes('blockquote')) block = h('blockquote', {}, inside);
    nodes.push(block ?? inside);
  }
  return nodes;
}

function words({ text, look = [], url }, view) {
  if (look.includes('bot_command') && !url)
    return h(
      'button',
      { type: 'button', class: 'command', onclick: () => act(view.id, { act: 'say', text }) },
      text,
    );
  const inner = url ? link(text, url, view) : text;
  return look.reduce((node, name) => (tags[name] ? h(tags[name], {}, node) : node), inner);
}

const tags = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
};

/** A link to the bot opens it on this phone, as Telegram does; any other in a new tab. */
function link(text, url, view) {
  const code = /^https?:\/\/t\.me\/\w+\?start=([\w-]+)/i.exec(url)?.[1];
  if (code && view.channel === 'telegram')
    return h(
      'button',
      { type: 'button', class: 'link', onclick: () => act(view.id, { act: 'start', code }) },
      text,
    );
  if (!/^https?:/i.test(url)) return text;
  return h('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, text);
}

function meta(message) {
  const { at, isEdited, isMine, isRead } = message;
  return [
    isEdited && h('span', { class: 'edited' }, 'edited'),
    h('time', { datetime: at }, hourOf(new Date(at))),
    message.ticks && whatsappTicks(message),
    isMine &&
      !message.ticks &&
      h(
        'span',
        { class: 'ticks', title: isRead ? 'The bot has it' : 'On its way' },
        icon(isRead ? 'ticks' : 'tick'),
      ),
  ];
}

function segments({ at, segments: count, isMine }) {
  const parts = count > 1 ? `${count} segments` : '1 segment';
  return `${hourOf(new Date(at))} · ${isMine ? 'sent' : 'received'} · ${parts}`;
}

/** A tap on a bubble begins a reply; not where something in it was pressed or text was marked. */
function answerByTap(event, { message, view, acts }) {
  if (event.target.closest('button, a, details') || message.kind === 'revoked' || !getSelection().isCollapsed)
    return;
  if (view.channel === 'sms' && message.isMine) return;
  acts.reply(message);
}

function keyboard(message, { view, waiting }) {
  return h(
    'div',
    { class: 'inline-keyboard' },
    message.buttons.map((row) =>
      h(
        'div',
        { class: 'row' },
        row.map((button) => inlineButton(button, { message, view, waiting })),
      ),
    ),
  );
}

function inlineButton({ label, data, url }, { message, view, waiting }) {
  if (url) return h('a', { class: 'key', href: url, target: '_blank', rel: 'noreferrer noopener' }, label);
  const isWaiting = waiting.some((press) => press.data === data);
  return h(
    'button',
    {
      type: 'button',
      class: `key${isWaiting ? ' is-waiting' : ''}`,
      onclick: () => act(view.id, { act: 'press', messageId: message.id, data }),
    },
    label,
  );
}
