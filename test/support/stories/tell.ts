import { describe, expect, test } from 'vitest';
import type { Log } from '../../../domain/log.ts';
import { newClass } from '../class.ts';
import { everyChannel } from '../everyChannel.ts';
import { play } from '../story.ts';
import { newWorld, type World } from '../world.ts';
import { leaksIn, talkative } from './logged.ts';
import type { Story } from './story.ts';
import { newChannels, type Tongue, tongueOf } from './tongue.ts';

/** Plays each story on each of the new channels; the flows it names have to have moved, and none may be left waiting. Nothing of what was said, or of who said it, may get into the log. */
export function tell(stories: Story[]): void {
  describe.each(newChannels)('on %s', (channel) => {
    test.each(stories.filter(({ only }) => only?.includes(channel) ?? true))('$title', (story) =>
      played(story, tongueOf(channel)),
    );
  });
}

async function played(story: Story, tongue: Tongue): Promise<void> {
  const moved = new Set<string>();
  const { log, handedOver, written } = talkative();
  const world = await newWorld({ channels: everyChannel, log: noting(moved, log) });
  const { members = {}, prepare } = story;
  const school =
    story.members && (await newClass(world, { name: 'Lincoln 98', members: withEva(members, tongue) }));
  if (school) await prepare?.(world, school);
  const values = await play(world, story.script(tongue), { founding: await world.foundingCode() });
  expect([...moved]).toEqual(expect.arrayContaining(story.flows));
  expect(await waiting(world)).toEqual([]);
  // Neither where it is written, nor where it would be if nobody redacted it.
  expect(written.length).toBeGreaterThan(0);
  expect(leaksIn([...handedOver, ...written], world, values)).toEqual([]);
}

const withEva = (members: Record<string, string>, { channel }: Tongue) =>
  Object.fromEntries(
    Object.entries(members).map(([name, words]) => [name, name === 'eva' ? `${channel} ${words}` : words]),
  );

/** The engine's log names the flow that each event moved. */
function noting(moved: Set<string>, log: Log): Log {
  const info: Log['info'] = (fields, sentence) => {
    if ('flow' in fields && typeof fields.flow === 'string') moved.add(fields.flow);
    log.info(fields, sentence);
  };
  return { ...log, info, child: (fields) => noting(moved, log.child(fields)) };
}

const waiting = async ({ sql }: World) =>
  (await sql<{ flow: string }[]>`select flow from conversations where status <> 'done'`).map(
    ({ flow }) => flow,
  );
