import { element, words } from './dom.js';

/** What of a text is a link; the dot at the end of a sentence is not. */
const links = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

const elements = { bold: 'strong', italic: 'em', underline: 'u', strike: 's', code: 'code' };
const schemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** A message's words as elements: what is not known here is left out, and nothing is ever read as HTML. */
export const wordNodes = (blocks) => blocks.map((block) => blocksByKind[block.kind]?.(block) ?? '');

const blocksByKind = {
  text({ nodes }) {
    return filledWith(element('p'), spanNodes(nodes));
  },
  quote({ blocks }) {
    return filledWith(element('blockquote'), wordNodes(blocks));
  },
  list({ items }) {
    // A list without bullets of its own: its marks are those that were typed.
    const list = element('ul', 'list');
    list.setAttribute('role', 'list');
    return filledWith(
      list,
      items.map((nodes) => filledWith(element('li'), itemNodes(nodes))),
    );
  },
  pre({ text }) {
    const block = element('pre');
    // Whoever has no mouse can look at long lines as well.
    block.tabIndex = 0;
    return filledWith(block, [element('code', '', text)]);
  },
};

/** What was typed before an item stands beside its lines. */
function itemNodes([first, ...rest]) {
  const marker = typeof first === 'string' ? (/^\s*\S+\s+/.exec(first)?.[0] ?? '') : '';
  if (!marker) return spanNodes([first, ...rest]);
  return [element('span', 'marker', marker), ...spanNodes([first.slice(marker.length), ...rest])];
}

/** `worded` makes what is shown of plain words: where links may stand, links. */
const spanNodes = (nodes, worded = linked) =>
  nodes.flatMap((node) => (typeof node === 'string' ? worded(node) : spanNode(node, worded)));

function spanNode({ kind, url, nodes }, worded) {
  // No link within a link, however deep, and none in code.
  const inner = spanNodes(nodes, kind === 'link' || kind === 'code' ? asTyped : worded);
  if (kind === 'link') return [link(url, inner)];
  if (kind === 'spoiler') return [spoiler(inner)];
  return [filledWith(element(elements[kind] ?? 'span'), inner)];
}

const asTyped = (text) => [text];

function linked(text) {
  const nodes = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(links)) {
    if (!URL.canParse(found)) continue;
    nodes.push(text.slice(from, index), link(found, [found]));
    from = index + found.length;
  }
  return [...nodes, text.slice(from)].filter((node) => node !== '');
}

/** Words that lead to a place of another kind stay words. */
function link(url, inner) {
  if (!URL.canParse(url) || !schemes.has(new URL(url).protocol)) return filledWith(element('span'), inner);
  const made = filledWith(element('a'), inner);
  made.href = new URL(url).href;
  made.target = '_blank';
  made.rel = 'noopener noreferrer nofollow';
  // Where the words are not the address, it is told before one goes there.
  if (made.textContent !== url) made.title = url;
  return made;
}

/** Hidden until somebody wants to know. */
function spoiler(inner) {
  const made = element('button', 'spoiler');
  made.type = 'button';
  made.setAttribute('aria-label', words.hidden);
  made.addEventListener('click', () => {
    made.replaceWith(filledWith(element('span'), inner));
  });
  const cover = element('span');
  cover.setAttribute('aria-hidden', 'true');
  made.append(filledWith(cover, inner));
  return made;
}

function filledWith(made, nodes) {
  made.append(...nodes);
  return made;
}
