import { addInvite, type Class } from '../class.ts';
import { jobsAfter } from '../jobs.ts';
import { play } from '../story.ts';
import type { World } from '../world.ts';
import type { Story } from './story.ts';
import type { Tongue } from './tongue.ts';

const members = { eva: 'organizer', ben: 'sms', cho: '' };

/** Two members of one name and class. */
const twoBens = (world: World) => world.sql`update people set name = 'Ben' where name = 'Cho'`;

const undo = ['Undo it', 'UNMERGE 2'] as const;
const anew = ['New invite', 'INVITE NEW'] as const;
const limit = (code: string) => ['Limit it', `INVITE LIMIT ${code}`] as const;
const revoke = (code: string) => ['Take it back', `INVITE REVOKE ${code}`] as const;
const carry = ['Carry it on', 'CARRY 1'] as const;
const leaveOut = ['Leave it there', 'LEAVEOUT 1'] as const;

/** Ben’s class has a group on Telegram, in which Zed speaks, whom nobody knows. */
const zedSpeaks = (tongue: Tongue) => `
  gym: telegram -1001
  zed: telegram 9009
  olga> (in gym) /mirror
  gym~
  olga~
  zed> (in gym) Buy my watches
  olga~
  eva< In the group of Lincoln 98 somebody I do not know, zed, said (1): | “Buy my watches”${tongue.buttons(carry, leaveOut)}
`;

/** Ana’s post did not reach Ben. */
async function missesBen(world: World, { members: { ben } }: Class): Promise<void> {
  await play(world, 'ana> Who has photos?\nana~\nana> [Post it]\nana~\nben~\neva~');
  await world.sql`update message_deliveries set status = 'failed', reason = 'undelivered'
    where kind = 'post' and person_id = ${ben!.personId}`;
}

