import { describe, expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

/** Ana posts; what everybody hears of it is left out. */
async function anaPosts(world: World, words: string) {
  await play(world, `ana> ${words}\nana~`);
  await play(world, `ana> [Post it]\n${[...world.phones.keys()].map((name) => `${name}~`).join('\n')}`);
}

describe('taking back', () => {
  test('removes one’s message from every chat, and says which texts had gone', async () => {
    const world = await newWorld();
    await newClass(world, {
      members: { ana: 'telegram', ben: 'sms', carla: 'telegram', diego: 'sms es', eva: 'telegram' },
    });
    await anaPosts(world, 'Wrong class, sorry');
    await play(
      world,
      `
      ana> /delete 1
      ana< #1 is taken back. 2 texts by SMS had already gone and cannot be taken back.
      carla< (deleted)
      eva< (deleted)
      ana> /delete 1
      ana< That message has been taken back.
      `,
    );
  });

  test('works by SMS, in Spanish, and as a native reply', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', diego: 'sms es' } });
    await play(world, 'diego> Hola\ndiego~');
    await play(world, 'diego> 1\ndiego~\nana~');
    await play(
      world,
      `
      diego> BORRAR 1
      diego< #1 está retirado. Desaparece de donde ya había llegado.
      ana< (deleted)
      `,
    );
    await anaPosts(world, 'Hello');
    await play(
      world,
      `
      ana> (replies to Posted as #2) /delete
      ana< #2 is taken back. 1 text by SMS had already gone and cannot be taken back.
      `,
    );
  });

  test('stops what has not left yet', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', ben: 'sms', carla: 'telegram' } });
    await play(world, 'ana> Too fast\nana~');
    const ana = world.phones.get('ana')!;
    const [post] = ana.screen.at(-1)!.choices;
    const press = world.inboundOf(
      ana,
      { kind: 'pressed', data: post!.data, messageId: ana.screen.at(-1)!.id },
      '9001',
    );
    await world.engine.receive([press], { correlationId: 'x' });
    const takeBack = world.inboundOf(ana, { kind: 'text', text: '/delete 1', replyTo: null }, '9002');
    await world.engine.receive([takeBack], { correlationId: 'x' });
    await world.settle();
    await play(
      world,
      `
      ana< Posted as #1. 0 of 2 delivered.
      ana< #1 is taken back. It had not reached anybody yet.
      `,
    );
    expect(await world.sql`select status from message_deliveries where kind = 'post'`).toHaveLength(0);
  });

  test('of somebody else’s message is for organizers, who are noted, and its author hears of it', async () => {
    const world = await newWorld();
    const { members } = await newClass(world, {
      members: { ana: 'telegram', ben: 'sms', olga: 'telegram organizer' },
    });
    await anaPosts(world, 'Something rude');
    await play(
      world,
      `
      ben> DELETE 1
      ben< Only who wrote a message, or an organizer, can take it back.
      olga> /delete 1
      olga< (deleted)
      olga< #1 is taken back. 1 text by SMS had already gone and cannot be taken back.
      ana< An organizer took back your message #1.
      `,
    );
    expect(await world.sql`select actor_id as actor, act from audit_log`).toEqual([
      { actor: members.olga!.membershipId, act: 'message.takenBack' },
    ]);
  });

  test('needs a number that is known', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
    await play(
      world,
      `
      ana> /delete
      ana< Which message do you mean? Put its number behind the word, for example: /delete 12
      ana> /delete 7
      ana< I do not find a message with that number for you. The number stands beside each message.
      ana> Delete 7 photos from the drive, please
      ana< To take a message back, write just /delete 7. If you wanted to post this, begin it with POST.
      ben> delete 7 photos
      ben< To take a message back, write just DELETE 7. If you wanted to post this, begin it with POST.
      ben> DELETE 7
      ben< I do not find a message with that number for you. The number stands beside each message.
      `,
    );
  });

  test('a message that Telegram no longer lets go is replaced by a word', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', carla: 'telegram es' } });
    await anaPosts(world, 'Two days ago');
    world.phones.get('carla')!.refusesDeletion = true;
    await play(
      world,
      `
      ana> /delete 1
      ana< #1 is taken back. It disappears wherever it had arrived.
      carla< (edited) Ana retiró este mensaje.
      `,
    );
  });
});
