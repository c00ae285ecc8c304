import { createRequire } from 'node:module';
import * as tdl from 'tdl';
import type { MessageEntity } from '../../../lab/telegram/shapes.ts';

/** Telegram's own parser (TDLib, offline) in the Bot API's words: what it makes of a text, or its sentence of refusal. */
export interface Verdict {
  text: string;
  entities: MessageEntity[];
}

interface TdEntity {
  offset: number;
  length: number;
  type: { _: string; [detail: string]: unknown };
}

const { getTdjson } = createRequire(import.meta.url)('prebuilt-tdlib') as { getTdjson(): string };
tdl.configure({ tdjson: getTdjson(), verbosityLevel: 0 });

const MODES = {
  HTML: { _: 'textParseModeHTML' },
  MarkdownV2: { _: 'textParseModeMarkdown', version: 2 },
} as const;

/** What `parse_mode` makes of a text, before it is cleaned. */
export function judgeMarkup(source: string, mode: keyof typeof MODES): Verdict | { error: string } {
  return verdict(execute({ _: 'parseTextEntities', text: source, parse_mode: MODES[mode] }));
}

/** What becomes of a marked text when it is cleaned and its entities are put in order; it must hold no markdown. */
export function judgeTidying(text: string, entities: MessageEntity[]): Verdict | { error: string } {
  const formatted = { _: 'formattedText', text, entities: entities.map(toTd) };
  return verdict(execute({ _: 'parseMarkdown', text: formatted }));
}

/** The commands, mentions and addresses that Telegram finds by itself. */
export function judgeFound(text: string): MessageEntity[] {
  const found = execute({ _: 'getTextEntities', text }) as unknown as { entities: TdEntity[] };
  return found.entities.map(fromTd);
}

function execute(request: object): Record<string, unknown> {
  return tdl.execute(request as Parameters<typeof tdl.execute>[0]) as unknown as Record<string, unknown>;
}

function verdict(result: Record<string, unknown>): Verdict | { error: string } {
  if (result._ === 'error') return { error: result.message as string };
  return { text: result.text as string, entities: (result.entities as TdEntity[]).map(fromTd) };
}

const TYPES: Record<string, string> = {
  Pre: 'pre',
  PreCode: 'pre',
  TextUrl: 'text_link',
  MentionName: 'text_mention',
  EmailAddress: 'email',
  BlockQuote: 'blockquote',
  ExpandableBlockQuote: 'expandable_blockquote',
};

function fromTd({ offset, length, type }: TdEntity): MessageEntity {
  const { _, ...detail } = type;
  const name = _.replace('textEntityType', '');
  const snake = name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return { type: TYPES[name] ?? snake, offset, length, ...comparable(detail) };
}

/** Details that both sides know; a date's format is told differently by each. */
function comparable(detail: Record<string, unknown>): Partial<MessageEntity> {
  return {
    ...(typeof detail.url === 'string' && { url: detail.url }),
    ...(typeof detail.language === 'string' && { language: detail.language }),
    ...(typeof detail.user_id === 'number' && {
      user: { id: detail.user_id, is_bot: false, first_name: '' },
    }),
    ...(detail.custom_emoji_id !== undefined && { custom_emoji_id: String(detail.custom_emoji_id) }),
    ...(typeof detail.unix_time === 'number' && { unix_time: detail.unix_time }),
  };
}

const TD_TYPES: Record<string, string> = {
  text_link: 'TextUrl',
  text_mention: 'MentionName',
  email: 'EmailAddress',
  blockquote: 'BlockQuote',
  expandable_blockquote: 'ExpandableBlockQuote',
};

function toTd(entity: MessageEntity): object {
  const { type, offset, length, user, ...detail } = entity;
  const plain = type.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  const name = type === 'pre' && entity.language ? 'PreCode' : (TD_TYPES[type] ?? plain);
  const person = user ? { user_id: user.id } : {};
  return { _: 'textEntity', offset, length, type: { _: `textEntityType${name}`, ...detail, ...person } };
}

/** An entity without what the judge does not tell. */
export function withoutFormat(entity: MessageEntity): MessageEntity {
  const { date_time_format: _, ...rest } = entity;
  return rest;
}
