import { flows } from '../../../flows/registry.ts';
import type { Workings } from '../../../http/admin/workings.ts';
import { timetable } from '../../../jobs.ts';
import { explain } from '../../../workings.ts';
import type { World } from '../../support/world.ts';

/** What the dashboard shows of a process, of a world's: nothing in it is paced, paused or paired unless a test says so. */
export function testWorkings(world: World, changed: Partial<Workings> = {}): Workings {
  return {
    flows,
    timetable,
    explain,
    channels: async () =>
      world.accounts.map(({ channel }) => ({ name: channel, state: 'on', brokenSince: null, pace: null })),
    templates: () => [],
    whatsappWeb: () => null,
    ...changed,
  };
}
