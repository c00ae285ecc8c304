import * as answers from '../../domain/answers.ts';
import type { Question } from '../../domain/flow.ts';
import { channelLabel, mannersOf } from '../../domain/manners.ts';
import { text } from '../../domain/text.ts';
import { cityLabel, timeZone as zoneAnswer } from '../../domain/timeZone.ts';
import type { Context } from '../registration/registering.ts';

/** What registration asks, state by state. */

export const communityName = (): Question => ({
  text: text('founding.askName'),
  answer: answers.communityName,
});

export const name = (): Question => ({ text: text('registration.askName'), answer: answers.fullName });

export const year = (): Question => ({
  text: text('registration.askYear'),
  answer: answers.graduatingYear,
});

export const section = (): Question => ({
  text: text('registration.askSection'),
  choices: [{ label: text('common.skip'), answer: '' }],
  answer: answers.sectionIfAny,
});

export const phone = ({ channel }: Context): Question =>
  mannersOf(channel).hasContactButton
    ? {
        text: text('registration.askPhone'),
        answer: answers.phoneLike,
        contactButton: text('registration.sharePhone'),
      }
    : { text: text('registration.askPhoneTyped'), answer: answers.phoneLike };

/** Says nothing of when the code was sent: it is asked again after every mistake. */
export const code = (context: Context): Question => ({
  text: text('registration.askCode', { shown: context.shownPhone }),
  choices: withoutCode,
  answer: answers.sixDigits,
});

/** The code that was sent does not help any more. */
export const newCode = (context: Context): Question => ({
  text: text('registration.askNewCode', { shown: context.shownPhone }),
  choices: withoutCode,
});

const withoutCode = [
  { label: text('registration.newCode'), answer: 'again' },
  { label: text('registration.otherNumber'), answer: 'other' },
];

export const channel = (context: Context): Question => ({
  text: text('registration.askChannel'),
  choices: context.channels.map((one) => ({
    label: channelLabel(one),
    answer: one,
  })),
});

export const zone = (context: Context): Question => ({
  text: text('registration.askTimeZone'),
  choices: context.timeZones.map((one) => ({ label: cityLabel(one), answer: one })),
  answer: zoneAnswer,
});