export const organizing: Story[] = [
  {
    title: 'what could not be delivered is looked at, and sent again',
    flows: ['failures', 'replay'],
    members: { eva: 'organizer', ana: '', ben: 'sms' },
    prepare: missesBen,
    script: (tongue) => `
      eva> ${tongue.command('failures')}
      eva< Not delivered in Lincoln 98, 1 in the last 30 days: …
      eva> ${tongue.command('replay 1')}
      eva< Send number 1 to Ben again, by whichever channel suits best now? [Yes] [No]
      eva> [No]
      eva< All right…
      eva> ${tongue.command('replay 1')}
      eva~
      eva> [Yes]
      ben< Ana: Who has photos? …
      eva< It is on its way again.
      eva> ${tongue.command('failures')}
      eva< In Lincoln 98 nothing waits to be sent again.
    `,
  },
  {
    title: 'the figures of the day that is over are looked at',
    flows: ['figures'],
    members,
    prepare: (world) => jobsAfter(world, 24 * 3_600_000),
    script: (tongue) => `
      eva> ${tongue.command('figures')}
      eva< Lincoln 98, Mar 2: | 0 posts, 0 answers, 0 new
      eva> ${tongue.command('stats')}
      eva< Lincoln 98, Mar 2: …
      eva> ${tongue.command('cifras')}
      eva< Lincoln 98, Mar 2: …
    `,
  },
  {
    title: 'text messages get a budget',
    flows: ['budget'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('budget 500')}
      eva< Text messages in Lincoln 98 may take 500 segments a month.
      eva> ${tongue.command('budget')}
      eva< Text messages in Lincoln 98 have used 0 of 500 segments this month. …
    `,
  },
  {
    title: 'a community is called by another name, and lives by another time',
    flows: ['community'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('community')}
      eva< Lincoln 98 speaks English and lives by the time of New York. 2 classmates have to know… …
      eva> ${tongue.command('community time madrid')}
      eva< Lincoln 98 lives by the time of Madrid now.
      eva> ${tongue.command('community vouches 12')}
      eva< That is a number from 1 to 9.
      eva> ${tongue.command('community name Lincoln ’98')}
      eva< Lincoln 98 is called Lincoln ’98 now.
    `,
  },
  {
    title: 'a member is made a moderator, whoever is meant of two',
    flows: ['roles'],
    members,
    prepare: twoBens,
    script: (tongue) => `
      eva> ${tongue.command('promote')}
      eva< …${tongue.command('members')}…
      eva> zoe
      eva< I find nobody like that in Lincoln 98. | Whom do you mean? …
      eva> ben
      eva< … [Ben (1998), #2] [Ben (1998), #3]
      eva> [Ben (1998), #3]
      eva< What shall Ben be? [Moderator] [Organizer]
      eva> [Moderator]
      cho~
      eva< Ben is a moderator now.
      eva> ${tongue.command('demote 3')}
      cho~
      eva< Ben is a member like the others now.
      eva> ${tongue.command('promote 2')}
      eva~
      eva> ${tongue.exit}
      eva< All right, cancelled.
    `,
  },
  {
    title: 'a member is suspended, let back, and removed',
    flows: ['roles'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('suspend 2 too many jokes')}
      eva< Suspend Ben (1998)? … too many jokes [Yes] [No]
      eva> [No]
      eva< All right, nothing changed.
      eva> ${tongue.command('suspend ben')}
      eva< …${tongue.command('suspend 2')}… [Yes] [No]
      eva> [Yes]
      ben~
      eva< Ben is suspended.
      eva> ${tongue.command('lift 2')}
      ben~
      eva< Ben is back.
      eva> ${tongue.command('remove 2')}
      eva< … [Yes] [No]
      eva> [Yes]
      ben~
      eva< …
    `,
  },
  {
    title: 'members and applicants are listed',
    flows: ['members', 'pending'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('members')}
      eva< Lincoln 98 has 3 members: | 1 Eva, 1998, organizer | 2 Ben, 1998 | 3 Cho, 1998
      eva> ${tongue.command('members ben')}
      eva< 1 member of Lincoln 98 match “ben”: | 2 Ben, 1998
      eva> ${tongue.command('pending')}
      eva< Nobody is waiting to join Lincoln 98 just now.
    `,
  },
  {
    title: 'an invite is made, limited, and taken back',
    flows: ['invite'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('invite')}
      eva< There is no open invite for Lincoln 98 just now.${tongue.buttons(anew)}
      eva> ${tongue.press(anew)}
      eva< Here is a new invite. | … | By SMS: JOIN {invite=\\S{9}} to +15005550006 | …${tongue.buttons(limit('…'), revoke('…'))}
      eva> ${tongue.press(limit('{invite}'))}
      eva< How many people may use {invite}? Write a number, 0 for any number.
      eva> 30
      eva< For how many days is {invite} good? Write a number, 0 for no end.
      eva> back
      eva~
      eva> 20
      eva~
      eva> 7
      eva< …Used 0 of 20 times, good for 7 days more.…
      eva> ${tongue.press(revoke('{invite}'))}
      eva< The invite {invite} is taken back; nobody can use it any more.${tongue.buttons(anew)}
    `,
  },
  {
    title: 'limiting an invite is given up',
    flows: ['invite'],
    members,
    prepare: addInvite,
    script: (tongue) => `
      eva> ${tongue.command('invite limit K7QM-2XRD')}
      eva< How many people may use K7QM-2XRD? …
      eva> many
      eva< An invite can be for 1 to 10,000 people. | How many…
      eva> ${tongue.exit}
      eva< All right, cancelled.
    `,
  },
  {
    title: 'a forum is made',
    flows: ['forum'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('forum')}
      eva< Lincoln 98 has 1 forum: General. | ${tongue.command('forum')} and a name makes another.
      eva> ${tongue.command('forum Photos')}
      eva< The forum Photos is there, and everybody is in it. …
    `,
  },
  {
    title: 'two records of one person become one, and two again',
    flows: ['merge', 'unmerge'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('merge')}
      eva< Write the two numbers that ${tongue.command('members')} shows, …
      eva> ${tongue.command('merge 2 into 3')}
      eva< … are the same person? … [Yes] [No]
      eva> [No]
      eva< All right, cancelled.
      eva> ${tongue.command('merge 2 into 3')}
      eva~
      eva> [Yes]
      eva< Ben (1998), #2 is part of Cho (1998), #3 now. …${tongue.buttons(undo)}
      cho~
      ben~
      eva> ${tongue.press(undo)}
      eva< Ben (1998), #2 is a member of their own again.
      ben~
    `,
  },
  {
    title: 'how a group is tied is explained',
    flows: ['mirror'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('mirror')}
      eva< Add me to the group, and write /mirror there, …
    `,
  },
  {
    title: 'what a stranger says in a group is carried on',
    flows: ['holds'],
    members: { olga: 'organizer', eva: 'organizer' },
    script: (tongue) => `
      ${zedSpeaks(tongue)}
      eva> ${tongue.press(carry)}
      eva< Carried on in your name.
      olga~
      eva> ${tongue.press(carry)}
      eva< That was decided already.
    `,
  },
  {
    title: 'what a stranger says in a group stays there',
    flows: ['holds'],
    members: { olga: 'organizer', eva: 'organizer' },
    script: (tongue) => `
      ${zedSpeaks(tongue)}
      eva> ${tongue.press(leaveOut)}
      eva< It stays in the group.
    `,
  },
  {
    title: 'a group of WhatsApp’s is tied to the forum, and untied',
    flows: ['reply'],
    members: { eva: 'organizer', ben: 'sms' },
    only: ['whatsapp-web'],
    script: () => `
      gym: whatsapp-web 120363041234567890@g.us
      eva> (in gym) /mirror
      gym< This group is tied to the forum General: …
      eva> (in gym) Dinner on Friday?
      ben< Eva: Dinner on Friday? | Answer: REPLY 1: your words
      ben> REPLY 1: I am in
      ben~
      gym< (replying to: Dinner on Friday?) Ben | I am in
      eva~
      eva> (in gym) /mirror off
      gym< This group is on its own again.
    `,
  },
];
