import { type Classmate, fullName } from '../cast.ts';
import type { TelegramEmulator } from '../telegram/emulator.ts';
import type { Phone } from '../telegram/phone.ts';
import type { Screen, ShownMessage } from '../telegram/screen.ts';
import type { BotCommand, Message } from '../telegram/shapes.ts';
import { spansOf } from './spans.ts';
import { type BubbleView, type PhoneView, shownMessages } from './view.ts';

/** A Telegram phone, as the page draws it. */
export function telegramView(telegram: TelegramEmulator, member: Classmate): PhoneView {
  const phone = telegram.phones.of(member.telegramId!);
  const screen = phone.screen();
  const shown = screen.messages.slice(-shownMessages);
  const waiting = waitingMessages(phone);
  return {
    ...plain(member),
    messages: shown.map((one) => ({
      ...bubble(one, { botName: phone.bot.user.first_name, waiting, screen }),
      ...fileOf(one, member.id),
    })),
    earlier: screen.messages.length - shown.length,
    keyboard: (screen.keyboard?.keyboard ?? []).map((row) =>
      row.map(({ text, request_contact }) => ({ label: text, asksContact: request_contact === true })),
    ),
    isStarted: screen.isStarted,
    isBlocked: screen.isBlocked,
    presses: presses(screen),
    commands: commandsFor(phone, member.language),
  };
}

export function plain(member: Classmate) {
  const { id, channel, language, number, about, firstName } = member;
  return { id, channel, language, number, about, firstName, name: fullName(member) };
}

/** The messages that the bot has not fetched yet. */
function waitingMessages({ bot, personId }: Phone): Set<number> {
  const pending = [...bot.updates, ...bot.heldUpdates].filter(({ chatId }) => chatId === personId);
  return new Set(pending.map(({ update }) => update.message?.message_id ?? 0));
}

function bubble(
  { id, isFromBot, at, kind, text, entities, reply, buttons, editedAt, reactions, message }: ShownMessage,
  { botName, waiting, screen }: { botName: string; waiting: Set<number>; screen: Screen },
): BubbleView {
  const quoted = message.reply_to_message;
  // A quotation shows what the message says now, also where it was edited since.
  const original = screen.messages.find((one) => one.id === reply?.id);
  return {
    id: String(id),
    isMine: !isFromBot,
    at: at.toISOString(),
    kind,
    spans: spansOf(text || (message.contact?.phone_number ?? ''), entities),
    reply: reply && {
      id: String(reply.id),
      author: quoted?.from?.is_bot ? botName : 'You',
      text: (original ?? reply).text || kindOf(quoted ?? {}),
    },
    buttons: buttons.map((row) =>
      row.map((button) => ({
        label: button.text,
        data: button.callback_data ?? null,
        url: button.url ?? null,
      })),
    ),
    isEdited: editedAt !== null,
    reactions,
    segments: null,
    isRead: !waiting.has(id),
  };
}

const kindOf = (message: object) =>
  ['photo', 'sticker', 'voice', 'contact', 'animation', 'video', 'audio', 'document'].find(
    (kind) => kind in message,
  ) ?? 'message';

/** Its file, as the Lab serves it to the page. */
function fileOf({ message }: ShownMessage, phoneId: string): Pick<BubbleView, 'file'> {
  const file = fileIn(message);
  if (!file) return {};
  const name = typeof file.file_name === 'string' ? file.file_name : null;
  return { file: { url: `/lab/api/phones/${phoneId}/files/${file.file_unique_id}`, name } };
}

/** The file of a message; of a photo its largest size. */
export const fileIn = ({ photo, animation, video, voice, audio, sticker, document }: Message) =>
  photo?.at(-1) ?? animation ?? video ?? voice ?? audio ?? sticker ?? document;

/** As many as can still be of interest. */
const shownPresses = 5;

function presses({ callbacks }: Screen): PhoneView['presses'] {
  return callbacks.slice(-shownPresses).map(({ id, messageId, data, answer }) => ({
    id,
    messageId: String(messageId),
    data,
    isAnswered: answer !== null,
    notice: answer?.text ?? null,
    isAlert: answer?.show_alert ?? false,
  }));
}

/** The narrowest list there is wins (https://core.telegram.org/bots/api#determining-list-of-commands). */
function commandsFor({ bot, personId }: Phone, language: string): BotCommand[] {
  const scopes = [`chat/${personId}`, 'all_private_chats', 'default'];
  const places = scopes.flatMap((scope) => [`${scope}|${language}`, `${scope}|`]);
  const place = places.find((one) => bot.commands[one]);
  return place ? bot.commands[place]! : [];
}
