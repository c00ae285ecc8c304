import { describe, expect, it } from 'vitest';
import { parseIncomingSms, parseStatusCallback } from '../../../bots/sms/parse.ts';
import { incomingSms, statusCallback, US } from './forms.ts';

const said = (parameters: object) => {
  const parsed = parseIncomingSms({ ...incomingSms, ...parameters });
  return parsed?.kind === 'inbound' ? parsed.inbound.said : parsed;
};

const at = (i: number) => `https://api.twilio.com/2010-04-01/Accounts/AC42/Messages/MM7/Media/ME${i}`;
const media = (i: number, type: string) => ({ [`MediaUrl${i}`]: at(i), [`MediaContentType${i}`]: type });
const file = (i: number, mime: string | null) => ({ id: at(i), mime, name: null, size: null });

describe('an incoming message', () => {
  it('is what a number said to ours, deduped by its MessageSid, with the whole payload kept', () => {
    expect(parseIncomingSms(incomingSms)).toEqual({
      kind: 'inbound',
      inbound: {
        channel: 'sms',
        account: US,
        externalId: incomingSms.MessageSid,
        from: '+34600000001',
        sequence: null,
        said: { kind: 'text', text: 'Hola, soy Ana', replyTo: null },
        language: null,
        name: null,
        raw: incomingSms,
      },
    });
  });

  it.each([
    ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT', ' stop\n', 'Stop'].map(
      (word) => [word, 'stopped'],
    ),
    ...['START', 'UNSTOP', 'start '].map((word) => [word, 'started']),
    ...['HELP', 'INFO', 'help'].map((word) => [word, 'carrierHelp']),
  ])('%j is the carrier word %s', (Body, kind) => expect(said({ Body })).toEqual({ kind }));

  it.each(['YES', 'yes', 'please stop', 'STOP it', 'ending', 'stop.', '', '  ', '1', 'JOIN ABC'])(
    '%j is text',
    (Body) => expect(said({ Body })).toEqual({ kind: 'text', text: Body, replyTo: null }),
  );

  it.each([
    ['BAJA', 'STOP', { kind: 'stopped' }],
    ['ALTA', 'START', { kind: 'started' }],
    ['AYUDA', 'HELP', { kind: 'carrierHelp' }],
    ['YES', 'START', { kind: 'text', text: 'YES', replyTo: null }],
    ['hello', 'SOMETHING', { kind: 'text', text: 'hello', replyTo: null }],
  ])('%s that Twilio calls %s', (Body, OptOutType, expected) =>
    expect(said({ Body, OptOutType })).toEqual(expected),
  );

  it.each([
    ['image/jpeg', 'photo'],
    ['image/gif', 'animation'],
    ['video/mp4', 'video'],
    ['audio/amr; rate=8000', 'audio'],
    ['text/x-vcard', 'document'],
    ['application/pdf', 'document'],
    ['', 'other'],
    ['font/woff', 'other'],
  ])('a %s is media: %s', (MediaContentType0, media) => {
    const expected = { kind: 'media', media, caption: 'Look', replyTo: null, file: null };
    expect(said({ NumMedia: '1', MediaContentType0, Body: 'Look' })).toEqual(expected);
  });

  it('with pictures and no words has no caption', () => {
    const photo = { NumMedia: '2', MediaContentType0: 'image/png' };
    expect(said({ ...photo, Body: '' })).toMatchObject({ kind: 'media', caption: null });
  });

  it.each([
    ['image/png', 'STOP', '', 'stopped'],
    ['text/x-vcard', 'Stop ', '', 'stopped'],
    ['image/png', 'BAJA', 'STOP', 'stopped'],
    ['image/png', 'START', '', 'started'],
    ['image/png', 'help', '', 'carrierHelp'],
    ['image/png', 'please stop', '', 'media'],
    ['image/png', 'YES', 'START', 'media'],
  ])('a %s with %j, which Twilio calls %j, is %s', (MediaContentType0, Body, OptOutType, kind) =>
    expect(said({ NumMedia: '1', MediaContentType0, Body, OptOutType })).toMatchObject({ kind }),
  );

  it.each<[label: string, parameters: object, file: object | null, more?: object[]]>([
    ['one', { MediaUrl0: at(0), MediaContentType0: 'image/png' }, file(0, 'image/png')],
    [
      'several, in their order',
      { NumMedia: '3', ...media(0, 'image/png'), ...media(1, 'video/mp4'), ...media(2, '') },
      file(0, 'image/png'),
      [file(1, 'video/mp4'), file(2, null)],
    ],
    ['fewer than it says', { NumMedia: '9', ...media(0, 'image/png') }, file(0, 'image/png')],
    ['none, whatever it says', { NumMedia: '1', MediaContentType0: 'image/png' }, null],
    ['an address given twice', { MediaUrl0: [at(0), at(1)], MediaContentType0: 'image/png' }, null],
    ['something with no name for it', media(0, 'font/woff'), null],
  ])('holds files: %s', (_, parameters, file, more) =>
    expect(said({ NumMedia: '1', Body: '', ...parameters })).toMatchObject({ file, ...(more && { more }) }),
  );

  it('holds ten files at most, whatever it says', () => {
    const all = Array.from({ length: 40 }, (_, i) => media(i, 'image/png'));
    const heard = said({ NumMedia: '1000000000', ...Object.assign({}, ...all) });
    expect(heard).toMatchObject({ file: { id: at(0) }, more: { length: 9 } });
  });

  it('loses its null bytes, in what is kept for replay too', () => {
    const parsed = parseIncomingSms({ ...incomingSms, Body: 'a\0b \\u0000', Extra: ['x\0', 'y'] });
    expect(parsed).toMatchObject({
      inbound: { said: { text: 'ab \\u0000' }, raw: { Body: 'ab \\u0000', Extra: ['x', 'y'] } },
    });
  });

  it.each(['漢'.repeat(20_000), '👩‍👩‍👧'.repeat(2_000), 'مرحبا '.repeat(3_000), '"; drop table people; --'])(
    'comes through whole, whatever is in it (%#)',
    (Body) => expect(said({ Body })).toEqual({ kind: 'text', text: Body, replyTo: null }),
  );

  it.each(['32665', 'AMAZON', '', 'whatsapp:+34600000001'])('from %j is nobody to answer', (From) =>
    expect(parseIncomingSms({ ...incomingSms, From })).toMatchObject({ kind: 'ignored' }),
  );

  it.each([
    ['nothing', {}],
    ['no parameters at all', null],
    ['no id', { ...incomingSms, MessageSid: undefined }],
    ['an empty id', { ...incomingSms, MessageSid: '\0' }],
    ['an id given twice', { ...incomingSms, MessageSid: ['SM1', 'SM2'] }],
    ['no sender', { ...incomingSms, From: undefined }],
    ['no recipient', { ...incomingSms, To: '' }],
    ['a count that is no number', { ...incomingSms, NumMedia: 'many' }],
  ])('with %s is none', (_, parameters) => expect(parseIncomingSms(parameters)).toBeNull());
});

