import { linked, type Span } from './spans.ts';

/** One kind of mark: what it looks like, and where the words inside it are. */
interface Mark {
  pattern: RegExp;
  look: string;
  /** Marks inside are marks too; not so in code. */
  isOpen: boolean;
}

/** A sign counts where no letter is at its outer side, and no space at its inner. */
const between = (sign: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}${sign}])${sign}(?! )([^\\n${sign}]*[^\\n ${sign}])${sign}(?![\\p{L}\\p{N}${sign}])`,
    'u',
  );

/** https://faq.whatsapp.com/539178204879377 */
const marks: Mark[] = [
  { pattern: /```([\s\S]+?)```/, look: 'pre', isOpen: false },
  { pattern: between('`'), look: 'code', isOpen: false },
  { pattern: /^> (.*)(?:\n|$)/m, look: 'blockquote', isOpen: true },
  { pattern: between('\\*'), look: 'bold', isOpen: true },
  { pattern: between('_'), look: 'italic', isOpen: true },
  { pattern: between('~'), look: 'strikethrough', isOpen: true },
  { pattern: /(https?:\/\/[^\s<>"]+)/, look: '', isOpen: false },
];

/** Cuts a text as WhatsApp shows it: bold, italic, struck out, code, quotations, links. */
export function whatsappSpans(text: string, look: string[] = []): Span[] {
  const first = firstMark(text);
  if (!first) return looking(linked(text), look);
  const { mark, at, whole, inside } = first;
  const looks = mark.look ? [...look, mark.look] : look;
  // A link is taken as a whole: the signs in an address are no marks.
  const words = mark.isOpen
    ? whatsappSpans(inside, looks)
    : looking(mark.look ? [{ text: inside }] : linked(inside), looks);
  return [
    ...looking(linked(text.slice(0, at)), look),
    ...words,
    ...whatsappSpans(text.slice(at + whole.length), look),
  ];
}

function firstMark(text: string) {
  const found = marks.flatMap((mark) => {
    const match = mark.pattern.exec(text);
    return match ? [{ mark, at: match.index, whole: match[0], inside: match[1]! }] : [];
  });
  return found.sort((a, b) => a.at - b.at)[0];
}

const looking = (spans: Span[], look: string[]): Span[] =>
  look.length > 0 ? spans.map((span) => ({ ...span, look })) : spans;
