import type { DueDelivery } from '../db/dueDeliveries.ts';
import type { MediaRow } from '../db/media.ts';
import type { OutboundFile, Span } from '../domain/channel.ts';
import { mannersOf } from '../domain/manners.ts';
import { cannotShow, linkLine, tooLargeForMail } from '../domain/mediaText.ts';
import { nearestLanguage, type TextRef, text } from '../domain/text.ts';
import { plainWords } from '../texts/words.ts';

/** A file of a message that is in the store. */
export type ReadyFile = Extract<MediaRow, { status: 'ready' }>;

/** Where files are, and how others get at them. */
export interface Files {
  carried(file: ReadyFile): OutboundFile;
  /** A link to a file that ends by itself. */
  linkTo(id: string): string;
}

/** What of a message's files a channel shows itself, in their order, and what stands for the others. */
export interface Carried {
  shown: OutboundFile[];
  lines: TextRef[];
}

export const noFiles: Carried = { shown: [], lines: [] };

type Due = Pick<DueDelivery, 'channel' | 'files'>;

/** The first ones go natively, as many as the channel takes; every other one is a line with a link. */
export function carriedTo(due: Due, files: Files): Carried {
  const { shown, lines } = shared(due, files);
  return { shown: shown.map(files.carried), lines };
}

/** What stands for the files that a channel should have shown, and refused. */
export function linesInstead(due: DueDelivery, files: Files): Span[] {
  const language = nearestLanguage(due.language);
  return shared(due, files).shown.flatMap((file) => [
    '\n',
    plainWords(cannotShow(file, files.linkTo(file.id)), language),
  ]);
}

function shared({ channel, files: of }: Due, files: Files): { shown: ReadyFile[]; lines: TextRef[] } {
  const { mostFiles, mostFileBytes } = mannersOf(channel);
  const shown: ReadyFile[] = [];
  const lines: TextRef[] = [];
  let bytes = 0;
  for (const file of of) {
    if (file.status !== 'ready') lines.push(text('media.missing'));
    else if (shown.length >= mostFiles || !takes(channel, file))
      lines.push(linkLine(file, files.linkTo(file.id)));
    else if (bytes + file.size > mostFileBytes) lines.push(tooLargeForMail(file, files.linkTo(file.id)));
    else {
      shown.push(file);
      bytes += file.size;
    }
  }
  return { shown, lines };
}

/** Moving pictures are GIFs here, which WhatsApp does not take. */
const takes = (channel: string, { kind }: ReadyFile) =>
  !(kind === 'animation' && channel.startsWith('whatsapp'));
