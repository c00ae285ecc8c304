import { createServer, type Server, type Socket } from 'node:net';
import { Api, GrammyError, HttpError } from 'grammy';
import { afterEach, describe, expect, it } from 'vitest';
import {
  isAlreadySo,
  isFormattingError,
  isUnknownFile,
  isUnshowable,
  isUnwelcome,
  toSendError,
} from '../../../bots/telegram/failure.ts';
import type { SendErrorCode } from '../../../domain/errors.ts';

const refusals: [status: number, description: string, code: SendErrorCode, ours: boolean][] = [
  [403, 'Forbidden: bot was blocked by the user', 'stopped', false],
  [403, 'Forbidden: user is deactivated', 'stopped', false],
  [403, "Forbidden: bot can't initiate conversation with a user", 'stopped', false],
  [401, "Unauthorized: bot can't initiate conversation with a user", 'stopped', false],
  [400, 'Bad Request: chat not found', 'stopped', false],
  [400, 'Bad Request: private chat not found', 'stopped', false],
  [400, 'Bad Request: PEER_ID_INVALID', 'stopped', false],
  [400, 'Bad Request: message to edit not found', 'rejected', false],
  [400, "Bad Request: message can't be edited", 'rejected', false],
  [400, 'Bad Request: there is no caption in the message to edit', 'rejected', false],
  [400, "Bad Request: message can't be deleted", 'rejected', false],
  [400, 'Bad Request: MESSAGE_ID_INVALID', 'rejected', false],
  [400, 'Bad Request: message text is empty', 'rejected', true],
  [400, 'Bad Request: BUTTON_DATA_INVALID', 'rejected', true],
  [400, "Bad Request: can't parse entities: Unclosed start tag at byte offset 3", 'rejected', true],
  [409, 'Conflict: terminated by other getUpdates request', 'rejected', true],
  [413, 'Request Entity Too Large', 'rejected', true],
  [401, 'Unauthorized: invalid token specified', 'unreachable', true],
  [404, 'Not Found: method not found', 'unreachable', true],
  [421, 'Misdirected Request: unallowed token specified', 'unreachable', true],
  [500, 'Internal Server Error', 'unreachable', false],
  [502, 'Bad Gateway', 'uncertain', false],
  [503, 'Service Unavailable', 'unreachable', false],
  [504, 'Gateway Timeout', 'uncertain', false],
];

describe("Telegram's refusals", () => {
  it.each(refusals)('%i %s', (status, description, code, ours) => {
    const failure = toSendError(refusal(status, description));
    expect(failure).toMatchObject({ code, ours, providerCode: String(status) });
  });

  it('say how long to wait', () => {
    const failure = toSendError(refusal(429, 'Too Many Requests: retry after 7', { retry_after: 7 }));
    expect(failure).toMatchObject({ code: 'throttled', retryable: true, retryAfterMs: 7_000, ours: false });
  });

  it('that are only about formatting, or about what is done already, are told apart', () => {
    expect(isFormattingError(refusal(400, "Bad Request: can't parse entities: x"))).toBe(true);
    expect(isFormattingError(refusal(400, 'Bad Request: message text is empty'))).toBe(false);
    expect(isAlreadySo(refusal(400, 'Bad Request: message is not modified: x'))).toBe(true);
    expect(isAlreadySo(refusal(400, 'Bad Request: message to delete not found'))).toBe(true);
    expect(isAlreadySo(refusal(400, 'Bad Request: message to edit not found'))).toBe(false);
  });
});

