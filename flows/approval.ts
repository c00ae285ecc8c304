import { assertEvent, assign, emit, setup } from 'xstate';
import type { ApprovalEvent, ApprovalOutcome } from '../domain/effects/approval.ts';
import type { Effect } from '../domain/effects.ts';
import type { Flow } from '../domain/flow.ts';
import { type TextRef, text } from '../domain/text.ts';
import { voteButtons } from './vote.ts';
import { bringPosts, tellClass, welcome } from './welcoming.ts';

/** What a request remembers: ids, and how classmates are told of the applicant. */
interface Context extends Opening {
  who: string;
  communityName: string;
  vouchesNeeded: number;
  organizerIds: string[];
  /** All who were asked, organizers included. */
  askedIds: string[];
  /** Members who know the applicant, and those who do not; an organizer's word ends it at once. */
  voucherIds: string[];
  declinerIds: string[];
  decidedById: string | null;
}

/** What the conversation is opened with, when somebody has applied. */
interface Opening {
  approvalId: string;
  number: number;
  membershipId: string;
  communityId: string;
  /** Their number was another person's: people get numbers that others gave up. */
  isNumberHandedOn: boolean;
}

const dayMs = 86_400_000;
/** Members who turn an applicant down, where no organizer says a word. */
const rejectionsNeeded = 2;

const approving = setup({
  types: {
    context: {} as Context,
    events: {} as ApprovalEvent,
    input: {} as Opening,
    emitted: {} as Effect,
  },
  guards: {
    isOrganizer: ({ event }) => 'isOrganizer' in event && event.isOrganizer,
    hasDecliner: ({ context }) => context.declinerIds.length > 0,
    hasVoucher: ({ context }) => context.voucherIds.length > 0,
    isContested: ({ context }) => isContested(context),
    isLastVouch: ({ context }) => context.voucherIds.length + 1 >= context.vouchesNeeded,
    isLastRejection: ({ context }) => context.declinerIds.length + 1 >= rejectionsNeeded,
  },
  delays: { firstReminder: dayMs, secondReminder: 4 * dayMs, patience: 14 * dayMs },
});

const noteVouch = approving.assign(({ context, event }) => {
  assertEvent(event, 'peer.vouched');
  return { voucherIds: [...context.voucherIds, event.voterId] };
});
const noteRejection = approving.assign(({ context, event }) => {
  assertEvent(event, 'peer.declined');
  return { declinerIds: [...context.declinerIds, event.voterId] };
});
const noteOrganizer = approving.assign(({ event }) => {
  assertEvent(event, ['peer.vouched', 'peer.declined']);
  return { decidedById: event.voterId };
});

const ask = (sentence: TextRef['key'], whom: (context: Context) => string[]) =>
  approving.emit(({ context }) => ({
    type: 'members.tell',
    membershipIds: whom(context),
    text: about(context, sentence),
    buttons: voteButtons(context.number),
    onlyActive: true,
    isRequest: true,
  }));

const remind = approving.emit(({ context }) => ({
  type: 'members.tell',
  membershipIds: unanswered(context),
  text: about(context, isContested(context) ? 'approval.contested' : 'approval.reminder'),
  buttons: voteButtons(context.number),
  onlyActive: true,
  isRequest: true,
}));

const tellApplicant = (sentence: TextRef['key']) =>
  approving.emit(({ context }) => ({
    type: 'members.tell',
    membershipIds: [context.membershipId],
    text: about(context, sentence),
  }));

const tellPeers = (sentence: TextRef['key']) =>
  approving.emit(({ context }) => ({
    type: 'members.tell',
    membershipIds: involved(context),
    text: about(context, sentence),
    onlyActive: true,
  }));

const decide = (outcome: ApprovalOutcome) =>
  approving.emit(({ context: { approvalId, decidedById } }) => ({
    type: 'application.decide',
    approvalId,
    outcome,
    decidedById,
  }));

const overtaken = { target: 'withdrawn', actions: tellPeers('approval.toldWithdrawn') };

