import { ask } from './api.js';
import { byId } from './dom.js';

/** The panel of what can go wrong. */
export function setUpFaults() {
  const sheet = byId('faults');
  setUpSheet(sheet, byId('open-faults'));
  for (const button of sheet.querySelectorAll('[data-times]')) {
    button.addEventListener('click', () => {
      const { knob } = button.closest('[data-knob]').dataset;
      if (button.getAttribute('aria-pressed') === 'true') return ask('DELETE', `/faults/${knob}`);
      const times = button.dataset.times === 'always' ? undefined : Number(button.dataset.times);
      return ask('PUT', `/faults/${knob}`, { times });
    });
  }
  byId('faults-off').addEventListener('click', () => ask('DELETE', '/faults'));
}

export function showFaults(active) {
  const on = new Map(active.map(({ id, times }) => [id, times === null ? 'always' : '1']));
  for (const button of document.querySelectorAll('[data-knob] [data-times]')) {
    const { knob } = button.closest('[data-knob]').dataset;
    button.setAttribute('aria-pressed', String(on.get(knob) === button.dataset.times));
  }
  const count = byId('fault-count');
  count.textContent = String(on.size);
  count.hidden = on.size === 0;
}

/** A sheet that a button opens; a click beside it, its cross and Escape close it. */
export function setUpSheet(sheet, opener) {
  opener.addEventListener('click', () => sheet.showModal());
  sheet.querySelector('[data-close]').addEventListener('click', () => sheet.close());
  sheet.addEventListener('click', (event) => {
    if (event.target === sheet) sheet.close();
  });
}
