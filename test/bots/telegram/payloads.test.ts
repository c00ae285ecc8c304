import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../bots/telegram/parse.ts';
import type { SaidFile } from '../../../domain/channel.ts';

interface Payload {
  source: string;
  label: string;
  update?: object;
  message?: object;
}

const fixture = new URL('../../fixtures/telegram/updates.json', import.meta.url);
const payloads = JSON.parse(readFileSync(fixture, 'utf8')) as Payload[];

/** One line for each payload, in their order; `(id)` is who said it. */
const readings = `
malformed update: message.chat: Invalid input: expected object, received undefined
(250918540) media media=video file=OAlhYE|video/mp4|1381334
service message chat_shared
(250918540) media media=video file=OAlhYE|video/mp4|1381334
(250918540) text text=Лол кек 😂
(250918540) media media=sticker file=AAMpBA|-|4118
(250918540) media media=photo file=AABFgQ|-|75245
said by a bot
(-599075523) moved to=-1001555296434
said by a bot
(0) media media=location
said by a bot
(27433968) media media=photo caption=www.example.com file=QADJAQ|-|162061
service message forum_topic_created
(1253681278) text text=blah replyTo=4
message without content
service message forum_topic_closed
said in a channel
said in a channel
said in a channel
said in a channel
said in a channel
said in a channel
said in a channel
said in a channel
said in a channel
said in a channel
said in a channel
said in a channel
said in a channel
(1459074222) text text=El Psy Kongroo
(1459074222) media media=photo caption=El Psy Kongroo file=AAM2BA|-|358
unknown in a group
unknown in a group
message without content
message without content
malformed update: message.chat: Invalid input: expected object, received undefined
malformed update: message.chat: Invalid input: expected object, received undefined
(218485655) text text=hello there
(6962620676) media media=other
(5964236329) text text=/report replyTo=134545
(408258968) text text=4
service message pinned_message
(408258968) media media=other
unknown kind of update: new_update_kind
(0) stopped
unknown in a group
unknown in a group
said in a channel
said in a channel
said in a channel
(408258968) unknown what=purchased_paid_media
said in a channel
(123) text text=Hi there
(123) media media=photo file=zlpco8|-|1443
(123) media media=voice file=kW1NAQ|audio/ogg|7276
`
  .trim()
  .split('\n');

/** The messages among them again, as if they had been said in a private chat: what remains is their content. */
const privateReadings = `
message without content
(1) media media=video file=OAlhYE|video/mp4|1381334
service message chat_shared
(1) media media=video file=OAlhYE|video/mp4|1381334
(1) text text=Лол кек 😂
(1) media media=sticker file=AAMpBA|-|4118
(1) media media=photo file=AABFgQ|-|75245
(1) text text=text
service message migrate_to_chat_id
service message migrate_from_chat_id
(1) media media=location
service message video_chat_started
(1) media media=photo caption=www.example.com file=QADJAQ|-|162061
service message forum_topic_created
(1) text text=blah replyTo=4
message without content
service message forum_topic_closed
(1) media media=other
service message giveaway_created
service message giveaway_completed
(1) media media=other replyTo=27
service message paid_message_price_changed
service message suggested_post_approved
service message suggested_post_approval_failed
service message suggested_post_declined
service message suggested_post_paid
service message suggested_post_refunded
service message gift
service message unique_gift
service message boost_added
(1) text text=El Psy Kongroo
(1) media media=photo caption=El Psy Kongroo file=AAM2BA|-|358
(1) unknown what=user
(1) unknown what=actor_chat
message without content
message without content
message without content
message without content
(1) text text=hello there
(1) media media=other
(1) text text=/report replyTo=134545
(1) text text=4
service message pinned_message
(1) media media=other
unknown kind of update: new_update_kind
(0) stopped
unknown in a group
unknown in a group
said in a channel
said in a channel
said in a channel
(408258968) unknown what=purchased_paid_media
(1) unknown what=reactions
(1) text text=Hi there
(1) media media=photo file=zlpco8|-|1443
(1) media media=voice file=kW1NAQ|audio/ogg|7276
`
  .trim()
  .split('\n');

describe('payloads that other projects published', () => {
  it('are all read here', () => {
    expect(readings).toHaveLength(payloads.length);
    expect(privateReadings).toHaveLength(payloads.length);
  });

  it.each(cases(readings))('%i: %s', (index, expected) => {
    expect(reading(asUpdate(payloads[index]!, index))).toBe(expected);
  });

  it.each(cases(privateReadings))('in private, %i: %s', (index, expected) => {
    expect(reading(inPrivate(asUpdate(payloads[index]!, index)))).toBe(expected);
  });
});

function cases(lines: string[]): [number, string][] {
  return lines.map((line, index) => [index, line]);
}

function asUpdate({ update, message }: Payload, index: number): object {
  return update ?? { update_id: index, message };
}

function inPrivate(update: object): object {
  if (!('message' in update)) return update;
  const person = { id: 1, is_bot: false, first_name: 'Ana' };
  return {
    ...update,
    message: {
      ...(update.message as object),
      message_id: 9,
      chat: { ...person, type: 'private' },
      from: person,
    },
  };
}

function reading(update: object): string {
  const parsed = parse(update, '42');
  if (parsed.kind !== 'inbound') return parsed.kind === 'ignored' ? parsed.reason : parsed.kind;
  const { said, from } = parsed.inbound;
  // Every text has its id, which says nothing of how the payload was read.
  const untold = said.kind === 'text' || said.kind === 'media' ? ['kind', 'messageId'] : ['kind'];
  const detail = Object.entries(said).filter(([key, value]) => !untold.includes(key) && value !== null);
  return [`(${from}) ${said.kind}`, ...detail.map(([key, value]) => `${key}=${shown(value)}`)].join(' ');
}

/** Of a file the end of its id, which tells the sizes of a photo apart. */
function shown(value: unknown): string {
  if (typeof value !== 'object') return String(value);
  const { id, mime, size } = value as SaidFile;
  return [id.slice(-6), mime ?? '-', size ?? '-'].join('|');
}
