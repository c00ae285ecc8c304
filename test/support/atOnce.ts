import type { World } from './world.ts';

/** Several people say something at the same instant, each to a server of their own. */
export async function sayAtOnce(world: World, words: Record<string, string>): Promise<void> {
  let said = 0;
  const receiving = Object.entries(words).map(([name, text]) => {
    world.restart();
    const phone = world.phones.get(name)!;
    const inbound = world.inboundOf(phone, { kind: 'text', text, replyTo: null }, String(900_000 + said++));
    return world.engine.receive([inbound], { correlationId: name });
  });
  await Promise.all(receiving);
  await world.settle();
}
