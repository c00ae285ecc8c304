import { getTdjson } from 'prebuilt-tdlib';
import * as tdl from 'tdl';

tdl.configure({ tdjson: getTdjson(), verbosityLevel: 0 });

/** An entity as the Bot API names it; offsets in UTF-16 units. */
export interface Entity {
  type: string;
  offset: number;
  length: number;
}

/** What Telegram's own code (TDLib, which the Bot API server is built on) makes of a text with `parse_mode: 'HTML'`. */
export function readAsTelegram(html: string): { text: string; entities: Entity[] } | { error: string } {
  const answer = tdl.execute({
    _: 'parseTextEntities',
    text: html,
    parse_mode: { _: 'textParseModeHTML' },
  });
  if (answer._ === 'error') return { error: answer.message };
  const entities = answer.entities.map(({ type, offset, length }) => ({
    type: type._.replace('textEntityType', '').toLowerCase(),
    offset,
    length,
  }));
  return { text: answer.text, entities };
}
