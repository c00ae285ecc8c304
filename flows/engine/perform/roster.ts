import { listMembers, type MemberRow } from '../../../db/members.ts';
import { shownApplicant } from '../../../domain/applicant.ts';
import type { FoundMember, OrganizerEvent } from '../../../domain/effects/organizer.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { mannersOf } from '../../../domain/manners.ts';
import type { Who } from '../../../domain/member.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { folded } from '../understand.ts';
import { communityOf, placeIn } from './actor.ts';
import { oneByOne, type Work } from './performer.ts';
import { told } from './telling.ts';

/** A text message shows fewer, and less of each. */
const pageSize = { chat: 20, sms: 10 };
const choicesShown = 8;

/** Who is in, page by page: `from 21` begins at that number; anything else is looked for in the names. */
export const membersList = oneByOne<'members.list'>(
  async (work, { effect: { communityId, search }, who }): Promise<ToldEvent> => {
    const community = communityOf(who!, communityId);
    const all = (await membersFor(work, who!, communityId)).filter(({ status }) => status !== 'pending');
    const from = Number(/^(?:from|desde)\s+#?(\d{1,9})$/.exec(folded(search))?.[1] ?? 0);
    const isSearch = search !== '' && from === 0;
    const found = isSearch ? matching(all, search) : all.filter(({ number }) => number >= from);
    if (found.length === 0) return told(text('members.nobody', { community, search }));
    const { isTerse } = mannersOf(who!.channel);
    const page = found.slice(0, isTerse ? pageSize.sms : pageSize.chat);
    const lines = page.map((member) => shownMember(member, isTerse ? 'short' : 'long'));
    const next = found[page.length]?.number;
    const count = isSearch ? found.length : all.length;
    const list = text(isSearch ? 'members.found' : 'members.list', { count, community, search, lines });
    if (!next) return told(list);
    if (isSearch) return told(list, text('members.more', { count: found.length - page.length }));
    return { ...told(list), buttons: [moreFrom(next)] };
  },
);

/** As whoever asks may see them. */
const membersFor = (work: Work, who: Who, communityId: string): Promise<MemberRow[]> =>
  listMembers(work.tx, communityId, placeIn(who, communityId)!.membershipId);

const moreFrom = (number: number) => ({
  label: text('members.next'),
  command: `members from ${number}`,
  typed: text('members.typedNext', { number }),
});

function shownMember(member: MemberRow, form: 'short' | 'long'): TextRef {
  const { number, name, graduatingYear, section, role, status } = member;
  const place = form === 'long' ? [graduatingYear, section].filter(Boolean).join(' ') : '';
  const who = [name, place].filter(Boolean).join(', ');
  if (status === 'suspended')
    return text('members.lineRole', { number, who, role: text('standing.suspended') });
  if (role === 'member') return text('members.line', { number, who });
  return text('members.lineRole', { number, who, role: text(`standing.${role}`) });
}

export const memberFind = oneByOne<'member.find'>(
  async (work, { effect: { communityId, words, as }, who }): Promise<OrganizerEvent> => {
    const members = await membersFor(work, who!, communityId);
    const isMeant = (member: MemberRow) =>
      as === 'member' || (member.status === 'active' && member.personId !== who!.personId);
    const meant = matching(members, words).filter(isMeant);
    const { named, reason } =
      meant.length > 0 || as !== 'member' ? { named: meant, reason: '' } : namedAtFirst(members, words);
    return { type: 'member.found', members: named.slice(0, choicesShown).map(foundMember), reason };
  },
);

/** `Ana she spams`: whom the first words call by number or whole name, as many of them as do, and what follows. */
function namedAtFirst(members: MemberRow[], typed: string): { named: MemberRow[]; reason: string } {
  const words = typed.trim().split(/\s+/);
  for (let count = Math.min(words.length - 1, wordsOfAName); count > 0; count--) {
    const named = called(members, words.slice(0, count).join(' '));
    if (named.length > 0) return { named, reason: words.slice(count).join(' ') };
  }
  return { named: [], reason: '' };
}

const wordsOfAName = 6;

/** More strictly than where nothing but a name was typed: `an` of `an old friend` is nobody's name. */
function called(members: MemberRow[], typed: string): MemberRow[] {
  const wanted = folded(typed).replace(/[:,;-]+$/, '');
  const isOneWord = ({ name }: MemberRow) => ` ${folded(name)} `.includes(` ${wanted} `);
  return matching(members, wanted).filter((one) => /^#?\d+$/.test(wanted) || isOneWord(one));
}

export const foundMember = (member: MemberRow): FoundMember => ({
  membershipId: member.membershipId,
  number: member.number,
  name: member.name,
  who: shownApplicant(member),
  role: member.role,
  status: member.status,
});

/** By number, else by the whole name, else by any part of it; accents and case do not matter. */
export function matching(members: MemberRow[], typed: string): MemberRow[] {
  const wanted = folded(typed);
  const number = /^#?(\d+)$/.exec(wanted)?.[1];
  if (number) return members.filter((one) => one.number === Number(number));
  const exact = members.filter(({ name }) => folded(name) === wanted);
  return exact.length > 0 ? exact : members.filter(({ name }) => folded(name).includes(wanted));
}
