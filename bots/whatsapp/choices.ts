import type { Choice } from '../../domain/channel.ts';
import { clean } from './clean.ts';

/** What WhatsApp takes: …/messages/interactive-reply-buttons-messages and …/interactive-list-messages. */
const most = { buttons: 3, rows: 10, buttonTitle: 20, rowTitle: 24, description: 72 };
/** More would fill the chat with lists; then a number is typed more quickly than found. */
const mostLists = 3;

/** How choices are offered: under the last text, or as numbered lines within it. */
export type Offer =
  | { kind: 'none' }
  | { kind: 'buttons'; action: ButtonsAction }
  /** One list or several, each with a message of its own. */
  | { kind: 'lists'; actions: ListAction[] }
  | { kind: 'numbered'; lines: string[] };

interface ButtonsAction {
  buttons: { type: 'reply'; reply: { id: string; title: string } }[];
}

interface ListAction {
  button: string;
  sections: { rows: { id: string; title: string; description?: string }[] }[];
}

/**
 * Up to three short labels become buttons; up to thirty, lists of ten; more, lines with numbers, which are understood as
 * answers on every channel.
 * @param listButton what opens a list
 */
export function offerOf(choices: Choice[], listButton: string): Offer {
  if (choices.length === 0) return { kind: 'none' };
  const labels = choices.map(({ label }, index) => oneLine(label) || String(index + 1));
  const isDistinct = (texts: string[]) => new Set(texts).size === texts.length;
  const hasOwnData = isDistinct(choices.map(({ data }) => data));
  if (!hasOwnData || choices.length > most.rows * mostLists)
    return { kind: 'numbered', lines: numbered(labels) };
  const isShort = labels.every((label) => label.length <= most.buttonTitle);
  if (choices.length <= most.buttons && isShort && isDistinct(labels))
    return {
      kind: 'buttons',
      action: { buttons: choices.map((choice, n) => button(choice.data, labels[n]!)) },
    };
  const titles = isDistinct(labels) ? labels : numbered(labels);
  return {
    kind: 'lists',
    actions: lists(
      choices.map(({ data }, n) => row(data, titles[n]!)),
      listButton,
    ),
  };
}

const numbered = (labels: string[]) => labels.map((label, index) => `${index + 1} ${label}`);

const button = (id: string, title: string) => ({ type: 'reply' as const, reply: { id, title } });

/** A label that is too long for its row is read in full below it. */
function row(id: string, label: string) {
  const title = shortened(label, most.rowTitle);
  return title === label ? { id, title } : { id, title, description: shortened(label, most.description) };
}

function lists(rows: ReturnType<typeof row>[], listButton: string): ListAction[] {
  const opener = shortened(oneLine(listButton), most.buttonTitle);
  const pages = Math.ceil(rows.length / most.rows);
  return Array.from({ length: pages }, (_, page) => ({
    button: opener,
    sections: [{ rows: rows.slice(page * most.rows, (page + 1) * most.rows) }],
  }));
}

const oneLine = (label: string) => clean(label).replace(/\s+/g, ' ').trim();

/** Ends in dots where something was left out; no emoji is cut in two. */
function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
