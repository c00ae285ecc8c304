import { describe, expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

/** A class in which Ana has posted "Who has photos?"; everybody's number for it is 1. */
async function classWithPost(members: Record<string, string>) {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: 'telegram', ...members } });
  await play(world, 'ana> Who has photos?\nana~');
  await play(
    world,
    `ana> [Post it]\n${Object.keys({ ana: '', ...members })
      .map((name) => `${name}~`)
      .join('\n')}`,
  );
  return { world, ...school };
}

describe('a reply', () => {
  test('comes by SMS with its number, at once, and shows to chats as a native reply', async () => {
    const { world } = await classWithPost({ ben: 'sms', carla: 'telegram es', diego: 'sms es' });
    await play(
      world,
      `
      ben> REPLY 1: I have some
      ben< Sent as #2, answering Ana. I tell you when it has arrived.
      ben< #2: Delivered to all 3.
      ana< (replying to: Who has photos?) Ben · #2 | I have some
      carla< (replying to: Ana · #1) Ben · #2 | I have some
      diego< Ben (responde a Ana #1): I have some | Contesta: REPLY 2: tus palabras
      diego> RESPONDER 2: yo también
      diego< Enviado como #3, en respuesta a Ben. Te aviso cuando haya llegado.
      diego< #3: Entregado a los 3.
      ana< (replying to: Ben · #2) Diego · #3 | yo también
      carla< (replying to: Ben · #2) Diego · #3 | yo también
      ben< Diego (answering you, #2): yo también | Answer: REPLY 3: your words
      carla> (replies to yo también) ¡Bien!
      carla~
      ana~
      ben~
      diego< Carla (te responde, #3): ¡Bien! | Contesta: REPLY 4: tus palabras
      `,
    );
  });

  test('to a copy of which the server never heard the id, as it died meanwhile, is known by its number', async () => {
    const { world } = await classWithPost({ carla: 'telegram' });
    await world.sql`delete from sent_messages`;
    await play(
      world,
      `
      carla> (replies to Who has photos) Me!
      carla< Sent as #2, answering Ana. 0 of 1 delivered.
      carla~
      ana< Carla · #2 (answering you, #1) | Me!
      `,
    );
  });

  test('is a native reply on Telegram, also to what one wrote oneself', async () => {
    const { world } = await classWithPost({ ben: 'sms', carla: 'telegram' });
    await play(
      world,
      `
      carla> (replies to Who has photos) Me!
      carla< Sent as #2, answering Ana. 0 of 2 delivered.
      carla< (edited) Sent as #2, answering Ana. Delivered to all 2.
      ana< (replying to: Who has photos?) Carla · #2 | Me!
      ben< Carla (answering Ana #1): Me! | Answer: REPLY 2: your words
      ana> (replies to Posted as #1) Of the trip, I mean
      ana< Sent as #3, below your #1. 0 of 2 delivered.
      ana< (edited) Sent as #3, below your #1. Delivered to all 2.
      ben< Ana (answering Ana #1): Of the trip, I mean | Answer: REPLY 3: your words
      carla< (replying to: Ana · #1) Ana · #3 | Of the trip, I mean
      `,
    );
  });

  test('is asked for its words where it came without, and can be left', async () => {
    const { world } = await classWithPost({ ben: 'sms', carla: 'telegram' });
    await play(
      world,
      `
      carla> /reply 1
      carla< Write your answer to Ana (#1: Who has photos?).
      carla> (photo)
      carla< I can only read text here, please type your answer. | Write your answer to Ana (#1: Who has photos?).
      carla> /cancel
      carla< All right, cancelled.
      ana> /reply 1
      ana< Write what you add to your #1 (Who has photos?).
      ana> /cancel
      ana< All right, cancelled.
      ben> reply 1
      ben< Write your answer to Ana (#1: Who has photos?).
      ben> exit
      ben< All right, cancelled.
      ben> reply #1.
      ben~
      ben> I do
      ben< Sent as #2, answering Ana. I tell you when it has arrived.
      ben< #2: Delivered to all 2.
      ana< (replying to: Who has photos?) Ben · #2 | I do
      carla< (replying to: Ana · #1) Ben · #2 | I do
      carla> /reply 2
      carla~
      ben> reply 2
      ben~
      --- 1 day
      carla< You began a message yesterday and did not go on, so I closed it. Nothing was sent.
      ben< You began a message yesterday and did not go on, so I closed it. Nothing was sent.
      `,
    );
  });

  test('to a number nobody gave, to none, or too long gets a helpful sentence', async () => {
    const { world } = await classWithPost({ ben: 'sms es', carla: 'telegram' });
    await play(
      world,
      `
      carla> /reply 99 hello
      carla< I do not find a message with that number for you. The number stands beside each message.
      carla> /reply hello
      carla< Which message do you mean? Put its number behind the word, for example: /reply 12 …
      ben> REPLY 999999999: hola
      ben< No encuentro un mensaje tuyo con ese número. El número está junto a cada mensaje.
      carla> /reply 1 {long}
      carla< That is more than one message can hold: 4,000 characters at most. Please shorten it, or send it in two. | Write your answer to Ana (#1: Who has photos?).
      carla> /cancel
      carla~
      `,
      { long: 'a'.repeat(4_001) },
    );
    expect(await world.sql`select from messages where parent_id is not null`).toHaveLength(0);
  });

  test('to a message that was taken back, also while it was written, is not sent', async () => {
    const { world } = await classWithPost({ ben: 'sms', carla: 'telegram', diego: 'telegram' });
    await play(
      world,
      `
      carla> /reply 1
      carla~
      ben> reply 1
      ben~
      ana> /delete 1
      ana~
      carla~
      diego~
      carla> Late
      carla< That message has been taken back.
      ben> Late
      ben< That message has been taken back.
      diego> /reply 1 Later
      diego< That message has been taken back.
      ben> REPLY 1: Later
      ben< That message has been taken back.
      `,
    );
    expect(await world.sql`select from messages where parent_id is not null`).toHaveLength(0);
  });

  test('of somebody suspended or gone meanwhile is refused', async () => {
    const { world, members } = await classWithPost({ ben: 'sms', carla: 'telegram' });
    await newClass(world, { name: 'Riverside', members: { ben: '', carla: '' } });
    await play(world, 'carla> /reply 1\ncarla~\nben> reply 1\nben~');
    await world.sql`update memberships set status = 'suspended' where id = ${members.carla!.membershipId}`;
    await world.sql`update memberships set status = 'left' where id = ${members.ben!.membershipId}`;
    await play(
      world,
      `
      carla> Hi
      carla< Your place there is suspended just now, so I could not do that. An organizer can lift it.
      carla> /reply 1 Hi
      carla< Your place there is suspended just now, so I could not do that. An organizer can lift it.
      ben> Hi
      ben< You are no longer in that forum, so I could not do that.
      ben> REPLY 1: Hi
      ben< You are no longer in that forum, so I could not do that.
      `,
    );
  });

  test('goes to the community of its number, wherever its writer speaks now', async () => {
    const { world } = await classWithPost({ ben: 'sms', carla: 'telegram' });
    await newClass(world, { name: 'Riverside', members: { ben: '', eva: 'telegram' } });
    await play(
      world,
      `
      ben> REPLY 1: from elsewhere
      ben< Sent as #2, answering Ana. I tell you when it has arrived.
      ben< #2: Delivered to all 2.
      ana< (replying to: Who has photos?) Ben · #2 | from elsewhere
      carla< (replying to: Ana · #1) Ben · #2 | from elsewhere
      `,
    );
  });

  test('leaves a waiting question waiting: its confirmation keeps the question when progress is shown', async () => {
    const { world } = await classWithPost({ carla: 'telegram' });
    await play(
      world,
      `
      carla> A draft
      carla~
      carla> (replies to Who has photos) Me!
      carla< Sent as #2, answering Ana. 0 of 1 delivered. | This goes to 1 classmate in Lincoln High: | A draft [Post it] [Change it] [Cancel]
      carla< (edited) Sent as #2, answering Ana. Delivered. | This goes to 1 classmate in Lincoln High: | A draft [Post it] [Change it] [Cancel]
      ana< (replying to: Who has photos?) Carla · #2 | Me!
      carla> [Post it]
      carla< Posted as #3. 0 of 1 delivered.
      carla< (edited) Posted as #3. Delivered.
      ana< Carla · #3 | A draft
      `,
    );
  });
});
