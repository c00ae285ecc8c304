import { text } from './arguments.ts';
import type { Context, Method } from './method.ts';
import type { Upload } from './params.ts';
import { badRequest } from './refusal.ts';
import type { FileReference } from './shapes.ts';
import type { FileState } from './state.ts';
import type { World } from './world.ts';

/** Keeps a file; its `detail` is what the Bot API tells of its kind (width, duration, mime type). */
export function storeFile(
  world: World,
  botId: number,
  file: { kind: string; bytes: Buffer; detail: Record<string, unknown>; extension: string },
): FileReference {
  const uniqueId = `AQAD${world.random.bytes(8).toString('base64url')}`;
  const stored: FileState = {
    botId,
    uniqueId,
    path: `${FOLDERS[file.kind] ?? 'documents'}/file_${world.nextNumber()}.${file.extension}`,
    kind: file.kind,
    size: file.bytes.length,
    base64: file.bytes.toString('base64'),
    detail: file.detail,
  };
  world.state.files[uniqueId] = stored;
  return referenceTo(stored);
}

const FOLDERS: Record<string, string> = {
  photo: 'photos',
  voice: 'voice',
  audio: 'music',
  video: 'videos',
  animation: 'animations',
  sticker: 'stickers',
};

export function referenceTo(file: FileState): FileReference {
  const file_id = `AgACAgIAAxkBAAI${file.uniqueId}`;
  return { file_id, file_unique_id: file.uniqueId, file_size: file.size, ...file.detail };
}

const isWellFormed = (fileId: string) => fileId.startsWith('AgACAgIAAxkBAAI');

function findFile(world: World, botId: number, fileId: string): FileState | undefined {
  const file = world.state.files[fileId.replace(/^AgACAgIAAxkBAAI/, '')];
  return file?.botId === botId && isWellFormed(fileId) ? file : undefined;
}

/** What a call sends in a field: an upload (straight or by `attach://`) or the id of a file that is there already. */
export function givenFile(context: Context, field: string): { upload: Upload } | { file: FileState } {
  const { call, world, bot } = context;
  const value = text(call, field);
  const upload = call.files.get(field) ?? call.files.get(value.replace(/^attach:\/\//, ''));
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    return { upload };
  }
  if (value === '' || value.startsWith('attach://'))
    throw badRequest(`There is no ${field.replaceAll('_', ' ')} in the request`);
  if (/^https?:\/\//i.test(value)) throw fromUrl(value);
  const file = findFile(world, bot.user.id, value);
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified');
  return { file };
}

/** The emulator never goes out to fetch a file. */
function fromUrl(url: string) {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host.includes('.')
    ? badRequest('failed to get HTTP URL content')
    : badRequest('wrong HTTP URL specified');
}

/** 20 MB is the most that can be downloaded (https://core.telegram.org/bots/api#getfile). */
const MAX_DOWNLOAD = 20 * 1024 * 1024;

export const getFile: Method = ({ world, bot, call }) => {
  const fileId = text(call, 'file_id');
  if (fileId === '') throw badRequest('file_id not specified');
  const file = findFile(world, bot.user.id, fileId);
  if (!file)
    throw badRequest(
      isWellFormed(fileId) ? 'wrong file_id or the file is temporarily unavailable' : 'invalid file_id',
    );
  if (file.size > MAX_DOWNLOAD) throw badRequest('file is too big');
  return { file_id: fileId, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path };
};
