import type { FileKind, RefusalReason } from './media.ts';
import { type TextRef, text } from './text.ts';

/** The line that stands for a file where it cannot be shown itself. */
export const linkLine = (file: { kind: FileKind; name: string }, link: string): TextRef =>
  text(`media.link.${file.kind}`, { name: file.name, link });

/** The honest line where a channel should have carried the file and could not. */
export const cannotShow = (file: { kind: FileKind; name: string }, link: string): TextRef =>
  text('media.cannotShow', { file: linkLine(file, link) });

/** The honest line for what would make a mail larger than mailboxes take. */
export const tooLargeForMail = (file: { kind: FileKind; name: string }, link: string): TextRef =>
  text('media.tooLargeForMail', { file: linkLine(file, link) });

/** What the author hears of a file that is not carried on. */
export const refusalText = (reason: RefusalReason): TextRef =>
  text('media.refused', { reason: text(`media.refused.${reason}`) });
