import type { Api, InputFile } from 'grammy';
import type { InlineKeyboardMarkup, Message, ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'grammy/types';
import { formatted, preview } from './formatted.ts';
import type { Piece } from './pieces.ts';
import type { Shape } from './shape.ts';
import type { Uploads } from './uploads.ts';

/** The ways to Telegram. */
export interface Ways {
  api: Api;
  /** Waits longer: 20 MB take a slow line two minutes. */
  uploadApi: Api;
  uploads: Uploads;
}

/** What goes along with a message, whatever is in it. */
export interface Extras {
  reply_parameters?: { message_id: number; allow_sending_without_reply: boolean };
  reply_markup?: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;
}

/** Sends one message. @throws what grammY throws, and SendError where a file of ours cannot be read */
export function sendPiece(ways: Ways, to: string, { piece, extras }: { piece: Piece; extras: Extras }) {
  const { file } = piece;
  if (!file) {
    return formatted(piece, (text, format) =>
      ways.api.sendMessage(Number(to), text, { ...format, ...preview, ...extras }),
    );
  }
  return ways.uploads.carry(file, (shape, media) => {
    const api = typeof media === 'string' ? ways.api : ways.uploadApi;
    return formatted(piece, (caption, format) =>
      calls[shape](api)(Number(to), media, { caption, ...format, ...extras }),
    );
  });
}

type Call = (
  to: number,
  media: InputFile | string,
  other: Extras & { caption: string; parse_mode?: 'HTML' },
) => Promise<Message>;

/** https://core.telegram.org/bots/api#sendphoto and its neighbours */
const calls: Record<Shape, (api: Api) => Call> = {
  photo: (api) => api.sendPhoto.bind(api),
  video: (api) => api.sendVideo.bind(api),
  animation: (api) => api.sendAnimation.bind(api),
  voice: (api) => api.sendVoice.bind(api),
  audio: (api) => api.sendAudio.bind(api),
  document: (api) => api.sendDocument.bind(api),
};
