import { describe, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

const channels = ['telegram', 'sms', 'whatsapp', 'whatsapp-web', 'email'] as const;

async function everywhere() {
  const world = await newWorld({ channels: [...channels] });
  await newClass(world, {
    members: { ana: 'telegram', ben: 'sms', eva: 'whatsapp', farid: 'whatsapp-web', gina: 'email' },
  });
  return world;
}

describe('a photo', () => {
  test('is a post with its caption: shown where pictures are, a link by text message', async () => {
    const world = await everywhere();
    await play(
      world,
      `
      ana> (photo) The old gym
      ana< This goes to 4 classmates in Lincoln High: | (a photo) | The old gym [Post it] [Change it] [Cancel]
      ana> [Post it]
      ana< Posted as #1. 0 of 4 delivered.
      ana< (edited) Posted as #1. Delivered to all 4.
      ben< Ana: The old gym | Photo: https://homeroom.example/m/{photo=\\w+} | Answer: REPLY 1: your words
      eva< (photo photo.jpg) Ana · #1 | The old gym
      farid< (photo photo.jpg) Ana · #1 | The old gym
      gina< (photo photo.jpg) Ana · #1 | The old gym
      `,
    );
  });

  test('needs no words, and may answer', async () => {
    const world = await everywhere();
    await play(
      world,
      `
      eva> (photo)
      eva< This goes to 4 classmates in Lincoln High: | (a photo) [Post it] [Change it] [Cancel]
      eva> [Post it]
      eva~
      ana< (photo photo.jpg) Eva · #1…
      ben~
      farid~
      gina~
      `,
    );
  });

  test('in a mail to a forum’s address is a post of the forum', async () => {
    const world = await everywhere();
    await play(
      world,
      `
      gina> (to general: The old gym) (photo gym.jpg) as it was
      gina~
      ana< (photo gym.jpg) Gina · #1 | The old gym | as it was
      ben~
      eva~
      farid~
      `,
    );
  });
});

test('a file that is refused stays behind: readers see that, and its author hears why', async () => {
  const world = await everywhere();
  await play(
    world,
    `
    ana> (document game.exe) Try this
    ana< This goes to 4 classmates in Lincoln High: | (a file) | Try this …
    ana> [Post it]
    ana< Posted as #1. 0 of 4 delivered.
    ana< Your words went out, but not the file: programs are not carried.
    ana< (edited) Posted as #1. Delivered to all 4.
    eva< Ana · #1 | Try this | (A file that came with this could not be carried on.)
    ben~
    farid~
    gina~
    `,
  );
});

test('a place or a poll is no file, and where a question waits words are needed', async () => {
  const world = await everywhere();
  await play(
    world,
    `
    ana> (location)
    ana< I can only carry words and files to the others. Write what you would like to say.
    ana> (photo)
    ana~
    ana> (photo)
    ana< I can only read text here, please type your answer. | This goes to 4 classmates…
    `,
  );
});
