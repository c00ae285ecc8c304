import type { Classmate } from '../cast.ts';
import type { WebBrowsers } from '../web/browsers.ts';
import type { Block, Line, Node, Pending } from '../web/state.ts';
import { linked, type Span } from './spans.ts';
import { plain } from './telegramPhone.ts';
import { type BubbleView, type PhoneView, shownMessages } from './view.ts';

/** The web chat in somebody's browser, as the page draws it. */
export function webView(web: WebBrowsers, member: Classmate): PhoneView {
  const browser = web.of(member.id);
  // A press shows nowhere but at its button.
  const all = browser.screen().filter((line) => !line.is_press && line.body !== null);
  const shown = all.slice(-shownMessages);
  const known = new Set(all.map(({ id }) => id));
  const waiting = browser
    .waiting()
    .filter(({ event, data }) => event === 'send_message' && !known.has(`m-${data.id}`));
  return {
    ...plain(member),
    messages: [
      ...shown.map((line) => bubble(line, { all, phoneId: member.id })),
      ...waiting.map((said) => unsent(said, all)),
    ],
    earlier: all.length - shown.length,
    keyboard: [],
    isStarted: all.length > 0,
    isBlocked: false,
    presses: [],
    commands: [],
  };
}

function bubble(line: Line, { all, phoneId }: { all: Line[]; phoneId: string }): BubbleView {
  const quoted = all.find(({ id }) => id === line.reply_to);
  return {
    id: line.id,
    isMine: line.is_mine,
    at: line.sent_at,
    kind: kindOf(line),
    spans: spansOf(line),
    reply: quoted ? quotation(quoted) : null,
    buttons: line.choices.map(({ label, data }) => [{ label, data, url: null }]),
    isEdited: line.is_changed,
    reactions: [],
    segments: null,
    isRead: true,
    ...fileOf(line, phoneId),
  };
}

/** On its way: the line is down, or the server has not answered yet. */
function unsent({ data, at }: Pending, all: Line[]): BubbleView {
  const { id, content = '', reply_to, files } = data;
  const quoted = all.find((line) => line.id === reply_to);
  return {
    id: `m-${id}`,
    isMine: true,
    at,
    kind: files ? 'document' : 'text',
    spans: linked(content),
    reply: quoted ? quotation(quoted) : null,
    buttons: [],
    isEdited: false,
    reactions: [],
    segments: null,
    isRead: false,
  };
}

const quotation = (line: Line) => ({
  id: line.id,
  author: line.is_mine ? 'You' : 'Homeroom',
  text: line.text || kindOf(line),
});

const kinds: Record<string, string> = { photo: 'photo', sticker: 'photo', voice: 'voice' };

/** What the page draws it as. */
const kindOf = ({ files: [file] }: Line): string => (file ? (kinds[file.kind] ?? 'document') : 'text');

/** The first one: the page draws no albums. */
function fileOf({ id, files: [file] }: Line, phoneId: string): Pick<BubbleView, 'file'> {
  return file ? { file: { url: `/lab/api/phones/${phoneId}/files/${id}`, name: file.name } } : {};
}

const spansOf = ({ body }: Line): Span[] => between((body ?? []).map(blockSpans), '\n');

function blockSpans(block: Block): Span[] {
  if (block.kind === 'text') return nodeSpans(block.nodes);
  if (block.kind === 'list')
    return between(
      block.items.map((nodes) => nodeSpans(nodes)),
      '\n',
    );
  if (block.kind === 'pre') return [{ text: block.text, look: ['pre'] }];
  return between(block.blocks.map(blockSpans), '\n').map((span) => withLook(span, 'blockquote'));
}

function nodeSpans(nodes: Node[]): Span[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return linked(node);
    const inside = nodeSpans(node.nodes);
    return node.url
      ? inside.map((span) => ({ ...span, url: node.url! }))
      : inside.map((span) => withLook(span, node.kind));
  });
}

const withLook = (span: Span, look: string): Span => ({ ...span, look: [...(span.look ?? []), look] });

const between = (parts: Span[][], gap: string): Span[] =>
  parts.flatMap((part, at) => (at === 0 ? part : [{ text: gap }, ...part]));
