import { byId } from './dom.js';

/** Asks the Lab for something; a refusal is shown, and `null` comes back. */
export async function ask(method, path, body) {
  try {
    const response = await fetch(`/lab/api${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = await response.json();
    if (response.ok) return answer;
    tell(answer.problem);
  } catch {
    tell('The Lab does not answer. Is the server running?');
  }
  return null;
}

export const act = (phoneId, wanted) => ask('POST', `/phones/${phoneId}`, wanted);

let hiding;

export function tell(sentence) {
  const toast = byId('toast');
  toast.textContent = sentence;
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    toast.hidden = true;
  }, 6_000);
}
