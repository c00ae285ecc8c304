import type { FormatSpan, Mark } from '../../domain/formatting/formatted.ts';

/** What is special about some words, wherever they stand. */
export type Meaning = FormatSpan extends infer Span
  ? Span extends FormatSpan
    ? Omit<Span, 'start' | 'end'>
    : never
  : never;
type Attributes = Record<string, string>;

/** What is no text for readers; images among them, since to show them would tell their senders who read it. */
const unread = new Set(
  'script style head title template noscript iframe object embed svg math canvas audio video img map select option textarea button input'.split(
    ' ',
  ),
);

/** Whether a reader sees nothing of an element: senders hide words for filters, previews and machines. */
export function isHidden(name: string, attributes: Attributes): boolean {
  if (unread.has(name) || 'hidden' in attributes) return true;
  const style = styleOf(attributes);
  return (
    /(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all)/.test(style) ||
    /(?:^|;)(?:font-size|max-height|max-width|opacity|line-height):0(?:\.0+)?(?:px|pt|em|%)?(?:;|!|$)/.test(
      style,
    )
  );
}

const byTag: Record<string, Mark> = {
  b: 'bold',
  strong: 'bold',
  h1: 'bold',
  h2: 'bold',
  h3: 'bold',
  h4: 'bold',
  h5: 'bold',
  h6: 'bold',
  th: 'bold',
  i: 'italic',
  em: 'italic',
  cite: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strike',
  strike: 'strike',
  del: 'strike',
};

/** What an element says of the words in it, by its name or its style. */
export function meaningsOf(name: string, attributes: Attributes): Meaning[] {
  if (name === 'a') return attributes.href ? [{ kind: 'link', url: attributes.href }] : [];
  if (name === 'pre') return [{ kind: 'pre', language: null }];
  if (name === 'blockquote') return [{ kind: 'quote' }];
  if (['code', 'tt', 'kbd', 'samp'].includes(name)) return [codeOf(attributes)];
  const style = styleOf(attributes);
  const marks = new Set<Mark>(byTag[name] ? [byTag[name]] : []);
  if (/\bspoiler\b/.test(attributes.class ?? '')) marks.add('spoiler');
  if (/font-weight:(?:bold|[6-9]00)/.test(style)) marks.add('bold');
  if (/font-weight:(?:normal|[1-5]00)/.test(style)) marks.delete('bold');
  if (/font-style:(?:italic|oblique)/.test(style)) marks.add('italic');
  if (/font-style:normal/.test(style)) marks.delete('italic');
  if (/text-decoration[^;]*underline/.test(style)) marks.add('underline');
  if (/text-decoration[^;]*line-through/.test(style)) marks.add('strike');
  return [...marks].map((kind) => ({ kind }));
}

/** Within `pre` it only tells the language. */
function codeOf(attributes: Attributes): Meaning {
  const language = /\blanguage-(\S+)/.exec(attributes.class ?? '')?.[1];
  return language ? { kind: 'pre', language } : { kind: 'code' };
}

const styleOf = (attributes: Attributes) =>
  (attributes.style ?? '').slice(0, 2_000).toLowerCase().replace(/\s+/g, '');
