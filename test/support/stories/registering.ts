import { addInvite } from '../class.ts';
import type { Story } from './story.ts';
import { no, type Tongue, yes } from './tongue.ts';

const upToName = ({ stranger, join }: Tongue) => `
  ${stranger}
  eva> ${join('K7QM-2XRD')}
  eva< Welcome! You are about to join Lincoln 98. … | What is your full name, as your classmates knew you?
`;

const answers = ({ provesPhone, label }: Tongue) => `
  eva> Eva Novak
  eva< Thank you, Eva Novak. | In which year did you graduate, or should have?
  eva> back
  eva< What is your full name, as your classmates knew you?
  eva> Eva Novak
  eva~
  eva> 1998
  eva< Which house or section were you in? (You can skip this.) [Skip]
  eva> [Skip]
  ${provesPhone}
  eva< Where do you want to get what your classmates write? [${label}] [SMS]
  eva> [${label}]
  eva< Which city’s time do you live by? …
  eva> New York
`;

const isAsked = 'Request 1: Ana Lopez (1998) asks to join Lincoln 98. Do you know them?';

/** Ana applies by text message. */
const anaApplies = (tongue: Tongue) => `
  ana: sms +14155550123
  ana> JOIN K7QM-2XRD
  ana~
  ana> Ana Lopez
  ana~
  ana> 1998
  ana~
  ana> [Skip]
  ana~
  ana> New York
  ana~
  eva< ${isAsked}${tongue.buttons(yes, no)}
`;

export const registering: Story[] = [
  {
    title: 'somebody registers, is known, and is let in',
    flows: ['registration', 'vote'],
    members: { olga: 'organizer' },
    prepare: addInvite,
    script: (tongue) => `
      ${upToName(tongue)}
      ${answers(tongue)}
      eva< Thank you! I am asking your classmates in Lincoln 98 now whether they know you (request 1). You hear from me as soon as they decide.
      olga~
      eva> ${tongue.command('status')}
      eva< You are Eva Novak (1998) in Lincoln 98: waiting for approval. …
      olga> [Yes, I know them]
      olga~
      eva< You are in! Your classmates in Lincoln 98 know you. Write anything to share it with them; ${tongue.help} shows what else you can do.
    `,
  },
  {
    title: 'somebody registers, and nobody knows them',
    flows: ['registration'],
    members: { olga: 'organizer' },
    prepare: addInvite,
    script: (tongue) => `
      ${upToName(tongue)}
      ${answers(tongue)}
      eva~
      olga~
      olga> [No]
      olga~
      eva< I asked your classmates in Lincoln 98, and they could not place you, so I cannot let you in. …
    `,
  },
  {
    title: 'somebody asks for help on the way, and gives up',
    flows: ['registration', 'help'],
    members: { olga: 'organizer' },
    prepare: addInvite,
    script: (tongue) => `
      ${upToName(tongue)}
      eva> ${tongue.help}
      eva< …Answer the question, or write back to correct the previous answer, ${tongue.exit} to stop. | What is your full name…
      eva> ${tongue.exit}
      eva< All right, cancelled. Your invite stays good: use it again whenever you like.
    `,
  },
  {
    title: 'a founder makes a community',
    flows: ['registration'],
    script: (tongue) => `
      ${tongue.stranger}
      eva> ${tongue.join('{founding}')}
      eva< Welcome to Homeroom! … | What is your class or community called? …
      eva> Lincoln 98
      eva< What is your full name, as your classmates knew you?
      ${answers(tongue)}
      eva< Lincoln 98 is there, and you are its organizer. Invite your classmates: | …
    `,
  },
  {
    title: 'an organizer founds another community',
    flows: ['registration'],
    members: { eva: 'organizer' },
    script: (tongue) => `
      eva> ${tongue.command('found')}
      eva< What is your class or community called? …
      eva> Chess club
      eva< In which year did you graduate, or should have?
      eva> 1998
      eva< Which house or section were you in? …
      eva> [Skip]
      eva< Chess club is there, and you are its organizer. …
    `,
  },
  {
    title: 'a member looks who waits, knows them, and says so once',
    flows: ['pending', 'vote'],
    members: { olga: 'organizer', ben: '', eva: '' },
    prepare: addInvite,
    script: (tongue) => `
      ${anaApplies(tongue)}
      olga~
      ben~
      eva> ${tongue.command('pending')}
      eva< 1 person asks to join Lincoln 98: | 1: Ana Lopez (1998) | Do you know them? Answer ${tongue.votes[0]} or ${tongue.votes[1]}.
      eva> ${tongue.press(yes)}
      eva< Thank you. I noted that you know Ana Lopez (1998).
      eva> ${tongue.press(yes)}
      eva< You have already answered about Ana Lopez (1998), and that counts. Thank you!
      olga> [Yes, I know them]
      olga~
      ben~
      eva< Ana Lopez (1998) is in Lincoln 98 now. Say hello!
      ana~
    `,
  },
  {
    title: 'an organizer turns somebody down, and lets them in after all',
    flows: ['vote'],
    members: { eva: 'organizer', ben: '' },
    prepare: addInvite,
    script: (tongue) => `
      ${anaApplies(tongue)}
      ben~
      eva> ${tongue.press(no)}
      eva< All right. An organizer’s word decides: Ana Lopez (1998) is not let in, and does not hear who said so. If you change your mind, ${tongue.votes[0]} lets them in.
      ana~
      ben~
      eva> ${tongue.press(yes)}
      eva< All right: Ana Lopez (1998) comes in after all, and hears it from me.
      ana~
      ben~
    `,
  },
];