describe('a status callback', () => {
  const receipt = (parameters: object) => {
    const parsed = parseStatusCallback({ ...statusCallback, ...parameters }, US);
    return parsed?.kind === 'receipt' ? parsed.receipt : parsed;
  };

  it.each(['sent', 'delivered', 'read'])('of %s is a receipt', (MessageStatus) =>
    expect(receipt({ MessageStatus })).toEqual({
      channel: 'sms',
      account: US,
      providerId: statusCallback.MessageSid,
      status: MessageStatus,
      providerCode: null,
      isStopped: false,
    }),
  );

  it.each(['queued', 'accepted', 'sending', 'scheduled', 'receiving', 'news'])('of %s is ignored', (status) =>
    expect(receipt({ MessageStatus: status })).toEqual({ kind: 'ignored', reason: `status ${status}` }),
  );

  it.each([
    ['undelivered', '30003', false],
    ['undelivered', '30005', false],
    ['failed', '30006', false],
    ['failed', '21610', true],
    ['canceled', '', false],
    ['failed', '', false],
  ])('of %s with code %j is a failure', (MessageStatus, ErrorCode, isStopped) =>
    expect(receipt({ MessageStatus, ErrorCode })).toMatchObject({
      status: 'failed',
      providerCode: ErrorCode || null,
      isStopped,
    }),
  );

  it('without our number, as a messaging service may send it, is of the configured one', () =>
    expect(receipt({ From: undefined })).toMatchObject({ account: US }));

  it.each([
    ['no id', { MessageStatus: 'sent' }],
    ['no status', { MessageSid: 'SM1' }],
    ['nothing', null],
  ])('with %s is none', (_, parameters) => expect(parseStatusCallback(parameters, US)).toBeNull());
});
