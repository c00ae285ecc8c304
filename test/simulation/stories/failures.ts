import type { Story } from './story.ts';
import { posts, reads } from './talking.ts';

/** Telegram refuses a post for good; an organizer finds it, and sends it again. */
export const failures: Story = {
  from: 'class',
  async tell(stage) {
    const [olga, ana, ben] = ['olga', 'ana', 'ben'].map(stage.actor);
    const { faults } = stage.desk.telegram;
    const refusal = { kind: 'answer' as const, code: 400, description: 'Bad Request: this message cannot be sent' };
    const fault = faults.set({ method: 'sendMessage', chatId: ana!.member.telegramId!, fault: refusal });
    await posts(ben!, 'Does everybody get this');
    await reads(olga!, 'Does everybody get this');
    await stage.wait(60_000);
    faults.clear(fault);
    await olga!.says('/failures');
    await olga!.hears(/Not delivered in/);
    await olga!.says('/replay all');
    await olga!.chooses(await olga!.hears(/again\b.*\?/), /^yes/i);
    await olga!.hears(/on its way again|on their way again/);
    await reads(ana!, 'Does everybody get this');
  },
};
