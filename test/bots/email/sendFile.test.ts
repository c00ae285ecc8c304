import { describe, expect, test } from 'vitest';
import { messageIdOf } from '../../../bots/email/address.ts';
import type { MediaKind, Outbound, OutboundFile } from '../../../domain/channel.ts';
import { channel, outbound, relay } from './relay.ts';
import { DELIVERY, MAILBOX } from './support.ts';

const file = (changes: Partial<OutboundFile> = {}): OutboundFile => ({
  kind: 'photo',
  key: 'k1',
  mime: 'image/jpeg',
  name: 'Us <3.jpg',
  read: async () => new Uint8Array([0, 10, 46, 13, 10, 255]),
  ...changes,
});

describe('a file in a mail of ours, read back', () => {
  const sent = async (changes: Partial<Outbound>) => {
    const { url, taken } = await relay();
    await channel(url).send(outbound(changes));
    return taken[0]!.email;
  };

  test('is attached byte by byte, and a photo is shown within the text, which names it', async () => {
    const email = await sent({ file: file(), choices: [{ label: 'Nice', data: 'n' }] });
    const [attachment, ...others] = email.attachments;
    expect(others).toEqual([]);
    expect([...new Uint8Array(attachment!.content as ArrayBuffer)]).toEqual([0, 10, 46, 13, 10, 255]);
    const cid = `file.${DELIVERY}@${MAILBOX.domain}`;
    expect(attachment).toMatchObject({
      filename: 'Us <3.jpg',
      mimeType: 'image/jpeg',
      disposition: 'inline',
      contentId: `<${cid}>`,
    });
    expect(email.text?.trim()).toBe('Hello\n\n[Us <3.jpg]\n\n1 Nice');
    expect(email.html).toContain(`<img src="cid:${cid}" alt="Us &lt;3.jpg"`);
    expect(email.messageId).toBe(`<${messageIdOf(DELIVERY, MAILBOX.domain)}>`);
  });

  test.each<[kind: MediaKind, mime: string, disposition: string]>([
    ['photo', 'image/png', 'inline'],
    ['animation', 'image/gif', 'inline'],
    ['sticker', 'image/png', 'inline'],
    ['photo', 'image/webp', 'attachment'],
    ['document', 'image/png', 'attachment'],
    ['video', 'video/mp4', 'attachment'],
    ['voice', 'audio/ogg', 'attachment'],
    ['document', 'application/pdf', 'attachment'],
  ])('a %s of type %s is %s', async (kind, mime, disposition) => {
    const { attachments, html } = await sent({ file: file({ kind, mime, name: null }) });
    expect(attachments).toMatchObject([{ filename: kind, mimeType: mime, disposition }]);
    expect(html?.includes('<img')).toBe(disposition === 'inline');
    expect(html).toContain(kind);
  });

  test('and others with it: pictures are shown, the rest is attached', async () => {
    const more = [
      file({ kind: 'document', mime: 'application/pdf', name: 'a.pdf' }),
      file({ name: 'Two.jpg' }),
    ];
    const email = await sent({ file: file(), more });
    expect(email.attachments).toMatchObject([
      { filename: 'Us <3.jpg', disposition: 'inline', contentId: `<file.${DELIVERY}@${MAILBOX.domain}>` },
      { filename: 'Two.jpg', disposition: 'inline', contentId: `<file3.${DELIVERY}@${MAILBOX.domain}>` },
      { filename: 'a.pdf', disposition: 'attachment' },
    ]);
    expect(email.text?.trim()).toBe('Hello\n\n[Us <3.jpg]\n[a.pdf]\n[Two.jpg]');
    expect(email.html?.match(/<img src="cid:[^"]+"/g)).toHaveLength(2);
  });

  test('of any name is no more than a file, and stands without words too', async () => {
    const name = 'a"\r\nBcc: eve@evil.example\r\n\r\n<script>é.pdf';
    const email = await sent({ file: file({ kind: 'document', mime: 'application/pdf', name }), body: [] });
    expect(email.bcc).toBeUndefined();
    expect(email.attachments).toMatchObject([{ filename: 'a___Bcc: eve@evil.example____<script>é.pdf' }]);
    expect(email.text?.trim()).toBe('[a___Bcc: eve@evil.example____<script>é.pdf]');
    expect(email.html).not.toContain('<script>');
  });

  test('that cannot be read is sent later', async () => {
    const read = () => Promise.reject(new Error('the disk is away'));
    await expect(sent({ file: file({ read }) })).rejects.toMatchObject({ code: 'unreachable', ours: true });
  });
});
