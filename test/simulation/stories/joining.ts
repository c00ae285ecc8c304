import { knownInvite, letsIn, registers } from '../../../lab/story/joining.ts';
import type { Story } from './story.ts';

/** Two join at the same time, one of them by text message. */
export const joining: Story = {
  from: 'class',
  async tell(stage) {
    const invite = knownInvite(stage.desk);
    const newcomers = stage.newcomers();
    await Promise.all(newcomers.map((newcomer) => registers(newcomer, invite)));
    for (const newcomer of newcomers) await letsIn(stage.actor('olga'), newcomer);
  },
};
