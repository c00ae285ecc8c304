import { describe, expect, it } from 'vitest';
import { filesAt } from '../../../bots/whatsapp/files.ts';
import { ACCOUNT } from './fixtures.ts';
import { broken, refusal } from './meta.ts';
import { openGraph } from './support.ts';

const URL_AT_META = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1';

function holding(url: string, { answer = () => new Response('bytes'), ...told }: Held = {}) {
  const { made, graph } = openGraph();
  made.files.set('1', { url, ...told });
  made.bodies.set(url, answer);
  return { made, files: filesAt(graph, ACCOUNT) };
}

interface Held {
  answer?: () => Response;
  mime_type?: string;
  file_size?: number;
}

describe('a file that somebody sent', () => {
  it('is fetched by its id, from where Meta says it is', async () => {
    const { files } = holding(URL_AT_META, { mime_type: 'image/jpeg', file_size: 5 });
    const { mime, bytes } = await files.fetch('1', 10);
    expect([mime, new TextDecoder().decode(bytes)]).toEqual(['image/jpeg', 'bytes']);
  });

  it('is fetched from the root itself, as the Lab has it', async () => {
    const { files } = holding('https://graph.example/attachments/1');
    expect((await files.fetch('1', 10)).bytes).toHaveLength(5);
  });

  it.each([
    'http://lookaside.fbsbx.com/x',
    'https://fbsbx.com.evil.example/x',
    'https://evilfbsbx.com/x',
    'http://169.254.169.254/latest/meta-data',
    'https://127.0.0.1/x',
    'https://user@evil.example/fbsbx.com',
    'file:///etc/passwd',
  ])('is not asked for at %s', async (url) => {
    const { made, files } = holding(url);
    await expect(files.fetch('1', 10)).rejects.toMatchObject({ code: 'rejected' });
    expect(made.asked).toHaveLength(1);
  });

  it('is not fetched where Meta says that it is too large', async () => {
    const { made, files } = holding(URL_AT_META, { file_size: 11 });
    await expect(files.fetch('1', 10)).rejects.toMatchObject({ code: 'rejected' });
    expect(made.asked).toHaveLength(1);
  });

  it('is not read to its end where Meta said less', async () => {
    let isCancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(8)),
      cancel: () => {
        isCancelled = true;
      },
    });
    const { files } = holding(URL_AT_META, { file_size: 5, answer: () => new Response(endless) });
    await expect(files.fetch('1', 100)).rejects.toMatchObject({ code: 'rejected' });
    expect(isCancelled).toBe(true);
  });

  it('that broke off on its way can be asked for again', async () => {
    const cut = new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) });
    const { files } = holding(URL_AT_META, { answer: () => new Response(cut) });
    await expect(files.fetch('1', 10)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it.each([
    ['that is gone', () => refusal(131052), 'rejected'],
    ['while nobody answers', broken('ECONNRESET'), 'unreachable'],
    ['of which Meta says nothing', () => Response.json({}), 'unreachable'],
  ])('%s', async (_, answer, code) => {
    const { made, files } = holding(URL_AT_META);
    made.next(answer);
    await expect(files.fetch('1', 10)).rejects.toMatchObject({ code });
  });

  it.each(['', '../me', '1?fields=x', 'abc'])('is not looked for under the id %j', async (id) => {
    const { made, files } = holding(URL_AT_META);
    await expect(files.fetch(id, 10)).rejects.toMatchObject({ code: 'rejected' });
    expect(made.asked).toEqual([]);
  });
});
