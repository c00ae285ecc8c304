import { byId, words } from './dom.js';

/** As the bot shows them: two groups of four, of letters and digits that are not mistaken for each other. */
const code = /^[a-z0-9]{4}[-\s]?[a-z0-9]{4}$/i;

/** The ways in for a browser nobody knows: `begun(firstWords)` is called once there is a session. */
export function openWelcome({ begun }) {
  const problem = byId('welcome-problem');
  const invite = new URLSearchParams(location.search).get('start');

  async function begin(firstWords) {
    problem.textContent = '';
    const made = await fetch('/chat/session', { method: 'POST' }).catch(() => null);
    if (!made?.ok) {
      problem.textContent = words.failed;
      return;
    }
    begun(firstWords);
  }

  byId('begin').addEventListener('click', () => begin(invite ? `/start ${invite.slice(0, 64)}` : '/start'));
  byId('sign-in').addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = byId('code').value.trim();
    byId('code').setAttribute('aria-invalid', String(!code.test(typed)));
    if (code.test(typed)) begin(`/link ${typed}`);
    else problem.textContent = words.notACode;
  });

  return { invite };
}
