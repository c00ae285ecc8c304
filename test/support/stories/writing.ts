import { addForum } from '../class.ts';
import type { Story } from './story.ts';
import type { Tongue } from './tongue.ts';

const members = { olga: 'organizer', ben: 'sms', eva: '' };

const benPosts = `
  ben> Who comes on Friday?
  ben~
  ben> [Post it]
  ben~
  olga~
  eva< Ben · #1 | Who comes on Friday?
`;

const evaPosts = `
  eva> Hello all
  eva~
  eva> [Post it]
  eva~
  olga< Eva · #1 | Hello all
  ben< Eva: Hello all | Answer: REPLY 1: your words
`;

const preview = (words: string, { leaveIt }: Tongue) =>
  `This goes to 2 classmates in Lincoln 98: | ${words} [Post it] [Change it] [${leaveIt}]`;

export const writing: Story[] = [
  {
    title: 'somebody just writes, looks at it, changes it, and posts it',
    flows: ['posting'],
    members,
    script: (tongue) => `
      eva> Hello al
      eva< ${preview('Hello al', tongue)}
      eva> [Change it]
      eva< All right, write it the way it should be.
      eva> Hello all
      eva< ${preview('Hello all', tongue)}
      eva> [Post it]
      eva~
      olga< Eva · #1 | Hello all
      ben< Eva: Hello all | Answer: REPLY 1: your words
    `,
  },
  {
    title: 'a draft is given up: by its choice, and by a word',
    flows: ['posting', 'help'],
    members,
    script: (tongue) => `
      eva> Not this
      eva< ${preview('Not this', tongue)}
      eva> [${tongue.leaveIt}]
      eva< All right, cancelled.
      eva> ${tongue.command('post')}
      eva< What would you like to say in Lincoln 98?
      eva> ${tongue.help}
      eva< This is what you can do now: …${tongue.exit} to stop. | What would you like to say in Lincoln 98?
      eva> Not that
      eva~
      eva> ${tongue.exit}
      eva< All right, cancelled.
    `,
  },
  {
    title: 'a post goes where there are several forums, once it is said to which',
    flows: ['posting'],
    members,
    prepare: (world, school) => addForum(world, school, 'Photos'),
    script: ({ leaveIt }) => `
      eva> Look at us
      eva< Where should it go? [General] [Photos]
      eva> [Photos]
      eva< This goes to 2 classmates in Lincoln 98, Photos: | Look at us [Post it] [Change it] [${leaveIt}]
      eva> back
      eva< Where should it go? [General] [Photos]
      eva> Photos
      eva~
      eva> yes
      eva~
      olga< Eva in Photos · #1 | Look at us
      ben~
    `,
  },
  {
    title: 'a message is answered: by its number, natively, and after a question',
    flows: ['reply'],
    members,
    script: (tongue) => `
      ${benPosts}
      eva> ${tongue.command('reply 1 Me')}
      eva< Sent as #2, answering Ben. …
      eva~
      olga< (replying to: Ben · #1) Eva · #2 | Me
      ben~
      eva> (replies to Who comes) With my dog
      eva~
      olga< (replying to: Ben · #1) Eva · #3 | With my dog
      ben~
      eva> ${tongue.command('reply 1')}
      eva< Write your answer to Ben (#1: Who comes on Friday?).
      eva> And my cat
      eva~
      olga< (replying to: Ben · #1) Eva · #4 | And my cat
      ben~
      eva> ${tongue.command('reply 1')}
      eva~
      eva> ${tongue.exit}
      eva< All right, cancelled.
      eva> ${tongue.command('reply 99 Hello')}
      eva< …
    `,
  },
  {
    title: 'a message of one’s own is corrected, asked after, and taken back',
    flows: ['edit', 'why', 'more', 'delete'],
    members,
    script: (tongue) => `
      ${evaPosts}
      eva> ${tongue.command('edit 1 Hello everybody')}
      eva< #1 is changed. 1 who had it by SMS …
      olga< (edited) Eva · #1 | Hello everybody
      ben< Eva corrected #1: Hello everybody …
      eva> ${tongue.command('why 1')}
      eva< Your message #1 has 2 readers: | …
      eva> ${tongue.command('more 1')}
      eva< #1 Eva: Hello everybody
      eva> ${tongue.command('more')}
      eva< There is no more.
      eva> ${tongue.command('delete 1')}
      eva< #1 is taken back. …
      olga< (deleted)
      ben~
      eva> ${tongue.command('edit 1 Hello again')}
      eva< …
      eva> ${tongue.command('delete 99')}
      eva< …
      eva> ${tongue.command('edit 1')}
      eva< …${tongue.command('edit 12 …')}…
    `,
  },
  {
    title: 'what came from others is asked after',
    flows: ['why'],
    members,
    script: (tongue) => `
      ${benPosts}
      eva> ${tongue.command('why 1')}
      eva< Message #1 by Ben, by ${tongue.label}: delivered. …
    `,
  },
  {
    title: 'a mail to the address of a forum is a post without a question',
    flows: ['posting'],
    members,
    only: ['email'],
    script: () => `
      eva> (to general: Dinner) On Friday?
      eva~
      olga< Eva · #1 | Dinner | On Friday?
      ben~
    `,
  },
  {
    title: 'a mail that nothing proves is asked after, and taken or dropped',
    flows: ['confirmMail'],
    members,
    only: ['email'],
    script: (tongue) => `
      eva> (forged) I sell my car
      eva< A mail came in your name, and nothing shows that you wrote it: | “I sell my car” | Is it yours? Until you say so I take no other like it. [Yes] [No]
      eva> [Yes]
      eva< ${preview('I sell my car', tongue)}
      eva> [${tongue.leaveIt}]
      eva~
      eva> (forged) I sell my dog
      eva< A mail came in your name, … | “I sell my dog” | …
      eva> (forged) I sell my cat
      eva> [No]
      eva< I left that mail alone, then. …
      eva> (forged) I sell my cow
      --- 2 days
      eva> (forged) I sell my cow
      eva< A mail came in your name, … | “I sell my cow” | …
      eva> [No]
      eva~
    `,
  },
];
