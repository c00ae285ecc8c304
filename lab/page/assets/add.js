import { byId } from './dom.js';
import { setUpSheet } from './faults.js';

/** The sheet with which one puts a phone of one's own on the desk. */
export function setUpAdding(add) {
  const sheet = byId('add-phone');
  const form = byId('add-form');
  setUpSheet(sheet, byId('open-add'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!(await add(Object.fromEntries(new FormData(form))))) return;
    sheet.close();
    form.reset();
  });
}
