import { change } from './change.ts';
import { digest } from './digest.ts';
import { dusk } from './dusk.ts';
import { failures } from './failures.ts';
import { founding } from './founding.ts';
import { gathering } from './gathering.ts';
import { joining } from './joining.ts';
import { quiet } from './quiet.ts';
import { stop } from './stop.ts';
import type { Story } from './story.ts';
import { talk } from './talk.ts';

/** Everything that can be played. */
export const stories: Record<string, Story> = {
  founding,
  gathering,
  joining,
  talk,
  change,
  stop,
  quiet,
  dusk,
  digest,
  failures,
};

/** What seeds choose from: all but the one that makes the class which the others begin with. */
export const playable = Object.keys(stories).filter((name) => name !== 'gathering');
