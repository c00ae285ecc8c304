import type { MessageEntity } from './shapes.ts';

/** Text after its markup was read; offsets count UTF-16 code units. */
export interface ParsedText {
  text: string;
  entities: MessageEntity[];
}

/** Markup that Telegram does not accept; the message is its parser's own sentence. */
export class ParseError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ParseError';
  }

  static at(reason: string, source: string, index: number): ParseError {
    return new ParseError(`${reason} at byte offset ${ParseError.byteOffset(source, index)}`);
  }

  /** Its errors count bytes of UTF-8, while entities count UTF-16 code units. */
  static byteOffset(source: string, index: number): number {
    return Buffer.byteLength(source.slice(0, index));
  }
}
