import type { Story } from './story.ts';
import { answers, posts, reads } from './talking.ts';

/** Three speak at once, and answer each other. */
export const talk: Story = {
  from: 'class',
  async tell(stage) {
    const [olga, ana, ben, dev] = ['olga', 'ana', 'ben', 'dev'].map(stage.actor);
    await Promise.all([
      posts(ana!, 'Who still has photos'),
      posts(olga!, 'Dinner on Friday'),
      posts(ben!, 'Greetings from the lake'),
    ]);
    await Promise.all([
      answers(ben!, 'Who still has photos', 'I have two albums'),
      answers(olga!, 'Greetings from the lake', 'Bring us some fish'),
      answers(dev!, 'Dinner on Friday', 'Save me a seat'),
    ]);
    await reads(ana!, 'I have two albums');
  },
};
