import { newClass } from '../class.ts';
import type { Story } from './story.ts';
import type { Tongue } from './tongue.ts';

const members = { olga: 'organizer', eva: '' };
const both = ['Yes, both', 'BOTH YES'] as const;
const apart = ['No, make them two', 'BOTH NO'] as const;

/** What Eva has besides: a phone for text messages, linked with a code. */
const evaLinksSms = (tongue: Tongue) => `
  mobile: sms +14155550188
  eva> ${tongue.command('link')}
  eva< Within 15 minutes write LINK {link=\\S+} to me from your other channel: | …
  mobile> LINK {link}
  mobile< You are Eva here too now. …
  eva< You are linked with SMS now. If that was not you, write ${tongue.command('unlink')} at once.
`;

const menu = (tongue: Tongue, { name = 'Eva', of = '1998', city = 'New York' } = {}) =>
  `${name} (${of}) in Lincoln 98. Messages come by ${tongue.label}, your time is that of ${city}. What do you want to change? [Channel] [Time] [Name] [Year] [Section] [How often] [Quiet hours] [Urgent] [Second channel] [Who sees you] [Done]`;

export const oneself: Story[] = [
  {
    title: 'every setting is changed, or left as it is',
    flows: ['settings'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('settings')}
      eva< ${menu(tongue)}
      eva> [Channel]
      ${tongue.elsewhere ? `eva< Where do you want to get …[Email]…\n      eva> back\n      eva~` : `eva< I know only one way to reach you. … | ${menu(tongue)}`}
      eva> [Time]
      eva< Which city’s time do you live by? Type the nearest large city.
      eva> Lima
      eva< Saved. | ${menu(tongue, { city: 'Lima' })}
      eva> [Year]
      eva< In which year did you graduate, or should have?
      eva> 1999
      eva< Saved. | …
      eva> [Section]
      eva< Which house or section were you in? (You can skip this.) [Skip]
      eva> back
      eva~
      eva> [Section]
      eva~
      eva> Blue
      eva< Saved. | ${menu(tongue, { of: '1999 Blue', city: 'Lima' })}
      eva> [Name]
      eva< What is your full name?
      eva> Eva Novak
      olga< Eva in Lincoln 98 is called Eva Novak now.
      eva~
      eva> [Done]
      eva< All right.
      eva> ${tongue.command('settings')}
      eva~
      eva> ${tongue.exit}
      eva< All right.
    `,
  },
  {
    title: 'a second channel is linked, preferred, and taken away',
    flows: ['link', 'settings', 'unlink'],
    members,
    script: (tongue) => `
      ${evaLinksSms(tongue)}
      eva> ${tongue.command('settings')}
      eva~
      eva> [Channel]
      eva< Where do you want to get what your classmates write? …[SMS]…
      eva> [SMS]
      eva~
      eva> [Done]
      eva~
      olga> Hello
      olga~
      olga> [Post it]
      olga~
      mobile< Olga: Hello …
      eva> ${tongue.command('unlink')}
      eva< Which one shall no longer be you? [SMS +14•••••••88] [None]
      eva> [None]
      eva< All right, cancelled.
      eva> ${tongue.command('unlink')}
      eva~
      eva> [SMS +14•••••••88]
      eva< Done: that is not you any more.
      eva> ${tongue.command('unlink')}
      eva< …${tongue.command('leave')}…
    `,
  },
  {
    title: 'the channel is taken up by a code from another one',
    flows: ['link'],
    members: { olga: 'organizer' },
    script: (tongue) => `
      ${tongue.stranger}
      olga> /link
      olga< Within 15 minutes write LINK {link=\\S+} to me from your other channel: | …
      eva> ${tongue.command('link {link}')}
      eva< You are Olga here too now. To get your messages by ${tongue.label}, choose it under settings.
      olga< You are linked with ${tongue.label} now. If that was not you, write /unlink at once.
    `,
  },
  {
    title: 'a mail address of one’s own is asked for and proven',
    flows: ['email'],
    members,
    script: (tongue) => `
      box: email novak@class.example
      eva> ${tongue.command('email')}
      eva< At which email address do you want to read?
      eva> nowhere
      eva< That does not look like an email address. … | At which email address…
      eva> ${tongue.exit}
      eva< All right, cancelled.
      eva> ${tongue.command('email novak@class.example')}
      eva< Type the six digits I sent to novak@class.example. [Send a new code]
      box< {code=\\d{6}} is your Homeroom code. …
      eva> 000000
      eva< That is not the code. You have 4 tries left. | …
      eva> [Send a new code]
      box< {code=\\d{6}} is your Homeroom code. …
      eva< Type the six digits I sent to novak@class.example. [Send a new code]
      eva> {code}
      eva< Done: what your classmates write comes to novak@class.example from now on. You can answer each mail. ${tongue.command('settings')} changes it.
    `,
  },
  {
    title: 'quiet hours and silence are asked for, and ended',
    flows: ['quiet', 'mute', 'unmute'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('quiet 22-7')}
      eva< From 22:00 to 07:00 in New York I keep messages for you, and bring them afterwards. …
      eva> ${tongue.command('quiet')}
      eva< From 22:00 to 07:00 in New York … ${tongue.command('quiet')} none ends that.
      eva> ${tongue.command('quiet none')}
      eva< All right, messages come at any hour.
      eva> ${tongue.command('mute 72')}
      eva< All right, silence until Mar 5, 04:00. … ${tongue.command('unmute')} ends it sooner.
      eva> ${tongue.command('mute #1')}
      eva< You hear nothing from Olga in Lincoln 98. …
      eva> ${tongue.command('mute')}
      eva< This is muted: | everything, until Mar 5, 04:00 | Olga | …
      eva> ${tongue.command('unmute')}
      eva< All right, you hear everything again.
    `,
  },
  {
    title: 'the language is changed, after a question and at once',
    flows: ['language'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('language')}
      eva< Which language shall I speak? / ¿En qué idioma hablo? [English] [Español]
      eva> [Español]
      eva< Muy bien, ahora hablo español contigo.
      eva> ${tongue.command('idioma english')}
      eva< All right, I speak English with you now.
      eva> ${tongue.command('language')}
      eva~
      eva> ${tongue.exit}
      eva< All right, cancelled.
    `,
  },
  {
    title: 'somebody asks who they are and what they can do',
    flows: ['status', 'help'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('status')}
      eva< You are Eva (1998) in Lincoln 98: member. | Messages come by ${tongue.label}. Your time is that of New York.
      eva> ${tongue.help}
      eva< This is what you can do now: | ${tongue.command('post')}: post something to your class | …${tongue.help}: what you can do…Or just write, and I ask whether to post it to Lincoln 98.
    `,
  },
  {
    title: 'somebody asks for all that is kept of them, as often as a day allows',
    flows: ['mydata'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('mydata')}
      eva< I am gathering all that I keep about you. …
      eva< (document homeroom.txt) …This is all that I keep about you. …
      eva> ${tongue.command('misdatos')}
      eva~
      eva> ${tongue.command('mydata')}
      eva~
      eva> ${tongue.command('mydata')}
      eva< You asked 3 times within a day. Please ask again tomorrow.
    `,
  },
  {
    title: 'somebody says whether they are whom an organizer took them for',
    flows: ['mergeAnswer', 'mydata', 'forget'],
    members: { olga: 'organizer', ben: 'sms', eva: '' },
    script: (tongue) => `
      olga> /merge 3 into 2
      olga~
      olga> [Yes]
      olga~
      ben~
      eva< Your organizer found two records of you, Eva, and made one of them: … Are both you?${tongue.buttons(both, apart)}
      eva> ${tongue.command('mydata')}
      eva< First tell me: … Are both you? …${tongue.buttons(both, apart)}
      eva> ${tongue.press(both)}
      eva< Thank you. I asked on the other one’s channel too; …
      eva> ${tongue.command('forget me')}
      eva< First tell me: …
      eva> ${tongue.press(apart)}
      eva< Thank you for telling me: Eva (1998), #3 and Ben (1998), #2 are two again.
      olga~
      eva> ${tongue.command('both yes')}
      eva< Nobody asks that about you now.
    `,
  },
  {
    title: 'somebody thinks again, is forgotten, and comes as somebody new',
    flows: ['forget'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('forget me')}
      eva< Shall I forget you? …others see “a former member”. You leave Lincoln 98. Nothing of it…
      eva> [No, keep me]
      eva< Good, you stay. Nothing was deleted.
      eva> ${tongue.command('forgetme')}
      eva< Shall I forget you? …
      eva> [Yes, forget me]
      eva< Are you sure? …With ${tongue.command('mydata')} you can take a copy first. [Forget me for good] [No, keep me]
      eva> back
      eva< Shall I forget you? …
      eva> [Yes, forget me]
      eva~
      eva> ${tongue.exit}
      eva< Good, you stay. Nothing was deleted.
      eva> ${tongue.command('settings')}
      eva~
      eva> ${tongue.command('forget me')}
      eva~
      eva> [Yes, forget me]
      eva~
      eva> [Forget me for good]
      eva< Receipt of 2026-03-… UTC: you are forgotten. …
      --- 11 minutes
      eva> ${tongue.command('status')}
      eva< …
    `,
  },
  {
    title: 'the last organizer hands on first, to be forgotten',
    flows: ['forget'],
    members: { eva: 'organizer', olga: '', omar: '' },
    script: (tongue) => `
      eva> ${tongue.command('forget me')}
      eva< You are the last organizer of Lincoln 98. Who shall organize it after you? Choose, or write a name. [Olga (1998)] [Omar (1998)]
      eva> zoe
      eva< Nobody active in Lincoln 98 is called “zoe”. | …
      eva> o
      eva< Several match. Whom do you mean? | …
      eva> omar
      eva< Shall I forget you? …Omar organizes Lincoln 98 after you. …
      eva> [Yes, forget me]
      eva~
      eva> [Forget me for good]
      omar< Eva has left and handed Lincoln 98 to you: …
      eva< Receipt of …
    `,
  },
  {
    title: 'who is in two communities chooses where to speak',
    flows: ['switch'],
    members,
    prepare: (world) => newClass(world, { name: 'Oak Street', members: { eva: '' } }),
    script: (tongue) => `
      eva> ${tongue.command('switch')}
      eva< In which community do you want to speak? [Lincoln 98] [Oak Street]
      eva> [Lincoln 98]
      eva< What you write now goes to Lincoln 98.
      eva> ${tongue.command('switch oak')}
      eva< What you write now goes to Oak Street.
      eva> ${tongue.command('switch')}
      eva~
      eva> ${tongue.exit}
      eva< All right, cancelled.
    `,
  },
  {
    title: 'a member thinks again, and leaves',
    flows: ['leave'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('leave')}
      eva< Leave Lincoln 98? Nothing more comes from there, and to come back you need an invite and your classmates’ word again. [Yes, leave] [No, stay]
      eva> [No, stay]
      eva< Good, you stay.
      eva> ${tongue.command('leave')}
      eva~
      eva> ${tongue.exit}
      eva< Good, you stay.
      eva> ${tongue.command('leave')}
      eva~
      eva> [Yes, leave]
      eva< You have left Lincoln 98. All the best!
    `,
  },
  {
    title: 'whoever signs in to the pages is told where, and a code that no page shows is not taken',
    flows: ['admin'],
    members,
    script: (tongue) => `
      eva> ${tongue.command('admin')}
      eva< Open https://class.example/admin/sign-in in the browser …
      eva> ${tongue.command('admin AAAA-AAAA')}
      eva< I do not know that code, …
    `,
  },
  {
    title: 'the last organizer hands the class on, and leaves',
    flows: ['leave'],
    members: { eva: 'organizer', ben: 'sms', cho: '' },
    script: (tongue) => `
      eva> ${tongue.command('leave')}
      eva< … [Ben (1998)] [Cho (1998)]
      eva> [Ben (1998)]
      eva< … [Yes, leave] [No, stay]
      eva> back
      eva~
      eva> Cho
      eva~
      eva> [Yes, leave]
      cho< Eva has left and handed Lincoln 98 to you: …
      eva< …
    `,
  },
];
