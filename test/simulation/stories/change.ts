import { perform } from '../../../lab/phones/acts.ts';
import type { Story } from './story.ts';
import { posts, reads } from './talking.ts';

/** A post is corrected, and another one taken back. */
export const change: Story = {
  from: 'class',
  async tell(stage) {
    const [ana, ben, olga] = ['ana', 'ben', 'olga'].map(stage.actor);
    await Promise.all([posts(ana!, 'Dinner on Friday'), posts(ben!, 'Wrong class')]);
    await Promise.all([reads(olga!, 'Dinner on Friday'), reads(ben!, 'Dinner on Friday')]);
    const typed = stage.desk.telegram.phones
      .of(ana!.member.telegramId!)
      .screen()
      .messages.findLast(({ isFromBot, text }) => !isFromBot && text.includes('Dinner on Friday'))!;
    await perform(stage.desk, ana!.member, {
      act: 'edit',
      messageId: String(typed.id),
      text: '/post Dinner on Saturday',
    });
    const number = /Posted as #(\d+)/.exec(
      ben!.lines().findLast(({ text }) => /Posted as/.test(text))!.text,
    )![1];
    await ben!.says(`DELETE ${number}`);
    await ben!.hears(/is taken back/);
    await reads(ben!, 'Dinner on Saturday');
    await stage.settled();
    if (!(await stage.hasLost(olga!))) await reads(olga!, 'Dinner on Saturday');
  },
};
