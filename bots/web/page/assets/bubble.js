import { element, filled, words } from './dom.js';
import { fileViews, nameOf } from './file-views.js';
import { wordNodes } from './words.js';

/** A message as it is shown. `acts` are what one can do with it. */
export function bubble(message, { quoted, acts, isPending = false }) {
  const item = element('li', `message ${message.is_mine ? 'mine' : 'theirs'}`);
  item.dataset.id = message.id;
  item.append(element('span', 'unseen', `${message.is_mine ? words.you : words.bot}: `));
  if (quoted) item.append(quote(quoted));
  if (message.files.length > 0) item.append(fileViews(message.files));
  if (isPending && message.files.length > 0) item.append(progressOf(message));
  if (message.body.length > 0) {
    const said = element('div', 'words');
    said.append(...wordNodes(message.body));
    item.append(said);
  }
  if (message.choices.length > 0) item.append(buttons(message, acts));
  item.append(foot(message, { acts, isPending }));
  return item;
}

/** How a message begins; of one without words, what it carries. */
export const excerpt = ({ text, files }) =>
  (text.trim() || files.map((file) => nameOf(file)).join(', ')).slice(0, 140);

function quote(message) {
  const shown = element('button', 'quote', excerpt(message));
  shown.type = 'button';
  shown.dataset.goTo = message.id;
  return shown;
}

function progressOf({ files }) {
  const bar = element('progress');
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', filled(words.sendingFile, { name: files.map(nameOf).join(', ') }));
  return bar;
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
