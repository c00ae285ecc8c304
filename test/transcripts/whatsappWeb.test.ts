import { describe, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { openClass } from '../support/joining.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

describe('WhatsApp without a business account', () => {
  test('registers by numbers instead of buttons, and asks for no phone number', async () => {
    const { world } = await openClass({ channels: ['telegram', 'sms', 'whatsapp-web'] });
    await play(
      world,
      `
      eva: whatsapp-web 271828182845904@lid en +14155550106
      eva> JOIN K7QM-2XRD
      eva< Welcome! You are about to join Lincoln 98. … | What is your full name…
      eva> Eva Novak
      eva< Thank you, Eva Novak. | In which year did you graduate, …
      eva> 1998
      eva< Which house or section were you in? …
      eva> 1
      eva< Where do you want to get what your classmates write? …
      eva> 1
      eva< Which city’s time do you live by? …
      eva> New York
      eva< Thank you! I am asking your classmates in Lincoln 98 now whether they know you (request 1). …
      olga~
      olga> /approve 1
      olga~
      eva< You are in! …
      `,
    );
  });

  test('takes a post off the screens, where it was as well', async () => {
    const world = await newWorld({ channels: ['telegram', 'whatsapp-web'] });
    await newClass(world, { members: { ana: 'telegram', eva: 'whatsapp-web' } });
    await play(
      world,
      `
      eva> Wrong class, sorry
      eva~
      eva> 1
      eva~
      ana~
      eva> /delete 1
      eva< #1 is taken back. It disappears wherever it had arrived.
      ana< (deleted)
      ana> Who comes?
      ana~
      ana> [Post it]
      ana~
      eva~
      ana> /delete 2
      ana< #2 is taken back. …
      eva< (deleted)
      `,
    );
  });
});
