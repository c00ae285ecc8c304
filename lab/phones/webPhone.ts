import type { Classmate } from '../cast.ts';
import type { WebBrowsers } from '../web/browsers.ts';
import type { Line, Pending, Piece } from '../web/state.ts';
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
    messages: [...shown.map((line) => bubble(line, all)), ...waiting.map((said) => unsent(said, all))],
    earlier: all.length - shown.length,
    keyboard: [],
    isStarted: all.length > 0,
    isBlocked: false,
    presses: [],
    commands: [],
  };
}

function bubble(line: Line, all: Line[]): BubbleView {
  const quoted = all.find(({ id }) => id === line.reply_to);
  return {
    id: line.id,
    isMine: line.is_mine,
    at: line.sent_at,
    kind: 'text',
    spans: spansOf(line),
    reply: quoted ? quotation(quoted) : null,
    buttons: line.choices.map(({ label, data }) => [{ label, data, url: null }]),
    isEdited: line.is_changed,
    reactions: [],
    segments: null,
    isRead: true,
  };
}

/** On its way: the line is down, or the server has not answered yet. */
function unsent({ data, at }: Pending, all: Line[]): BubbleView {
  const { id, content, reply_to } = data as { id: string; content: string; reply_to: string | null };
  const quoted = all.find((line) => line.id === reply_to);
  return {
    id: `m-${id}`,
    isMine: true,
    at,
    kind: 'text',
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
  text: webText(line),
});

/** Without its looks. */
export const webText = (line: Pick<Line, 'body'>): string => (line.body ?? []).map(textOf).join('');

const textOf = (piece: Piece): string => {
  if (typeof piece === 'string') return piece;
  return 'bold' in piece ? piece.bold : piece.italic;
};

const spansOf = ({ body }: Line): Span[] =>
  (body ?? []).flatMap((piece) => {
    const spans = linked(textOf(piece));
    if (typeof piece === 'string') return spans;
    const look = ['bold' in piece ? 'bold' : 'italic'];
    return spans.map((span) => ({ ...span, look }));
  });
