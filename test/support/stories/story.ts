import type { ChannelName } from '../../../domain/channel.ts';
import type { Class } from '../class.ts';
import type { World } from '../world.ts';
import type { Tongue } from './tongue.ts';

/** A story that Eva plays on a channel of hers; the others are where the story says. */
export interface Story {
  title: string;
  /** The flows that it plays to an end. */
  flows: string[];
  /** The class, by what `newClass` says of each; Eva's channel is added. Without one there is no class. */
  members?: Record<string, string>;
  /** What there is besides, before it begins. */
  prepare?: (world: World, school: Class) => Promise<unknown>;
  /** Where it is told at all; everywhere unless set. */
  only?: ChannelName[];
  script: (tongue: Tongue) => string;
}
