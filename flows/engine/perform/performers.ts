import type { Effect } from '../../../domain/effects.ts';
import { accountEnter } from './account.ts';
import { applicationSubmit } from './application.ts';
import {
  applicationDecide,
  classTell,
  organizersFind,
  peersChoose,
  postsCarry,
  requestsList,
  voteCast,
} from './approval.ts';
import { budgetManage } from './budget.ts';
import { conversationTell, membersTell } from './common.ts';
import { communityManage } from './community.ts';
import { failuresList, replayMake, replayWeigh } from './failures.ts';
import { figuresFind } from './figures.ts';
import { forgettingGo, forgettingWeigh } from './forgetting.ts';
import { forumMake } from './forum.ts';
import { inviteFind } from './invite.ts';
import { inviteLimit, inviteManage, inviteOpen } from './inviting.ts';
import { leavingGo, leavingWeigh } from './leaving.ts';
import { addressesFind, addressUnlink, linkOffer, linkTake } from './linking.ts';
import { mailTake } from './mail.ts';
import { mailboxAsk, mailboxProve } from './mailbox.ts';
import { mergeAnswer } from './mergeAnswer.ts';
import { mergeMake, mergeUndo, mergeWeigh } from './merging.ts';
import { holdSettle, mirrorExplain } from './mirror.ts';
import { digestMore } from './more.ts';
import { muteEnd, muteSet } from './mute.ts';
import { mydataAsk } from './mydata.ts';
import type { Performer } from './performer.ts';
import { codeCheck, codeSend, codeSendAgain, phoneClaim } from './phone.ts';
import { forumsFind, messageCorrect, messageFind, messageTakeBack } from './posting.ts';
import { messagePublish } from './publishing.ts';
import { quietSet } from './quiet.ts';
import { postRehearse } from './rehearsal.ts';
import { memberChange } from './roles.ts';
import { memberFind, membersList } from './roster.ts';
import { settingsChange, settingsFind } from './settings.ts';
import { communitySwitch, helpFind, languageSet, statusFind } from './telling.ts';
import { whyFind } from './why.ts';

/** Who performs which effect. The type makes sure that none is missing; `say` and `waiting.giveUp` are the turn's own. */
export const performers: { [T in Exclude<Effect['type'], 'say' | 'waiting.giveUp'>]: Performer<T> } = {
  'members.tell': membersTell,
  'conversation.tell': conversationTell,
  'mail.take': mailTake,
  'invite.find': inviteFind,
  'phone.claim': phoneClaim,
  'code.send': codeSend,
  'code.sendAgain': codeSendAgain,
  'code.check': codeCheck,
  'application.submit': applicationSubmit,
  'forums.find': forumsFind,
  'message.find': messageFind,
  'message.publish': messagePublish,
  'message.takeBack': messageTakeBack,
  'message.correct': messageCorrect,
  'peers.choose': peersChoose,
  'organizers.find': organizersFind,
  'application.decide': applicationDecide,
  'class.tell': classTell,
  'posts.carry': postsCarry,
  'vote.cast': voteCast,
  'requests.list': requestsList,
  'help.find': helpFind,
  'status.find': statusFind,
  'mydata.ask': mydataAsk,
  'why.find': whyFind,
  'digest.more': digestMore,
  'language.set': languageSet,
  'community.switch': communitySwitch,
  'community.manage': communityManage,
  'invite.manage': inviteManage,
  'invite.open': inviteOpen,
  'invite.limit': inviteLimit,
  'members.list': membersList,
  'forum.make': forumMake,
  'member.find': memberFind,
  'member.change': memberChange,
  'forgetting.weigh': forgettingWeigh,
  'forgetting.go': forgettingGo,
  'leaving.weigh': leavingWeigh,
  'leaving.go': leavingGo,
  'settings.find': settingsFind,
  'settings.change': settingsChange,
  'quiet.set': quietSet,
  'mute.set': muteSet,
  'mute.end': muteEnd,
  'budget.manage': budgetManage,
  'post.rehearse': postRehearse,
  'link.offer': linkOffer,
  'link.take': linkTake,
  'addresses.find': addressesFind,
  'address.unlink': addressUnlink,
  'mirror.explain': mirrorExplain,
  'hold.settle': holdSettle,
  'failures.list': failuresList,
  'figures.find': figuresFind,
  'replay.weigh': replayWeigh,
  'replay.make': replayMake,
  'merge.weigh': mergeWeigh,
  'merge.make': mergeMake,
  'merge.undo': mergeUndo,
  'merge.answer': mergeAnswer,
  'mailbox.ask': mailboxAsk,
  'mailbox.prove': mailboxProve,
  'account.enter': accountEnter,
};
