import type { Story } from './story.ts';
import { posts, reads } from './talking.ts';

/** The class is in New York, where it is past noon. */
const endOfQuiet = (now: Date) => new Date(`${now.toISOString().slice(0, 10)}T23:00:00Z`);

/** What is said in somebody's quiet hours comes when they end. */
export const quiet: Story = {
  from: 'class',
  async tell(stage) {
    const [olga, ana, ben, dev] = ['olga', 'ana', 'ben', 'dev'].map(stage.actor);
    await Promise.all([
      ana!.says('/quiet 8-18').then(() => ana!.hears(/I keep messages for you/)),
      dev!.says('QUIET 8-18').then(() => dev!.hears(/I keep messages for you/)),
    ]);
    const [from, to] = [stage.clock.now(), endOfQuiet(stage.clock.now())];
    for (const member of ['ana', 'dev']) stage.silences.push({ member, from, to });
    await Promise.all([posts(ben!, 'Keep this for the evening'), posts(olga!, 'And this as well')]);
    await reads(ben!, 'And this as well');
    await stage.skipTo(to);
    await Promise.all(
      [ana!, dev!].flatMap((reader) =>
        ['Keep this for the evening', 'And this as well'].map((text) => reads(reader, text)),
      ),
    );
  },
};
