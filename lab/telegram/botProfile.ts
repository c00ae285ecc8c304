import { isObject, json, requiredString, text } from './arguments.ts';
import type { Context, Method } from './method.ts';
import { badRequest } from './refusal.ts';
import type { BotCommand } from './shapes.ts';

/** https://core.telegram.org/bots/api#setmycommands */
export const setMyCommands: Method = (context) => {
  const commands = readCommands(context);
  context.bot.commands[placeOf(context)] = commands;
  return true;
};

export const getMyCommands: Method = (context) => context.bot.commands[placeOf(context)] ?? [];

export const deleteMyCommands: Method = (context) => {
  delete context.bot.commands[placeOf(context)];
  return true;
};

/** A text of the profile per language: 120 characters of short description, 512 of description, 64 of name. */
export const setProfileText =
  (field: ProfileField): Method =>
  ({ bot, call }) => {
    const { parameter, limit, texts, refusal } = PROFILE[field];
    const value = text(call, parameter);
    if (value.length > limit) throw badRequest(refusal);
    bot[texts][languageOf(text(call, 'language_code'))] = value;
    return true;
  };

export const getProfileText =
  (field: ProfileField): Method =>
  ({ bot, call }) => {
    const { parameter, texts } = PROFILE[field];
    const language = languageOf(text(call, 'language_code'));
    const otherwise = field === 'name' ? bot.user.first_name : '';
    return { [parameter]: bot[texts][language] ?? bot[texts][''] ?? otherwise };
  };

type ProfileField = keyof typeof PROFILE;

const PROFILE = {
  name: { parameter: 'name', limit: 64, texts: 'names', refusal: 'BOT_TITLE_INVALID' },
  description: {
    parameter: 'description',
    limit: 512,
    texts: 'descriptions',
    refusal: 'BOT_DESCRIPTION_INVALID',
  },
  shortDescription: {
    parameter: 'short_description',
    limit: 120,
    texts: 'shortDescriptions',
    refusal: 'BOT_SHORT_DESCRIPTION_INVALID',
  },
} as const;

function languageOf(code: string): string {
  if (code !== '' && !/^[a-z]{2}$/.test(code)) throw badRequest('invalid language code specified');
  return code;
}

function readCommands({ call }: Context): BotCommand[] {
  const commands = json(call, 'commands', 'commands JSON object');
  if (commands === undefined) return [];
  if (!Array.isArray(commands)) throw badRequest('Expected an Array of BotCommand');
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  return commands.map(readCommand);
}

function readCommand(value: unknown): BotCommand {
  if (!isObject(value)) throw badRequest("can't parse BotCommand: Expected an Object");
  const command = requiredString(value, 'command').replace(/^\//, '');
  const description = requiredString(value, 'description');
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (description === '' || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command, description };
}

const SCOPES = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'];
const CHAT_SCOPES = ['chat', 'chat_administrators', 'chat_member'];

/** Scope and language together: what one set does not touch the others. */
function placeOf({ call }: Context): string {
  const language = languageOf(text(call, 'language_code'));
  const scope = json(call, 'scope', 'BotCommandScope JSON object');
  if (scope === undefined) return `default|${language}`;
  if (!isObject(scope)) throw badRequest('BotCommandScope must be an Object');
  const type = requiredString(scope, 'type');
  if (SCOPES.includes(type)) return `${type}|${language}`;
  if (!CHAT_SCOPES.includes(type)) throw badRequest('Unsupported type specified');
  const chatId = scopeNumber(scope.chat_id, 'chat');
  const userId = type === 'chat_member' ? `/${scopeNumber(scope.user_id, 'user')}` : '';
  return `${type}/${chatId}${userId}|${language}`;
}

function scopeNumber(value: unknown, what: 'chat' | 'user'): string {
  const given = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (what === 'chat' && given === '') throw badRequest('Empty chat_id specified');
  if (what === 'user' && !(Number(given) > 0)) throw badRequest('Invalid user_id specified');
  return given;
}
