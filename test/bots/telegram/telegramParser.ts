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

/** The same with the entities as the Bot API would give them to a bot. */
export function readAsBot(html: string): { text: string; entities: BotEntity[] } {
  const answer = tdl.execute({
    _: 'parseTextEntities',
    text: html,
    parse_mode: { _: 'textParseModeHTML' },
  });
  if (answer._ === 'error') throw new Error(answer.message);
  return { text: answer.text, entities: answer.entities.map(botEntity) };
}

export interface BotEntity extends Entity {
  url?: string;
  language?: string;
}

const botNames: Record<string, string> = {
  BlockQuote: 'blockquote',
  ExpandableBlockQuote: 'expandable_blockquote',
  PreCode: 'pre',
  TextUrl: 'text_link',
};

type TdEntity = { offset: number; length: number; type: { _: string; url?: string; language?: string } };

function botEntity({ type, offset, length }: TdEntity): BotEntity {
  const name = type._.replace('textEntityType', '');
  return {
    type: botNames[name] ?? name.toLowerCase(),
    offset,
    length,
    ...(type.url !== undefined && { url: type.url }),
    ...(type.language !== undefined && { language: type.language }),
  };
}
