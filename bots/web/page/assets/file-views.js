import { byId, element, filled, words } from './dom.js';

/** What is still being looked into on the server is there a moment later. */
const againMs = [2_000, 6_000, 15_000];

/** The files of a message as they are shown: pictures to open, films and sounds to play, papers to save. */
export function fileViews(files) {
  const views = element('div', files.length > 1 ? 'files several' : 'files');
  views.append(...files.map(fileView));
  return views;
}

/** What a file is called: its name, or what kind of thing it is. */
export const nameOf = ({ name, kind }) => name || words[kind];

function fileView(file) {
  if (!file.url) return card(file, { isThere: false });
  if (file.mime.startsWith('image/') && file.kind !== 'document') return picture(file);
  if (file.kind === 'video' || file.mime.startsWith('video/')) return player('video', file);
  if (file.kind === 'voice' || file.kind === 'audio') return sound(file);
  return card(file, { isThere: true });
}

function picture(file) {
  const button = element('button', `picture ${file.kind}`);
  button.type = 'button';
  button.setAttribute('aria-label', filled(words.openPhoto, { name: nameOf(file) }));
  const image = element('img');
  image.alt = '';
  image.loading = 'lazy';
  image.decoding = 'async';
  sized(image, file);
  patient(image, file, () => button.replaceWith(card(file, { isThere: isHere(file) })));
  button.append(image);
  button.addEventListener('click', () => open(file));
  return button;
}

function player(name, file) {
  const made = element(name, 'player');
  made.controls = true;
  made.preload = 'metadata';
  made.playsInline = true;
  made.setAttribute('aria-label', nameOf(file));
  sized(made, file);
  patient(made, file, () => made.replaceWith(card(file, { isThere: isHere(file) })));
  return made;
}

function sound(file) {
  const view = element('figure', 'sound');
  view.append(
    element('figcaption', '', file.kind === 'voice' ? words.voice : nameOf(file)),
    player('audio', file),
  );
  return view;
}

/** What has no look of its own, and what is not there any more. */
function card(file, { isThere }) {
  const view = element(isThere ? 'a' : 'div', 'card');
  const about = element('span', 'about');
  about.append(element('span', 'name', nameOf(file)));
  about.append(element('span', 'size', isThere ? sizeOf(file) : words.fileGone));
  view.append(element('span', 'sheet', endingOf(file)), about);
  if (isThere) {
    view.href = file.url;
    view.download = file.name ?? '';
  }
  return view;
}

/** In this window: what cannot be drawn from here never will. */
const isHere = ({ url }) => url.startsWith('blob:');

/** Room is kept for it before it has come. */
function sized(made, { width, height }) {
  if (!width || !height) return;
  made.width = width;
  made.height = height;
}

function patient(made, { url }, givenUp) {
  let tries = 0;
  made.addEventListener('error', () => {
    const waitMs = againMs[tries++];
    if (waitMs === undefined || isHere({ url })) return givenUp();
    setTimeout(() => {
      made.src = `${url}?try=${tries}`;
    }, waitMs);
  });
  made.src = url;
}

/** Over the whole page; Escape and the button lead back to where one was. */
function open(file) {
  const viewer = byId('viewer');
  const image = byId('viewer-picture');
  image.src = file.url;
  image.alt = nameOf(file);
  byId('viewer-save').href = file.url;
  byId('viewer-save').download = file.name ?? '';
  viewer.showModal();
}

export function sizeOf({ size }) {
  const kilobytes = Math.max(1, Math.round(size / 1024));
  const [amount, unit] = kilobytes < 1024 ? [kilobytes, 'kilobyte'] : [size / 1024 / 1024, 'megabyte'];
  return amount.toLocaleString(document.documentElement.lang, {
    style: 'unit',
    unit,
    maximumFractionDigits: 1,
  });
}

/** What kind of paper it is, in a few letters. */
export const endingOf = ({ name }) => /\.([a-z0-9]{1,4})$/i.exec(name ?? '')?.[1] ?? '…';
