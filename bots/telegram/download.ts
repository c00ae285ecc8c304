import { type Api, GrammyError } from 'grammy';
import { type Download, MediaRefused } from '../../domain/media.ts';
import { toSendError } from './failure.ts';

interface Source {
  api: Api;
  token: string;
  /** Of the Bot API; files lie below it. */
  apiRoot: string;
  fetch: typeof fetch;
}

/**
 * Gets what people sent, by `file_id`: an id lasts, the address that getFile gives for it holds for an hour. Both the
 * address and what fetch says of it hold the token, so that nothing of either is in an error.
 * https://core.telegram.org/bots/api#getfile
 */
export function telegramDownload({ api, token, apiRoot, fetch }: Source): Download {
  return async ({ id }, { maxBytes, signal }) => {
    const { file_path, file_size = 0 } = await located(api, id, signal);
    if (file_size > maxBytes) throw new MediaRefused('tooLarge', `${file_size} bytes at Telegram`);
    if (!file_path || !isBelow(file_path)) throw new Error('Telegram does not say where the file is');
    const response = await request(() =>
      fetch(`${apiRoot}/file/bot${token}/${file_path}`, { signal, redirect: 'error' }),
    );
    if (!response.ok) throw new Error(`Telegram does not hand the file out (${response.status})`);
    return readUpTo(response, maxBytes);
  };
}

/** grammY knows `AbortSignal` by another package's types. */
type Signal = Parameters<Api['getFile']>[1];

async function located(api: Api, id: string, signal: AbortSignal) {
  try {
    return await api.getFile(id, signal as unknown as Signal);
  } catch (error) {
    throw refusalOf(error) ?? toSendError(error);
  }
}

/** @returns undefined where another try may help: an id that is "temporarily unavailable" is one of these */
function refusalOf(error: unknown): MediaRefused | undefined {
  if (!(error instanceof GrammyError) || error.error_code !== 400) return undefined;
  if (/too big/i.test(error.description)) return new MediaRefused('tooLarge', 'Telegram hands out 20 MB');
  if (/temporarily unavailable/i.test(error.description)) return undefined;
  return new MediaRefused('gone', error.description);
}

/** A Bot API server of one's own gives paths of its disk (`--local`); those are not to be had by HTTP. */
const isBelow = (path: string) => /^[\w-][\w./-]*$/.test(path) && !path.split('/').includes('..');

async function request<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code } = ((error as Error).cause ?? error) as { code?: unknown };
    throw new Error(`The file did not come from Telegram (${String(code ?? (error as Error).name)})`);
  }
}

async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await request(async () => reader?.read())) ?? { done: true };
    if (done || !value) return Buffer.concat(chunks);
    length += value.length;
    if (length > maxBytes) {
      await reader?.cancel();
      throw new MediaRefused('tooLarge', `more than ${maxBytes} bytes at Telegram`);
    }
    chunks.push(value);
  }
}
