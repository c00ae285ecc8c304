import type { Story } from './story.ts';
import { posts, reads } from './talking.ts';

/**
 * Providers refuse a post for good: one on Telegram gets it by text message instead, and for one who has nothing else an
 * organizer finds it, and sends it again.
 */
export const failures: Story = {
  from: 'class',
  async tell(stage) {
    const [olga, ana, ben, dev] = ['olga', 'ana', 'ben', 'dev'].map(stage.actor);
    const { telegram, twilio } = stage.desk;
    const words = { code: 400, description: 'Bad Request: this message cannot be sent' };
    const chatId = ana!.member.telegramId!;
    const onTelegram = telegram.faults.set({
      method: 'sendMessage',
      chatId,
      fault: { kind: 'answer', ...words },
    });
    const bySms = twilio.faults.set({ phone: dev!.member.number, fault: { kind: 'answer', code: 21614 } });
    await posts(ben!, 'Does everybody get this');
    await reads(olga!, 'Does everybody get this');
    await stage.settled();
    telegram.faults.clear(onTelegram);
    twilio.faults.clear(bySms);
    await olga!.says('/failures');
    await olga!.hears(/Not delivered in/);
    await olga!.says('/replay all');
    await olga!.chooses(await olga!.hears(/again\b.*\?/), /^yes/i);
    await olga!.hears(/on its way again|on their way again/);
    await reads(dev!, 'Does everybody get this');
  },
};
