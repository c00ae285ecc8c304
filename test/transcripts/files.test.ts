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

describe('in a browser', () => {
  async function withBrowser() {
    const world = await newWorld({ channels: [...channels, 'web'] });
    await newClass(world, {
      members: { wes: 'web', ana: 'telegram', ben: 'sms', eva: 'whatsapp', gina: 'email' },
    });
    return world;
  }

  test('a photo is sent to every channel as its own, and one from there is shown, with its correction', async () => {
    const world = await withBrowser();
    await play(
      world,
      `
      wes> (photo gym.jpg) The old gym
      wes< This goes to 4 classmates in Lincoln High: | (a photo) | The old gym [Post it] [Change it] [Cancel]
      wes> [Post it]
      wes< Posted as #1. 0 of 4 delivered.
      wes< (edited) Posted as #1. Delivered to all 4.
      ana< (photo gym.jpg) Wes · #1 | The old gym
      ben< Wes: The old gym | Photo: https://homeroom.example/m/{photo=\\w+} | Answer: REPLY 1: your words
      eva< (photo gym.jpg) Wes · #1 | The old gym
      gina< (photo gym.jpg) Wes · #1 | The old gym
      ana> (photo) It looks better now
      ana~
      ana> [Post it]
      ana~
      wes< (photo photo.jpg) Ana · #2 | It looks better now
      ben~
      eva~
      gina~
      ana> /edit 2 Much better
      ana~
      wes< (edited) (photo photo.jpg) Ana · #2 | Much better
      ben~
      eva~
      gina~
      `,
    );
  });

  test('and in a mail all files of an album are shown; elsewhere the first, and links to the others', async () => {
    const world = await withBrowser();
    const ana = world.phones.get('ana')!;
    const file = (name: string) => ({ id: name, mime: 'image/jpeg', name, size: null });
    await world.hear(ana, {
      kind: 'media',
      media: 'photo',
      caption: 'Three of them',
      replyTo: null,
      file: file('one.jpg'),
      more: [file('two.jpg'), file('three.jpg')],
    });
    await play(
      world,
      `
      ana~
      ana> [Post it]
      ana~
      wes< (photo one.jpg) (photo two.jpg) (photo three.jpg) Ana · #1 | Three of them
      gina< (photo one.jpg) (photo two.jpg) (photo three.jpg) Ana · #1 | Three of them
      eva< (photo one.jpg) Ana · #1 | Three of them | Photo: https://homeroom.example/m/… | Photo: …
      ben< Ana: Three of them | Photo: … | Photo: … | Photo: … | Answer: …
      `,
    );
  });

  test('what would make a mail too large is an honest link in it', async () => {
    const world = await withBrowser();
    await play(world, 'ana> (video film.mp4) Our film\nana~');
    const bytes = 18_000_001;
    await world.sql`update media set bytes = ${bytes}`;
    await play(
      world,
      `
      ana> [Post it]
      ana~
      gina< Ana · #1 | Our film | This is too large for a mail. Video: https://homeroom.example/m/…
      wes< (video film.mp4) Ana · #1 | Our film
      ben~
      eva~
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
