import { element, words } from './dom.js';

/** What of a text is a link; the dot at the end of a sentence is not. */
const links = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

/** A message as it is shown. `acts` are what one can do with it. */
export function bubble(message, { quoted, acts, isPending = false }) {
  const item = element('li', `message ${message.is_mine ? 'mine' : 'theirs'}`);
  item.dataset.id = message.id;
  item.append(element('span', 'unseen', `${message.is_mine ? words.you : words.bot}: `));
  if (quoted) item.append(quote(quoted));
  const said = element('div', 'words');
  said.append(...message.body.flatMap(spanNodes));
  item.append(said);
  if (message.choices.length > 0) item.append(buttons(message, acts));
  item.append(foot(message, { acts, isPending }));
  return item;
}

export const plain = (body) =>
  body.map((span) => (typeof span === 'string' ? span : Object.values(span)[0])).join('');

export const excerpt = (body) => plain(body).slice(0, 140);

function quote(message) {
  const shown = element('button', 'quote', excerpt(message.body));
  shown.type = 'button';
  shown.dataset.goTo = message.id;
  return shown;
}

function spanNodes(span) {
  if (typeof span === 'string') return linked(span);
  const [style, text] = Object.entries(span)[0];
  const styled = element(style === 'bold' ? 'strong' : 'em');
  styled.append(...linked(text));
  return [styled];
}

function linked(text) {
  const nodes = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(links)) {
    if (!URL.canParse(found)) continue;
    const link = element('a', '', found);
    link.href = new URL(found).href;
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
    nodes.push(text.slice(from, index), link);
    from = index + found.length;
  }
  return [...nodes, text.slice(from)];
}

function foot(message, { acts, isPending }) {
  const line = element('div', 'foot');
  for (const [name, act] of Object.entries(acts.tools(message))) {
    const button = element('button', 'tool', words[name]);
    button.type = 'button';
    button.addEventListener('click', act);
    line.append(button);
  }
  if (message.is_changed) line.append(element('span', '', words.edited));
  const sentAt = element('time', '', timeOf(message.sent_at));
  sentAt.dateTime = message.sent_at;
  line.append(sentAt);
  if (message.is_mine) {
    const state = element('span', 'tick', isPending ? '◷' : '✓');
    state.setAttribute('role', 'img');
    state.setAttribute('aria-label', isPending ? words.sending : words.sent);
    line.append(state);
  }
  return line;
}

function buttons(message, acts) {
  const row = element('div', 'choices');
  for (const choice of message.choices) {
    const button = element('button', 'choice', choice.label);
    button.type = 'button';
    button.addEventListener('click', () => acts.press(message, choice));
    row.append(button);
  }
  return row;
}

function timeOf(sentAt) {
  return new Date(sentAt).toLocaleTimeString(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
  });
}
