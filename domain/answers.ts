import { z } from 'zod';
import type { TextKey } from '../texts/texts.ts';

/** How typed answers are read. Each problem's message is the key of the sentence that explains it. */

const problem = (key: TextKey) => ({ error: key });

/** Control characters, and those that turn the direction of what follows, have no place in a name. */
const disturbing = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Nor has what nobody can see: with it a name looks like another's, or like none. Joiners belong to some scripts. */
const invisible = /(?!\u200c|\u200d|\ufe0f)\p{Default_Ignorable_Code_Point}/gu;

const tidy = (typed: string) =>
  typed.replace(disturbing, ' ').replace(invisible, '').replace(/\s+/g, ' ').trim();

/** A line of people's own words: a name of someone or something. */
function nameLike(keys: { short: TextKey; long: TextKey; most: number }) {
  return z
    .string()
    .transform(tidy)
    .pipe(
      z
        .string()
        .max(keys.most, problem(keys.long))
        .refine((name) => (name.match(/\p{L}/gu)?.length ?? 0) >= 2, problem(keys.short)),
    );
}

export const fullName = nameLike({
  short: 'registration.nameTooShort',
  long: 'registration.nameTooLong',
  most: 80,
});

export const communityName = nameLike({
  short: 'founding.nameTooShort',
  long: 'founding.nameTooLong',
  most: 60,
});

/** A forum is called by the same rules as a community. */
export const forumName = communityName;

export const section = z
  .string()
  .transform(tidy)
  .pipe(
    z.string().min(1, problem('registration.sectionTooLong')).max(40, problem('registration.sectionTooLong')),
  );

/** Where it may be skipped, whoever has none says so in their own words. */
export const sectionIfAny = section.transform((typed) => (saysNone.test(typed) ? '' : typed));

const saysNone =
  /^(no|none|nothing|n\/a|skip|[-–—?]+|(i )?don[’']?t (know|remember)|ningun[oa]?|ningún|nada|saltar|no (lo )?(sé|se|recuerdo)|no había)[.!\s]*$/iu;

/** A graduating year with four digits, from living memory to soon. */
export const graduatingYear = z
  .string()
  .transform((typed) => /(?:^|\D)(\d{4})(?:\D|$)/.exec(typed.normalize('NFKC'))?.[1] ?? '')
  .pipe(
    z
      .string()
      .min(1, { ...problem('registration.badYear'), abort: true })
      .refine((year) => Number(year) >= 1930 && Number(year) <= 2040, problem('registration.yearOutOfRange')),
  );

/** A code of six digits; people put spaces and dashes into it. */
export const sixDigits = z
  .string()
  .transform((typed) => typed.normalize('NFKC').replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, problem('registration.badCode')));

/** A mail address, in lower case; whether it takes mail, a code that goes there shows. */
export const emailAddress = z
  .string()
  .transform((typed) => typed.normalize('NFKC').trim().toLowerCase())
  .pipe(z.email(problem('mailbox.bad')).max(254, problem('mailbox.bad')));

/** Something that may be a phone number; whether it is one, libphonenumber decides. */
export const phoneLike = z
  .string()
  .transform((typed) => typed.normalize('NFKC').trim())
  .pipe(z.string().regex(/^\+?[\d\s().\-/]{5,30}$/, problem('registration.badPhone')));
