import { h, icon } from './dom.js';

/** A photo that opens at its full size. */
export function picture({ url }) {
  const image = h('img', { src: url, alt: 'A photo', class: 'shot' });
  return h('a', { href: url, target: '_blank', rel: 'noreferrer', class: 'shot-link' }, image);
}

/** Any other file, to be saved. */
export const paper = ({ url, name }) =>
  h(
    'a',
    { href: url, class: 'paper', download: name ?? 'file' },
    icon('paper'),
    h('span', {}, name ?? 'A file'),
  );

/** A voice message; the Lab's are as long as they are. */
export const voice = () =>
  h(
    'div',
    { class: 'voice-note', role: 'img', 'aria-label': 'A voice message of 3 seconds' },
    icon('play'),
    h('span', { class: 'wave' }),
    '0:03',
  );
