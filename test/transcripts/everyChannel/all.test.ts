import { expect, test } from 'vitest';
import { flows } from '../../../flows/registry.ts';
import { oneself } from '../../support/stories/oneself.ts';
import { organizing } from '../../support/stories/organizing.ts';
import { registering } from '../../support/stories/registering.ts';
import { newChannels } from '../../support/stories/tongue.ts';
import { writing } from '../../support/stories/writing.ts';

const stories = [...registering, ...writing, ...oneself, ...organizing];

/** Of which there is none on a channel, and why. */
const elsewhere: Record<string, readonly string[]> = {
  // A request has no person of its own: members move it by their votes, wherever they are.
  approval: newChannels,
  // Only a mail can come in another's name.
  confirmMail: newChannels.filter((channel) => channel !== 'email'),
};

test.each(newChannels)('every flow is played to an end on %s', (channel) => {
  const here = stories.filter(({ only }) => only?.includes(channel) ?? true);
  const played = new Set(here.flatMap((story) => story.flows));
  const missing = flows.filter(({ name }) => !played.has(name) && !elsewhere[name]?.includes(channel));
  expect(missing.map(({ name }) => name)).toEqual([]);
});
