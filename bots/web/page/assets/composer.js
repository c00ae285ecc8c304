import { excerpt } from './bubble.js';
import { openChoosing } from './chosen.js';
import { byId, words } from './dom.js';
import { randomId } from './ids.js';
import { openTray } from './tray.js';

/** After so long without a key nobody is typing any more. */
const restMs = 4_000;

/** Where one writes: new messages, replies, corrections. `say(event, data)` takes them, `tell` is told of typing. */
export function openComposer({ say, tell, blobs }) {
  const form = byId('composer');
  const field = byId('words');
  const context = byId('context');
  let about = null;
  let rest = null;
  const tray = openTray({
    blobs,
    changed: {
      drawn(count) {
        field.placeholder = count > 0 ? words.caption : words.write;
      },
      focus: () => field.focus(),
    },
  });
  openChoosing({
    add(files) {
      // A correction changes words alone.
      if (about?.what === 'edit') forget();
      tray.add(files);
      field.focus();
    },
  });

  function submit() {
    const content = field.value.trim();
    if (!content && tray.count === 0) return;
    const id = randomId();
    if (about?.what === 'edit') say('edit_message', { id, message_id: about.message.id, content });
    else {
      const files = tray.take();
      say('send_message', {
        id,
        content,
        reply_to: about?.message.id ?? null,
        ...(files.length > 0 && { files }),
      });
    }
    stopTyping();
    field.value = '';
    forget();
  }

  function take(what, message) {
    about = { what, message };
    byId('context-what').textContent = what === 'edit' ? words.editing : words.replyingTo;
    byId('context-words').textContent = excerpt(message);
    context.hidden = false;
    if (what === 'edit') field.value = message.text;
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
    /** What could not be sent is to be changed, and not lost. */
    async restore({ content, files }, sentence) {
      await tray.restore(files, sentence);
      if (field.value === '') field.value = content;
      grow();
    },
  };
}
