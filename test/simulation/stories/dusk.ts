import type { Desk } from '../../../lab/desk.ts';
import type { Story } from './story.ts';
import { posts } from './talking.ts';

const minuteMs = 60_000;
/** Long enough to say something before it is quiet, though a server may be down for a while. */
const aheadMs = 6 * minuteMs;
/** What was on its way when it became quiet cannot be called back. */
const graceMs = minuteMs;

/**
 * Something is said a little before quiet hours, and its providers are away until after their beginning: it comes when they
 * end. Telegram refuses it to one of three for good, who is to get it as a text message instead.
 */
export const dusk: Story = {
  from: 'class',
  async tell(stage) {
    const [olga, ana, ben, dev] = ['olga', 'ana', 'ben', 'dev'].map(stage.actor);
    const readers = [olga!, ana!, dev!];
    const { from, to, typed } = quietHours(stage.clock.now());
    await Promise.all(
      readers.map(async (reader) => {
        await reader.says(`${reader === dev ? 'QUIET' : '/quiet'} ${typed}`);
        await reader.hears(/I keep messages for you/);
      }),
    );
    for (const { member } of readers)
      stage.silences.push({ member: member.id, from: new Date(from.getTime() + graceMs), to });
    await stage.answered();
    const areBack = areAway(stage.desk);
    for (const words of ['The sun goes down', 'The moon comes up']) await posts(ben!, words);
    await stage.wait(Math.max(0, from.getTime() - stage.clock.now().getTime()) + 2 * graceMs);
    areBack();
    // Whether it comes then, on whichever phone, is looked at after every run.
    await stage.skipTo(to);
  },
};

/** From a few minutes after now until six in the evening; the class is in New York, five hours behind. */
function quietHours(now: Date): { from: Date; to: Date; typed: string } {
  const from = new Date(Math.ceil((now.getTime() + aheadMs) / minuteMs) * minuteMs);
  const to = new Date(`${now.toISOString().slice(0, 10)}T23:00:00Z`);
  const shown = new Date(from.getTime() - 5 * 60 * minuteMs).toISOString().slice(11, 16);
  return { from, to, typed: `${shown}-18` };
}

/** Nobody but Ben, who texts, can be written to: Telegram says “later” of Olga and “never” of Ana. Returns what ends that. */
function areAway({ cast, telegram, twilio }: Desk): () => void {
  const [olga, ana, dev] = ['olga', 'ana', 'dev'].map((id) => cast.find(id)!);
  const words = { code: 400, description: 'Bad Request: this message cannot be sent' };
  const inChats = [
    { chatId: olga!.telegramId!, fault: { kind: 'throttle' as const, retryAfter: 150 } },
    { chatId: ana!.telegramId!, fault: { kind: 'answer' as const, ...words } },
  ].map((rule) => telegram.faults.set({ method: 'sendMessage', ...rule }));
  // Twilio says that our number's queue is full.
  const bySms = [ana!, dev!].map(({ number }) =>
    twilio.faults.set({ phone: number, fault: { kind: 'answer', code: 21611 } }),
  );
  return () => {
    for (const rule of inChats) telegram.faults.clear(rule);
    for (const rule of bySms) twilio.faults.clear(rule);
  };
}
