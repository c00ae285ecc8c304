import { describe, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

describe('a post', () => {
  test('is shown first, then reaches everybody once on their own channel, in their own language', async () => {
    const world = await newWorld();
    await newClass(world, {
      members: { ana: 'telegram', ben: 'sms', carla: 'telegram es', diego: 'sms es' },
    });
    await play(
      world,
      `
      ana> Who still has photos?
      ana< This goes to 3 classmates in Lincoln High: | Who still has photos? [Post it] [Change it] [Cancel]
      ana> [Post it]
      ana< Posted as #1. 0 of 3 delivered.
      ana< (edited) Posted as #1. Delivered to all 3.
      ben< Ana: Who still has photos? | Answer: REPLY 1: your words
      carla< Ana · #1 | Who still has photos?
      diego< Ana: Who still has photos? | Contesta: REPLY 1: tus palabras
      `,
    );
  });

  test('goes by SMS from the command to one final line', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ben: 'sms', ana: 'telegram' } });
    await play(
      world,
      `
      ben> post Reunion in June?
      ben< This goes to 1 classmate in Lincoln High: | Reunion in June? [Post it] [Change it] [Leave it]
      ben> 1
      ben< Posted as #1. I tell you when it has arrived.
      ben< #1: Delivered.
      ana< Ben · #1 | Reunion in June?
      `,
    );
  });
});