const machine = approving.createMachine({
  id: 'approval',
  context: ({ input }) => ({
    ...input,
    who: '',
    communityName: '',
    vouchesNeeded: 0,
    organizerIds: [],
    askedIds: [],
    voucherIds: [],
    declinerIds: [],
    decidedById: null,
  }),
  initial: 'choosingPeers',
  states: {
    choosingPeers: {
      entry: emit(({ context }) => ({ type: 'peers.choose', approvalId: context.approvalId })),
      on: {
        'peers.chosen': {
          target: 'awaiting',
          actions: [
            assign(({ event: { type: _, peerIds, ...found } }) => ({
              ...found,
              askedIds: [...found.organizerIds, ...peerIds],
            })),
            approving.emit(({ context }) => askingOrganizers(context)),
            ask('approval.request', peers),
          ],
        },
      },
    },
    awaiting: {
      after: {
        firstReminder: { actions: [remind, tellApplicant('approval.patience')] },
        secondReminder: { actions: [remind, tellApplicant('approval.patience')] },
        patience: 'expiring',
      },
      on: { 'applicant.withdrew': 'withdrawing' },
      initial: 'vouches',
      states: {
        vouches: {
          on: {
            'peer.vouched': [
              { guard: 'isOrganizer', target: '#approval.approving', actions: noteOrganizer },
              { guard: 'hasDecliner', target: 'findingOrganizers', actions: noteVouch },
              { guard: 'isLastVouch', target: '#approval.approving', actions: noteVouch },
              { actions: noteVouch },
            ],
            'peer.declined': [
              { guard: 'isOrganizer', target: '#approval.rejecting', actions: noteOrganizer },
              { guard: 'hasVoucher', target: 'findingOrganizers', actions: noteRejection },
              { guard: 'isLastRejection', target: '#approval.rejecting', actions: noteRejection },
              { actions: noteRejection },
            ],
          },
        },
        findingOrganizers: {
          entry: emit(({ context }) => ({ type: 'organizers.find', communityId: context.communityId })),
          on: {
            'organizers.found': {
              target: 'organizer',
              actions: [
                assign(({ context, event: { organizerIds } }) => ({
                  organizerIds,
                  askedIds: [...new Set([...context.askedIds, ...organizerIds])],
                })),
                ask('approval.contested', ({ organizerIds }) => organizerIds),
              ],
            },
          },
        },
        /** The members disagree: from the first such pair of votes on only an organizer's counts. */
        organizer: {
          on: {
            'peer.vouched': [
              { guard: 'isOrganizer', target: '#approval.approving', actions: noteOrganizer },
              { actions: noteVouch },
            ],
            'peer.declined': [
              { guard: 'isOrganizer', target: '#approval.rejecting', actions: noteOrganizer },
              { actions: noteRejection },
            ],
          },
        },
      },
    },
    approving: {
      entry: decide('approved'),
      on: {
        'application.decided': {
          target: 'approved',
          actions: [
            approving.emit(({ context }) => welcome(context)),
            approving.emit(({ context }) => bringPosts(context)),
            approving.emit(({ context }) => tellClass(context)),
          ],
        },
        'application.overtaken': overtaken,
      },
    },
    rejecting: {
      entry: decide('rejected'),
      on: {
        'application.decided': {
          target: 'rejected',
          actions: [tellApplicant('approval.rejected'), tellPeers('approval.toldRejected')],
        },
        'application.overtaken': overtaken,
      },
    },
    expiring: {
      entry: decide('expired'),
      on: {
        'application.decided': [
          {
            guard: 'isContested',
            target: 'expired',
            actions: [tellApplicant('approval.undecided'), tellPeers('approval.toldUndecided')],
          },
          {
            target: 'expired',
            actions: [tellApplicant('approval.expired'), tellPeers('approval.toldExpired')],
          },
        ],
        'application.overtaken': overtaken,
      },
    },
    withdrawing: {
      entry: decide('withdrawn'),
      on: { 'application.decided': overtaken, 'application.overtaken': overtaken },
    },
    approved: { type: 'final' },
    rejected: { type: 'final' },
    expired: { type: 'final' },
    withdrawn: { type: 'final' },
  },
});

/** Organizers are told more than peers: what makes them look twice. */
function askingOrganizers(context: Context): Effect {
  const { organizerIds, number, isNumberHandedOn } = context;
  const sentence = isNumberHandedOn ? 'approval.numberWasOthers' : 'approval.request';
  return {
    type: 'members.tell',
    membershipIds: organizerIds,
    text: about(context, sentence),
    buttons: voteButtons(number),
    onlyActive: true,
    isRequest: true,
  };
}

const about = ({ who, number, communityName: community }: Context, sentence: TextRef['key']) =>
  text(sentence, { who, number, community });

function peers({ askedIds, organizerIds }: Context): string[] {
  return askedIds.filter((id) => !organizerIds.includes(id));
}

const isContested = ({ voucherIds, declinerIds }: Context) => voucherIds.length > 0 && declinerIds.length > 0;

/** Whose word is still wanted. */
function unanswered(context: Context): string[] {
  const voted = [...context.voucherIds, ...context.declinerIds];
  const wanted = isContested(context) ? context.organizerIds : context.askedIds;
  return wanted.filter((id) => !voted.includes(id));
}

/** All who were asked or gave their word, besides the one who decided and has heard it. */
function involved({ askedIds, voucherIds, declinerIds, decidedById }: Context): string[] {
  return [...new Set([...askedIds, ...voucherIds, ...declinerIds])].filter((id) => id !== decidedById);
}

/** The conversation of a request to come in: opened by a word, it has no person of its own. */
export const approval: Flow = { name: 'approval', version: 1, machine, upgrades: {}, commands: [] };
