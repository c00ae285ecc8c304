import { byId, filled, words } from './dom.js';

/** Who stops without saying so has stopped after this long. */
const typingMs = 6_000;
const mostNames = 3;

/** Who is here, and who is typing: only people of one's own communities. */
export function openPeople() {
  const online = new Map();
  const typing = new Map();

  function drawTyping() {
    const names = [...new Set([...typing.values()].map(({ name }) => name))];
    byId('typing').textContent = names.map((name) => filled(words.typing, { name })).join(' ');
  }

  function stop(id) {
    clearTimeout(typing.get(id)?.timer);
    typing.delete(id);
    drawTyping();
  }

  return {
    here(people) {
      online.clear();
      for (const { user_id, name } of people) online.set(user_id, name);
    },
    changed({ user_id, name, status }) {
      if (status === 'online') online.set(user_id, name);
      else {
        online.delete(user_id);
        stop(user_id);
      }
    },
    typed({ user_id, name, is_typing }) {
      stop(user_id);
      if (!is_typing) return;
      typing.set(user_id, { name, timer: setTimeout(() => stop(user_id), typingMs) });
      drawTyping();
    },
    /** In words for the top of the page; empty where nobody else is here. */
    inWords() {
      const names = [...new Set(online.values())];
      if (names.length === 0) return '';
      const more = names.length > mostNames ? ` +${names.length - mostNames}` : '';
      return filled(words.online, { names: names.slice(0, mostNames).join(', ') + more });
    },
  };
}
