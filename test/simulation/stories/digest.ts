import type { Actor } from '../../../lab/story/actor.ts';
import type { Story } from './story.ts';
import { posts, reads } from './talking.ts';

/** The hour that is offered first: six in the evening in New York. */
const evening = (now: Date) => new Date(`${now.toISOString().slice(0, 10)}T23:00:00Z`);

/** Somebody wants one digest a day, on Telegram and by text; what was said comes in it, and can be answered. */
export const digest: Story = {
  from: 'class',
  async tell(stage) {
    const [olga, ana, ben, dev] = ['olga', 'ana', 'ben', 'dev'].map(stage.actor);
    await Promise.all([wantsDigest(ana!), wantsDigest(dev!)]);
    const [from, to] = [stage.clock.now(), evening(stage.clock.now())];
    for (const member of ['ana', 'dev']) stage.silences.push({ member, from, to });
    await Promise.all([posts(ben!, 'The first of two'), posts(olga!, 'The second of two')]);
    await reads(olga!, 'The first of two');
    await stage.skipTo(to);
    await Promise.all([ana!, dev!].map((reader) => reads(reader, 'The first of two')));
    await Promise.all([ana!, dev!].map((reader) => reads(reader, 'The second of two')));
  },
};

async function wantsDigest(member: Actor): Promise<void> {
  await member.says(member.member.channel === 'telegram' ? '/settings' : 'SETTINGS');
  await member.chooses(await member.hears(/want to change/), /how often/i);
  await member.chooses(await member.hears(/How often shall/), /daily/i);
  await member.hears(/At what hour/);
  await member.says('18');
  await member.hears(/Saved/);
}
