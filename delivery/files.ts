import type { DueDelivery } from '../db/dueDeliveries.ts';
import type { StoredFile } from '../db/media.ts';
import type { OutboundFile, Span } from '../domain/channel.ts';
import { mannersOf } from '../domain/manners.ts';
import { cannotShow, linkLine } from '../domain/mediaText.ts';
import { nearestLanguage, type TextRef, text } from '../domain/text.ts';
import { plainWords } from '../texts/words.ts';

/** Where files are, and how others get at them. */
export interface Files {
  carried(file: StoredFile): OutboundFile;
  /** A link to a file that ends by itself. */
  linkTo(id: string): string;
}

/** What of a message's files a channel shows itself, and what stands for the others. */
export interface Carried {
  shown: OutboundFile | null;
  lines: TextRef[];
}

export const noFiles: Carried = { shown: null, lines: [] };

/** The first file goes natively where the channel takes it; every other one is a line with a link. */
export function carriedTo(
  { channel, files: of }: Pick<DueDelivery, 'channel' | 'files'>,
  files: Files,
): Carried {
  const carried: Carried = { shown: null, lines: [] };
  for (const file of of) {
    if (file.status !== 'ready') carried.lines.push(text('media.missing'));
    else if (!carried.shown && takes(channel, file)) carried.shown = files.carried(file);
    else carried.lines.push(linkLine(file, files.linkTo(file.id)));
  }
  return carried;
}

/** Moving pictures are GIFs here, which WhatsApp does not take. */
const takes = (channel: string, { kind }: StoredFile) =>
  mannersOf(channel).showsFiles && !(kind === 'animation' && channel.startsWith('whatsapp'));

/** What stands for the file that a channel should have shown, and refused. */
export function lineInstead({ files: of, language }: DueDelivery, files: Files): Span[] {
  const file = of.find((one) => one.status === 'ready');
  return file ? [plainWords(cannotShow(file, files.linkTo(file.id)), nearestLanguage(language))] : [];
}
