import { byId } from './dom.js';

/** The ways to choose files: the button, dropping them anywhere on the page, pasting. `add(files)` takes them. */
export function openChoosing({ add }) {
  const input = byId('files');
  const drop = byId('drop');
  let depth = 0;

  byId('attach').addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    add([...input.files]);
    // The same file may be chosen again.
    input.value = '';
  });

  byId('words').addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    // Spreadsheets paste a picture beside the words: then the words are meant.
    if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    add(files);
  });

  const hasFiles = ({ dataTransfer }) => dataTransfer?.types.includes('Files') && !byId('chat').hidden;
  const cover = (change) => {
    depth = Math.max(0, depth + change);
    drop.hidden = depth === 0;
  };
  document.addEventListener('dragenter', (event) => hasFiles(event) && cover(1));
  document.addEventListener('dragleave', (event) => hasFiles(event) && cover(-1));
  document.addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    cover(-depth);
    add([...event.dataTransfer.files]);
  });
}
