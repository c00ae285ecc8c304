import { founds, letsIn, registers } from '../../../lab/story/joining.ts';
import type { Story } from './story.ts';

/** A class of four, two on Telegram and two who text, with which other stories begin. */
export const gathering: Story = {
  from: 'nothing',
  async tell(stage) {
    const olga = stage.actor('olga');
    const invite = await founds(olga, await stage.foundingCode());
    for (const newcomer of ['ana', 'ben', 'dev'].map(stage.actor)) {
      await registers(newcomer, invite);
      await letsIn(olga, newcomer);
    }
  },
};
