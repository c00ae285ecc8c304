import { ask } from './api.js';
import { byId, setText } from './dom.js';
import { closeOutside } from './menus.js';
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
  closeOutside(menu);
}

function tick() {
  const date = now();
  setText(byId('now-day'), shortDayOf(date));
  setText(byId('now-hour'), hourOf(date));
  byId('now').dateTime = date.toISOString();
  for (const bar of document.querySelectorAll('.status-time')) setText(bar, hourOf(date));
}
