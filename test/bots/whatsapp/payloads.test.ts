import { describe, expect, it } from 'vitest';
import { parse } from '../../../bots/whatsapp/parse.ts';
import type { Parsed } from '../../../domain/channel.ts';
import { ACCOUNT, fixture, type Payload } from './fixtures.ts';

const payloads = fixture<Payload[]>('updates');

/** One line for each payload, in their order. Who said it: the number alone, or the first characters of the user id. */
const readings = `
account_update
account_update
account_update
account_update
account_update
account_update
account_update
account_update
account_update
account_update
account_update
account_update
account_update
account_update
account_update
account_update
account_update
calls
calls
US.134912 unknown what=interactive call_permission_reply
US.134912 unknown what=interactive call_permission_reply
calls
calls
US.134912 pressed data=callback_data messageId=wamid.xyzxyz
US.134912 pressed data=callback_data messageId=wamid.xyzxyz==
US.134912 pressed data=callback_data
US.134912 pressed data=callback_data messageId=wamid.xyzxyz
US.134912 pressed data=callback_data messageId=wamid.xyzxyz
+16505551234 deleted messageId=wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQz00000029Q==
+16505551234 edited text=Updated image caption messageId=wamid.HBgLMTQxMjU1NTA4MjkVAgASGBQzQUNCNjk5RDUwNUZGMUZEM0VBRAA=
US.134912 unknown what=interactive nfm_reply
US.134912 unknown what=interactive nfm_reply
US.134912 text text=Body Text
US.134912 media media=photo id=65463453 mime=image/jpeg sha256=4654+8g=
US.134912 media media=photo id=65463453 mime=image/jpeg sha256=4654+8g=
US.134912 media media=video caption=caption id=765756756 mime=video/mp4 sha256=Jh+2ij6PzUv/J2y+grrtegr/ZMzRxkEPwc24Oyib4s03w9Jc=
US.134912 media media=document caption=caption id=1234567890987654321 mime=application/pdf name=filename.pdf sha256=grwfwe/ZPx0wAbdfbdeFUNItPZ0RylL8gGUvdt3YFqc18SY=
US.134912 media media=audio id=1234567890987654321 mime=audio/ogg; codecs=opus sha256=E3dxS/PdYZE7ppA3pQ4mpCFaXBJ8pX4SRN/dsfvds/iPGA=
US.134912 media media=voice id=1234567890987654321 mime=audio/ogg; codecs=opus sha256=m04pFf2ERdaopTyFkGPA0+bX3i+YY2dYgVFwOgDLSDI=
US.134912 media media=sticker id=1234567890987654321 mime=image/webp sha256=OmT4nhjUhCMIPNmj7eeOZeCYjTXkLxoOv85OMCFwSuc=
US.134912 media media=sticker id=1234567890987654321 mime=image/webp sha256=HcwyCKrTKXHk0a00ms4HWIA76GY0Du6q4Z/iuwevw=
US.134912 reacted emoji=😮 messageId=wamid.yzxyzx=
US.134912 reacted messageId=wamid.yzxyzx=
US.134912 reacted messageId=wamid.yzxyzx=
US.134912 media media=location
US.134912 media media=location caption=Facebook HQ, 1 Hacker Way, Menlo Park, CA 94025
US.134912 contact phone=+1 555-555-5555 isOwn=false
US.134912 unknown what=order
US.134912 unknown what=unsupported
US.134912 unknown what=unsupported pool
US.134912 text text=replied text replyTo=wamid.xyzxyz==
US.134912 text text=forwarded text
US.134912 text text=text forwarded many times
US.134912 unknown what=interactive
US.134912 text text=BODY
receipt sent wamid.xyzxyz
receipt delivered wamid.xyzxyz
receipt read wamid.xyzxyz
receipt read wamid.xyzxyz
receipt failed wamid.xyzxyz 130472 rejected
receipt sent wamid.xyzxyz
status of a message to a group
smb_message_echoes
smb_message_echoes
smb_message_echoes
system user_changed_number
system customer_identity_changed
template_category_update
message_template_components_update
message_template_quality_update
message_template_status_update
message_template_status_update
user_preferences
user_preferences
`
  .trim()
  .split('\n');

describe('payloads that pywa published', () => {
  it('are all read here', () => {
    expect(payloads).toHaveLength(74);
    expect(readings).toHaveLength(payloads.length);
  });

  it.each(payloads.map((one, index) => [one.file, one.case, readings[index], one.payload] as const))(
    '%s, %s: %s',
    (_file, _case, expected, payload) => {
      expect(parse(payload, ACCOUNT).map(reading)).toEqual([expected]);
    },
  );

  it('give each event of a person an id of its own', () => {
    const all = payloads.flatMap(({ payload }) => parse(payload, ACCOUNT));
    const ids = all.flatMap((parsed) => (parsed.kind === 'inbound' ? [parsed.inbound.externalId] : []));
    expect(ids).toHaveLength(34);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are read again from what is kept of each message', () => {
    for (const { payload } of payloads) {
      for (const parsed of parse(payload, ACCOUNT)) {
        if (parsed.kind === 'inbound') expect(parse(parsed.inbound.raw, ACCOUNT)).toEqual([parsed]);
      }
    }
  });
});

function reading(parsed: Parsed): string {
  if (parsed.kind === 'ignored') return parsed.reason;
  if (parsed.kind === 'receipt') {
    const { providerId, status, providerCode, failure } = parsed.receipt;
    return [`receipt ${status}`, providerId, providerCode, failure].filter(Boolean).join(' ');
  }
  const { from, phone, said } = parsed.inbound;
  const { kind, ...told } = said;
  const { file, ...rest } = told as { file?: object };
  const detail = Object.entries({ ...rest, ...file }).filter(
    // Every text carries its own id.
    ([name, value]) => value !== null && !((kind === 'text' || kind === 'media') && name === 'messageId'),
  );
  const who = from === phone ? from : from.slice(0, 9);
  return [who, kind, ...detail.map(([key, value]) => `${key}=${value}`)].join(' ');
}
