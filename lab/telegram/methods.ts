import {
  deleteMyCommands,
  getMyCommands,
  getProfileText,
  setMyCommands,
  setProfileText,
} from './botProfile.ts';
import { answerCallbackQuery } from './callbacks.ts';
import { getChat, leaveChat, sendChatAction, setMessageReaction } from './chatMethods.ts';
import { deleteMessage, deleteMessages } from './deletes.ts';
import { editMessageCaption, editMessageReplyMarkup, editMessageText } from './edits.ts';
import { getFile } from './files.ts';
import type { Method } from './method.ts';
import { sendFileAs, sendPhoto } from './sendMedia.ts';
import { sendMessage } from './sendMessage.ts';
import { deleteWebhook, getWebhookInfo, setWebhook } from './webhookMethods.ts';

const getMe: Method = ({ bot }) => ({
  ...bot.user,
  can_join_groups: bot.joinsGroups,
  can_read_all_group_messages: bot.readsGroups,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
});

/** Every method the emulator knows, by its name in the Bot API. */
export const methods: Record<string, Method> = {
  getMe,
  getUpdates: ({ polling, bot, call, signal }) => polling.getUpdates(bot, call, signal),
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  sendMessage,
  sendPhoto,
  sendDocument: sendFileAs('document'),
  sendVoice: sendFileAs('voice'),
  sendAudio: sendFileAs('audio'),
  sendVideo: sendFileAs('video'),
  sendVideoNote: sendFileAs('video_note'),
  sendAnimation: sendFileAs('animation'),
  sendSticker: sendFileAs('sticker'),
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
  answerCallbackQuery,
  sendChatAction,
  setMessageReaction,
  getFile,
  getChat,
  leaveChat,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setMyName: setProfileText('name'),
  getMyName: getProfileText('name'),
  setMyDescription: setProfileText('description'),
  getMyDescription: getProfileText('description'),
  setMyShortDescription: setProfileText('shortDescription'),
  getMyShortDescription: getProfileText('shortDescription'),
};
