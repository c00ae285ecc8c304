import { account } from './account.ts';
import { admin } from './admin.ts';
import { adminCommunity } from './adminCommunity.ts';
import { adminConversations } from './adminConversations.ts';
import { adminPeople } from './adminPeople.ts';
import { adminSending } from './adminSending.ts';
import { adminWords } from './adminWords.ts';
import { approval } from './approval.ts';
import { cities } from './cities.ts';
import { common } from './common.ts';
import { community } from './community.ts';
import { delivery } from './delivery.ts';
import { digest } from './digest.ts';
import { failures } from './failures.ts';
import { figures } from './figures.ts';
import { forgetting } from './forgetting.ts';
import { limits } from './limits.ts';
import { linking } from './linking.ts';
import { media } from './media.ts';
import { member } from './member.ts';
import { mydata } from './mydata.ts';
import { organizer } from './organizer.ts';
import { posting } from './posting.ts';
import { posts } from './posts.ts';
import { registration } from './registration.ts';
import { settings } from './settings.ts';
import { webChat } from './webChat.ts';

/** A sentence in every language. `{name}` is filled in; `{count:one|other}` follows the count; `**bold**`. */
export interface Sentence {
  en: string;
  es: string;
}

/** Every sentence the bot says, by key. */
export const texts = {
  ...account,
  ...admin,
  ...adminCommunity,
  ...adminConversations,
  ...adminPeople,
  ...adminSending,
  ...adminWords,
  ...approval,
  ...cities,
  ...common,
  ...community,
  ...delivery,
  ...digest,
  ...posting,
  ...posts,
  ...registration,
  ...failures,
  ...figures,
  ...forgetting,
  ...limits,
  ...linking,
  ...media,
  ...member,
  ...mydata,
  ...organizer,
  ...settings,
  ...webChat,
} satisfies Record<string, Sentence>;

export type TextKey = keyof typeof texts;
