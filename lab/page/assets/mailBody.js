import { h } from './dom.js';

/** What a mail says: its HTML in a frame where nothing runs and nothing is fetched, or its text. */
export function mailBody({ body, text, subject }) {
  if (body === null) return h('p', { class: 'words mail-text', dir: 'auto' }, text);
  const frame = h('iframe', {
    class: 'mail-frame',
    title: subject || 'Mail',
    sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    referrerpolicy: 'no-referrer',
    src: `${body}?scheme=${scheme()}`,
  });
  // As high as what is in it, also when the phone gets another width.
  const measure = () => {
    const root = frame.contentDocument?.documentElement;
    if (!root) return;
    frame.style.height = '0';
    frame.style.height = `${Math.min(root.scrollHeight, mostPixels)}px`;
  };
  let width = 0;
  frame.addEventListener('load', measure);
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width !== width) measure();
    width = contentRect.width;
  }).observe(frame);
  return frame;
}

/** A mail that says it is longer is scrolled in its frame. */
const mostPixels = 6_000;

const scheme = () =>
  document.documentElement.dataset.theme ??
  (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
