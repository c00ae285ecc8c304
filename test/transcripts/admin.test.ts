import { test } from 'vitest';
import { askSignIn } from '../../http/account/signIn.ts';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

test('the code that a browser shows is answered with a link, once, and only to members', async () => {
  const world = await newWorld();
  await newClass(world, {
    members: {
      olga: 'telegram organizer',
      ben: 'sms',
      pia: 'telegram pending es',
      sam: 'telegram suspended',
    },
  });
  const { code } = await askSignIn(world.deps);
  await play(
    world,
    `
    olga> /admin
    olga< Open https://class.example/admin/sign-in in the browser where you want to sign in. It shows a code: write /admin and the code to me.
    olga> /admin AAAA-AAAA
    olga< I do not know that code, or its 10 minutes are over. https://class.example/admin/sign-in shows a new one.
    ben> ADMIN ${code.toLowerCase().replace('-', ' ')}
    ben< Open this where the code was shown, within 10 minutes: https://class.example/admin/sign-in/… Or type …. It signs you in as Ben in Lincoln High. | …
    olga> /admin ${code}
    olga< I do not know that code…
    sam> /admin ${code}
    sam< Your place in Lincoln High is suspended.…
    gus: telegram 1
    gus> /admin ${code}
    gus< /admin is for active members…
    pia> /admin
    pia< Abre https://class.example/admin/sign-in …
    `,
  );
});

test('a code is over after ten minutes', async () => {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'telegram organizer' } });
  const { code } = await askSignIn(world.deps);
  await play(
    world,
    `
    --- 10 minutes
    olga> /admin ${code}
    olga< I do not know that code…
    `,
  );
});
