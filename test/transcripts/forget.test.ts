import { test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

test('who wrote nothing is not told of the 0 messages they wrote', async () => {
  const world = await newWorld();
  await newClass(world, { members: { ana: '', cleo: 'es' } });
  await play(
    world,
    `
    ana> /forget me
    ana< Shall I forget you? I delete your name, your addresses, your settings, and what you told me; others see “a former member”. You leave Lincoln High. Nothing of it can be brought back. …
    cleo> /forget me
    cleo< ¿Quieres que te olvide? Borro tu nombre, tus direcciones, tus ajustes y lo que me dijiste; otros verán “antiguo miembro”. Dejas Lincoln High. …
    `,
  );
});
