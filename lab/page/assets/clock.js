import { ask } from './api.js';
import { byId } from './dom.js';
import { hourOf, now, shortDayOf } from './time.js';

/** The Lab's clock in the top bar, and its menu of skips. */
export function setUpClock() {
  const menu = byId('clock');
  tick();
  setInterval(tick, 500);
  for (const button of menu.querySelectorAll('[data-skip]')) {
    button.addEventListener('click', async () => {
      menu.open = false;
      await ask('POST', '/clock', { ms: Number(button.dataset.skip) });
    });
  }
  addEventListener('pointerdown', (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}

function tick() {
  const date = now();
  const shown = `${shortDayOf(date)} · ${hourOf(date)}`;
  const element = byId('now');
  if (element.textContent !== shown) element.textContent = shown;
  element.dateTime = date.toISOString();
  for (const bar of document.querySelectorAll('.status-time')) {
    const hour = hourOf(date);
    if (bar.textContent !== hour) bar.textContent = hour;
  }
}
