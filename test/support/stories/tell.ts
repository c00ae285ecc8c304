import { describe, expect, test } from 'vitest';
import type { Log } from '../../../domain/log.ts';
import { newClass } from '../class.ts';
import { everyChannel } from '../everyChannel.ts';
import { play } from '../story.ts';
import { newWorld, type World } from '../world.ts';
import type { Story } from './story.ts';
import { newChannels, type Tongue, tongueOf } from './tongue.ts';

/** Plays each story on each of the new channels; the flows it names have to have moved, and none may be left waiting. */
export function tell(stories: Story[]): void {
  describe.each(newChannels)('on %s', (channel) => {
    test.each(stories.filter(({ only }) => only?.includes(channel) ?? true))('$title', (story) =>
      played(story, tongueOf(channel)),
    );
  });
}

async function played(story: Story, tongue: Tongue): Promise<void> {
  const moved = new Set<string>();
  const world = await newWorld({ channels: everyChannel, log: noting(moved) });
  const { members = {}, prepare } = story;
  const school =
    story.members && (await newClass(world, { name: 'Lincoln 98', members: withEva(members, tongue) }));
  if (school) await prepare?.(world, school);
  await play(world, story.script(tongue), { founding: await world.foundingCode() });
  expect([...moved]).toEqual(expect.arrayContaining(story.flows));
  expect(await waiting(world)).toEqual([]);
}

const withEva = (members: Record<string, string>, { channel }: Tongue) =>
  Object.fromEntries(
    Object.entries(members).map(([name, words]) => [name, name === 'eva' ? `${channel} ${words}` : words]),
  );

/** The engine's log names the flow that each event moved. */
function noting(moved: Set<string>): Log {
  const note = (fields: object) => {
    if ('flow' in fields && typeof fields.flow === 'string') moved.add(fields.flow);
  };
  const log: Log = { debug: note, info: note, warn: note, error: note, child: () => log } as never;
  return log;
}

const waiting = async ({ sql }: World) =>
  (await sql<{ flow: string }[]>`select flow from conversations where status <> 'done'`).map(
    ({ flow }) => flow,
  );