describe('what Telegram says of a file', () => {
  const meanings = { isUnknownFile, isUnshowable, isUnwelcome };

  it.each<[description: string, meaning: keyof typeof meanings | null]>([
    ['wrong file identifier/HTTP URL specified', 'isUnknownFile'],
    ['wrong remote file identifier specified: Wrong string length', 'isUnknownFile'],
    ["can't use file of type Document as Photo", 'isUnknownFile'],
    ['FILE_REFERENCE_EXPIRED', 'isUnknownFile'],
    ['IMAGE_PROCESS_FAILED', 'isUnshowable'],
    ['PHOTO_INVALID_DIMENSIONS', 'isUnshowable'],
    [
      'file of size 11000000 bytes is too big for a photo; the maximum size is 10485760 bytes',
      'isUnshowable',
    ],
    ['VOICE_MESSAGES_FORBIDDEN', 'isUnwelcome'],
    ['user restricted receiving of voice messages', 'isUnwelcome'],
    ['message caption is too long', null],
    ['chat not found', null],
  ])('%s', (description, meaning) => {
    const error = refusal(400, `Bad Request: ${description}`);
    const told = Object.entries(meanings).flatMap(([name, isSo]) => (isSo(error) ? [name] : []));
    expect(told).toEqual(meaning ? [meaning] : []);
  });
});

describe('trouble on the way', () => {
  const open: { server: Server; sockets: Socket[] }[] = [];

  afterEach(() => {
    for (const { server, sockets } of open.splice(0)) {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  });

  it('before anything left is unreachable: connection refused', async () => {
    const root = await serve(() => undefined);
    await new Promise((resolve) => open.pop()!.server.close(resolve));
    expect(await failureAt(root)).toMatchObject({ code: 'unreachable', providerCode: 'ECONNREFUSED' });
  });

  it('before anything left is unreachable: no such host', async () => {
    const failure = await failureAt('http://telegram.invalid');
    expect(failure.code).toBe('unreachable');
    expect(failure.providerCode).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
  });

  it.each(['EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'before anything left is unreachable: %s',
    (code) => {
      const error = Object.assign(new Error('request to https://api.telegram.org/bot42:SECRET failed'), {
        code,
      });
      expect(toSendError(new HttpError('failed', error))).toMatchObject({ code: 'unreachable' });
    },
  );

  it('after the request left is uncertain: connection reset', async () => {
    const root = await serve((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await failureAt(root)).toMatchObject({ code: 'uncertain', providerCode: 'ECONNRESET' });
  });

  it('after the request left is uncertain: hung up', async () => {
    const root = await serve((socket) => socket.once('data', () => socket.end()));
    expect(await failureAt(root)).toMatchObject({ code: 'uncertain' });
  });

  it('after the request left is uncertain: no answer in time', async () => {
    const root = await serve(() => undefined);
    expect(await failureAt(root)).toMatchObject({ code: 'uncertain', providerCode: 'timeout' });
  });

  it('after the request left is uncertain: the answer of some proxy', async () => {
    const page = 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 6\r\n\r\n<html>';
    const root = await serve((socket) => socket.once('data', () => socket.end(page)));
    expect(await failureAt(root)).toMatchObject({ code: 'uncertain', providerCode: 'invalid-json' });
  });

  /** What a send there fails with; it must never repeat the token, the chat or the text. */
  async function failureAt(apiRoot: string) {
    const api = new Api('42:SECRET', { apiRoot, timeoutSeconds: 0.2 });
    const error: unknown = await api.sendMessage(4711, 'private words').catch((thrown: unknown) => thrown);
    const failure = toSendError(error);
    const told = JSON.stringify([failure, failure.message, failure.stack, String(failure.cause)]);
    expect(told).not.toMatch(/SECRET|4711|private words/);
    return failure;
  }

  function serve(onConnection: (socket: Socket) => void): Promise<string> {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    open.push({ server, sockets });
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (address && typeof address === 'object') resolve(`http://127.0.0.1:${address.port}`);
      });
    });
  }
});

function refusal(status: number, description: string, parameters?: { retry_after: number }) {
  const answer = { ok: false as const, error_code: status, description, parameters };
  return new GrammyError("Call to 'sendMessage' failed!", answer, 'sendMessage', {
    chat_id: 4711,
    text: 'private words',
  });
}
