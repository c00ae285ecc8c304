/* What pages gain where there is script: keys, acts without a new page, and what changes while one looks. */

const main = document.querySelector('main');
const dialog = document.querySelector('#keys');
const row = (at) => document.querySelectorAll('[data-row]')[at];
const chosenAt = () =>
  [...document.querySelectorAll('[data-row]')].indexOf(document.activeElement?.closest('[data-row]'));

/** Chooses a row by focusing it, so that what is read out and what is seen agree. */
function choose(at) {
  const count = document.querySelectorAll('[data-row]').length;
  if (count > 0) row(Math.min(Math.max(at, 0), count - 1)).focus();
}

const press = (shortcut) =>
  row(chosenAt())?.querySelector(`form[data-shortcut="${shortcut}"]`)?.requestSubmit();

const keys = {
  j: () => choose(chosenAt() + 1),
  k: () => choose(chosenAt() - 1),
  a: () => press('a'),
  r: () => press('r'),
  '/': () => document.querySelector('main input[type="search"]')?.focus(),
  '?': () => dialog.showModal(),
};

addEventListener('keydown', (event) => {
  const isTyping = event.target.closest?.('input, textarea, select, dialog');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

/** Sends a form without leaving the page, and puts what comes back in its place. */
async function send(form, button) {
  const at = chosenAt();
  const body = new URLSearchParams(new FormData(form, button));
  main.setAttribute('aria-busy', 'true');
  const response = await fetch(form.action, { method: 'POST', body }).catch(() => null);
  main.removeAttribute('aria-busy');
  if (!response) return form.submit();
  const { pathname } = new URL(response.url);
  if (!pathname.startsWith('/admin') || pathname.startsWith('/admin/sign-in'))
    return location.assign(response.url);
  if (response.redirected) history.replaceState(null, '', response.url);
  show(new DOMParser().parseFromString(await response.text(), 'text/html'));
  const field = main.querySelector('.confirm input:not([type="hidden"]), .confirm textarea, .confirm button');
  if (field) field.focus();
  else if (at >= 0) choose(at);
}

/** What is told keeps its element, so that it is read out; all else is new. */
function show(page) {
  const told = document.querySelector('#told');
  const fresh = page.querySelector('main');
  if (!fresh) return location.reload();
  told.replaceChildren(...(fresh.querySelector('#told')?.childNodes ?? []));
  for (const child of [...main.children]) if (child !== told) child.remove();
  for (const child of [...fresh.children]) {
    if (child.tagName === 'H1') told.before(child);
    else if (child.id !== 'told') main.append(child);
  }
  document.title = page.title;
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.act === undefined || event.defaultPrevented) return;
  event.preventDefault();
  void send(form, event.submitter);
});

const isChanged = (field) => field.type !== 'hidden' && field.value !== field.defaultValue;

/** What a part says. Each form has an id of its own, and what is unfolded is the reader's: neither is news. */
function asDrawn(part) {
  const copy = part.cloneNode(true);
  for (const field of copy.querySelectorAll('[name="act_id"]')) field.removeAttribute('value');
  for (const fold of copy.querySelectorAll('details')) fold.open = false;
  return copy.innerHTML;
}

/** Fetches a part anew, unless somebody is filling something in there. What was unfolded stays so. */
async function renew(part) {
  const isTyping = () =>
    (part.contains(document.activeElement) && document.activeElement.matches('input, textarea, select')) ||
    [...part.querySelectorAll('input, textarea')].some(isChanged);
  if (isTyping()) return;
  const headers = { 'x-part': part.dataset.part };
  const response = await fetch(location.href, { headers }).catch(() => null);
  if (response?.status === 401) return location.reload();
  if (!response?.ok || isTyping()) return;
  const fresh = new DOMParser()
    .parseFromString(await response.text(), 'text/html')
    .querySelector('[data-part]');
  if (!fresh || asDrawn(fresh) === asDrawn(part)) return;
  const at = part.contains(document.activeElement) ? chosenAt() : -1;
  const chosen = at >= 0 ? row(at).dataset.row : null;
  const unfolded = [...part.querySelectorAll('details')].map(({ open }) => open);
  const scrolled = part.querySelector('.statechart-view')?.scrollLeft;
  part.replaceChildren(...fresh.childNodes);
  if (scrolled !== undefined) part.querySelector('.statechart-view').scrollLeft = scrolled;
  const folds = [...part.querySelectorAll('details')];
  if (folds.length === unfolded.length)
    for (const [index, fold] of folds.entries()) fold.open = unfolded[index];
  if (chosen) (part.querySelector(`[data-row="${CSS.escape(chosen)}"]`) ?? row(at))?.focus();
}

let events = null;

/** Listens only while somebody looks: a browser has few connections to a server, and many windows. */
function listen() {
  const isWanted = document.visibilityState === 'visible' && document.querySelector('[data-part]');
  if (!isWanted) {
    events?.close();
    events = null;
    return;
  }
  if (events) return;
  const renewWhere = (isNews) => {
    for (const part of document.querySelectorAll('[data-part]')) if (isNews(part)) void renew(part);
  };
  events = new EventSource('/admin/events');
  // What changed while nobody listened is told to nobody. (The server's first word has this name, too, and data.)
  events.addEventListener('open', ({ data }) => {
    if (data === undefined) renewWhere(() => true);
  });
  events.addEventListener('changed', ({ data }) => {
    const topics = JSON.parse(data);
    renewWhere((part) => part.dataset.on.split(' ').some((topic) => topics.includes(topic)));
  });
}

/** A picture that is wider than its window is shown from where it begins. */
for (const view of document.querySelectorAll('.statechart-view'))
  view.scrollLeft = view.querySelector('.begin').cx.baseVal.value - view.clientWidth / 2;

/** What the database knows nothing of tells nobody that it has changed. */
setInterval(() => {
  if (document.visibilityState !== 'visible') return;
  for (const part of document.querySelectorAll('[data-every]')) void renew(part);
}, 5_000);

document.addEventListener('visibilitychange', listen);
listen();
