import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, ask, type Lab, openLab, send } from './support.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
  lab.ana.say('Hello');
  await lab.emulator.idle();
});
afterEach(() => lab.close());

const media = `${ACCOUNT.phoneNumberId}/media`;

function form(bytes: Uint8Array<ArrayBuffer>, type: string, product: string | null = 'whatsapp'): FormData {
  const made = new FormData();
  if (product !== null) made.set('messaging_product', product);
  made.set('type', type);
  made.set('file', new Blob([bytes], { type }), 'file.bin');
  return made;
}

const upload = (bytes: Uint8Array<ArrayBuffer>, type: string, product?: string | null) =>
  ask(lab, ['POST', media], { body: form(bytes, type, product) });

const token = { authorization: `Bearer ${ACCOUNT.accessToken}` };

describe('what the business uploads', () => {
  it('is told of, downloaded with the token, and deleted', async () => {
    const bytes = new Uint8Array([0xff, 0xd8, 1, 2, 3]);
    const { body: uploaded } = await upload(bytes, 'image/jpeg');
    expect(uploaded).toEqual({ id: expect.stringMatching(/^\d+$/) });
    const { body: told } = await ask(lab, ['GET', uploaded.id]);
    expect(told).toEqual({
      messaging_product: 'whatsapp',
      id: uploaded.id,
      mime_type: 'image/jpeg',
      file_size: 5,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      url: expect.stringContaining(`${lab.apiRoot}/whatsapp_business/attachments/?mid=${uploaded.id}`),
    });
    const file = await fetch(told.url, { headers: token });
    expect([file.headers.get('content-type'), new Uint8Array(await file.arrayBuffer())]).toEqual([
      'image/jpeg',
      bytes,
    ]);
    expect((await ask(lab, ['DELETE', uploaded.id])).body).toEqual({ success: true });
    expect((await ask(lab, ['GET', uploaded.id])).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('arrives as picture, with its words', async () => {
    const { body } = await upload(new Uint8Array([1]), 'image/png');
    expect((await send(lab, { type: 'image', image: { id: body.id, caption: 'Look' } })).status).toBe(200);
    await lab.pass(2_000);
    expect(lab.ana.inbox()).toMatchObject([{ content: { kind: 'image', text: 'Look', mediaId: body.id } }]);
  });

  it('cannot be sent as what it is not', async () => {
    const { body } = await upload(new Uint8Array([1]), 'application/pdf');
    expect((await send(lab, { type: 'image', image: { id: body.id } })).body.error.code).toBe(131053);
    expect((await send(lab, { type: 'document', document: { id: body.id, filename: 'a.pdf' } })).status).toBe(
      200,
    );
  });

  it.each<[string, Uint8Array<ArrayBuffer>, string, string | null, number]>([
    ['no product', new Uint8Array([1]), 'image/png', null, 100],
    ['a type there is not', new Uint8Array([1]), 'image/svg+xml', 'whatsapp', 100],
    ['nothing in it', new Uint8Array(), 'image/png', 'whatsapp', 131053],
    ['more than 5 MB of picture', new Uint8Array(5 * 1024 * 1024 + 1), 'image/png', 'whatsapp', 131053],
  ])('is refused with %s', async (_what, bytes, type, product, code) => {
    const { status, body } = await upload(bytes, type, product);
    expect([status, body.error.code]).toEqual([400, code]);
    expect(lab.emulator.snapshot().media).toEqual([]);
  });

  it('without a file is refused', async () => {
    const empty = new FormData();
    empty.set('messaging_product', 'whatsapp');
    expect((await ask(lab, ['POST', media], { body: empty })).body.error.message).toContain(
      'file is required',
    );
  });

  it('is gone after 30 days', async () => {
    const { body } = await upload(new Uint8Array([1]), 'image/png');
    lab.clock.advance(30 * 86_400_000);
    expect((await ask(lab, ['GET', body.id])).status).toBe(400);
  });
});

describe('what a person sends', () => {
  const incoming = async () => {
    lab.ana.sendImage({ caption: 'My new house' });
    await lab.emulator.idle();
    return lab.parts('messages').at(-1).image;
  };

  it('is downloaded by the id in the webhook, the bytes those of its hash', async () => {
    const { id, sha256, caption } = await incoming();
    const { body } = await ask(lab, ['GET', id]);
    const bytes = Buffer.from(await (await fetch(body.url, { headers: token })).arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('base64')).toBe(sha256);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(body.sha256);
    expect([bytes.subarray(0, 3).toString('hex'), caption]).toEqual(['ffd8ff', 'My new house']);
  });

  it('is not handed out without the token, by a made-up address, or after five minutes', async () => {
    const { id } = await incoming();
    const { url } = (await ask(lab, ['GET', id])).body;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url.replace(/ext=\d+/, 'ext=9999999999'), { headers: token })).status).toBe(404);
    lab.clock.advance(5 * 60_000 + 1_000);
    expect((await fetch(url, { headers: token })).status).toBe(404);
    const again = (await ask(lab, ['GET', id])).body.url;
    expect((await fetch(again, { headers: token })).status).toBe(200);
  });

  it('are files that programs know by their first bytes', async () => {
    lab.ana.sendVoice();
    lab.ana.sendDocument();
    const firsts = lab.emulator
      .snapshot()
      .media.map(({ base64 }) => Buffer.from(base64, 'base64').toString('latin1', 0, 4));
    expect(firsts).toEqual(['OggS', '%PDF']);
  });
});
