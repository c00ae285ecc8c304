import { founds, letsIn, registers } from '../../../lab/story/joining.ts';
import type { Story } from './story.ts';
import { posts, reads } from './talking.ts';

/** From nothing to the first post. */
export const founding: Story = {
  from: 'nothing',
  async tell(stage) {
    const [olga, ana] = [stage.actor('olga'), stage.actor('ana')];
    const invite = await founds(olga, await stage.foundingCode());
    await registers(ana, invite);
    await letsIn(olga, ana);
    await posts(ana, 'Is anybody here yet?');
    await reads(olga, 'Is anybody here yet?');
  },
};
