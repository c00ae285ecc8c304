import { excerpt, plain } from './bubble.js';
import { byId, words } from './dom.js';

/** After so long without a key nobody is typing any more. */
const restMs = 4_000;

/** Where one writes: new messages, replies, corrections. `say(event, data)` takes them, `tell` is told of typing. */
export function openComposer({ say, tell }) {
  const form = byId('composer');
  const field = byId('words');
  const context = byId('context');
  let about = null;
  let rest = null;

  function submit() {
    const content = field.value.trim();
    if (!content) return;
    const id = crypto.randomUUID ? crypto.randomUUID() : randomId();
    if (about?.what === 'edit') say('edit_message', { id, message_id: about.message.id, content });
    else say('send_message', { id, content, reply_to: about?.message.id ?? null });
    stopTyping();
    field.value = '';
    forget();
  }

  function take(what, message) {
    about = { what, message };
    byId('context-what').textContent = what === 'edit' ? words.editing : words.replyingTo;
    byId('context-words').textContent = excerpt(message.body);
    context.hidden = false;
    if (what === 'edit') field.value = plain(message.body);
    grow();
    field.focus();
  }

  function forget() {
    if (about?.what === 'edit') field.value = '';
    about = null;
    context.hidden = true;
    grow();
  }

  function grow() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
  }

  function typing() {
    tell('typing_start');
    clearTimeout(rest);
    rest = setTimeout(stopTyping, restMs);
  }

  function stopTyping() {
    if (rest === null) return;
    clearTimeout(rest);
    rest = null;
    tell('typing_stop');
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener('input', () => {
    grow();
    if (field.value === '') stopTyping();
    else if (!field.value.startsWith('/')) typing();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') forget();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  byId('context-stop').addEventListener('click', forget);

  return {
    reply: (message) => take('reply', message),
    edit: (message) => take('edit', message),
    focus: () => field.focus(),
  };
}

/** `crypto.randomUUID` is there on https and localhost only. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
