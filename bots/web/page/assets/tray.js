import { byId, element, filled, words } from './dom.js';
import { endingOf, sizeOf } from './file-views.js';
import { randomId } from './ids.js';

const megabyte = 1024 * 1024;
const mostFiles = 10;
/** As the server has them; it looks again, and into the files. */
const mostBytes = (type) => (/^(?:video|audio)\//.test(type) ? 16 : 20) * megabyte;

/** What was chosen and is not sent yet: each with a look at it, its size, and a button that takes it away. */
export function openTray({ blobs, changed }) {
  const list = byId('tray');
  const problem = byId('tray-problem');
  let chosen = [];

  function add(files) {
    const wrong = new Set();
    for (const file of files) {
      const reason = problemOf(file);
      if (reason) wrong.add(reason);
      else hold(file, file.name);
    }
    problem.textContent = [...wrong].join(' ');
    draw();
  }

  function problemOf(file) {
    const name = file.name;
    if (chosen.length >= mostFiles) return words.tooMany;
    if (file.size === 0) return filled(words.empty, { name });
    return file.size > mostBytes(file.type) ? filled(words.tooLarge, { name }) : null;
  }

  function hold(blob, name, key = randomId()) {
    const { type: mime, size } = blob;
    chosen.push({ key, name, mime, size, kind: kindOf(mime), url: URL.createObjectURL(blob) });
    blobs.put(key, blob);
  }

  function remove(file) {
    chosen = chosen.filter((one) => one !== file);
    URL.revokeObjectURL(file.url);
    blobs.remove(file.key);
    draw();
    changed.focus();
  }

  function draw() {
    list.hidden = chosen.length === 0;
    list.replaceChildren(...chosen.map((file) => itemOf(file, () => remove(file))));
    changed.drawn(chosen.length);
  }

  return {
    add,
    /** They are on their way. */
    take() {
      const taken = chosen;
      chosen = [];
      problem.textContent = '';
      draw();
      return taken;
    },
    /** What could not be sent is here again, with the reason. */
    async restore(files, sentence) {
      for (const { key, name } of files) {
        const blob = await blobs.get(key);
        if (blob) hold(blob, name, key);
      }
      draw();
      problem.textContent = sentence;
    },
    get count() {
      return chosen.length;
    },
  };
}

function itemOf(file, removed) {
  const item = element('li');
  item.append(lookOf(file));
  const about = element('span', 'about');
  about.append(element('span', 'name', file.name), element('span', 'size', sizeOf(file)));
  const button = element('button', 'plain');
  button.type = 'button';
  button.setAttribute('aria-label', filled(words.without, { name: file.name }));
  button.append(element('span', '', '✕'));
  button.firstChild.setAttribute('aria-hidden', 'true');
  button.addEventListener('click', removed);
  item.append(about, button);
  return item;
}

function lookOf({ mime, name, url }) {
  const sheet = element('span', 'sheet', endingOf({ name }));
  if (!mime.startsWith('image/')) return sheet;
  const image = element('img');
  image.src = url;
  image.alt = '';
  // What this browser cannot draw others may.
  image.addEventListener('error', () => image.replaceWith(sheet));
  return image;
}

/** As the server guesses it, until it has looked. */
function kindOf(mime) {
  if (mime === 'image/gif') return 'animation';
  if (/^image\/(?!svg)/.test(mime)) return 'photo';
  if (mime.startsWith('video/')) return 'video';
  if (/^audio\/(?:ogg|opus|amr)/.test(mime)) return 'voice';
  return mime.startsWith('audio/') ? 'audio' : 'document';
}
