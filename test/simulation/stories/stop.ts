import { perform } from '../../../lab/phones/acts.ts';
import type { Story } from './story.ts';
import { posts, reads } from './talking.ts';

/** One who texts says STOP and comes back, one on Telegram blocks the bot and comes back; the others go on talking. */
export const stop: Story = {
  from: 'class',
  async tell(stage) {
    const [olga, ana, ben, dev] = ['olga', 'ana', 'ben', 'dev'].map(stage.actor);
    await ben!.says('STOP');
    await perform(stage.desk, olga!.member, { act: 'block' });
    await stage.stopped(2);
    await posts(ana!, 'Ben does not hear this');
    await reads(dev!, 'Ben does not hear this');
    await stage.wait(70_000);
    await posts(dev!, 'Nor does Olga');
    await reads(ana!, 'Nor does Olga');
    await ben!.says('START');
    await perform(stage.desk, olga!.member, { act: 'unblock' });
    await stage.stopped(0);
    await posts(ana!, 'Welcome back');
    await Promise.all([ben!, olga!, dev!].map((reader) => reads(reader, 'Welcome back')));
  },
};
