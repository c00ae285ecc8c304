import { type Belonging, isIn, type Who } from './member.ts';

/** Somebody's standing in one community, as far as it matters to what they may do. */
export type Place = Pick<Belonging, 'role' | 'status'>;

/** Who asks for something. */
interface Asking {
  /** In the community it is about; null for those who have none there. */
  place: Place | null;
  /** In all of their communities. */
  places: Place[];
  /** False for guests: nobody knows yet who they are. */
  isSomebody: boolean;
  /** Looks after the installation as a whole. */
  isOperator: boolean;
}

const isHere = ({ place }: Asking) => place?.status === 'active';

/** Those who may do something together. */
const groups = {
  everybody: () => true,
  /** Known as a person, whichever their standing: what is theirs they may take away. */
  somebody: ({ isSomebody }) => isSomebody,
  /** In, or waiting to be. */
  inTouch: ({ place }) => place !== null && isIn(place),
  /** Has a place that can be given up: suspended members too. */
  placed: ({ place }) => place !== null && (isIn(place) || place.status === 'suspended'),
  members: isHere,
  /** Of any community: a number or a reply carries its own. */
  membersSomewhere: ({ places }) => places.some(({ status }) => status === 'active'),
  /** Of more than one, so that it matters in which they speak. */
  ofSeveral: ({ places }) => places.filter(isIn).length > 1,
  /** Organizers and moderators. */
  hosts: (asking) => isHere(asking) && asking.place?.role !== 'member',
  organizers: (asking) => isHere(asking) && asking.place?.role === 'organizer',
  operators: (asking) => isHere(asking) && asking.isOperator,
} satisfies Record<string, (asking: Asking) => boolean>;

export type Group = keyof typeof groups;

/**
 * What may be done, and by whom: the one table that commands, the API and the pages ask. What is not in it cannot be
 * done, as neither a command nor a route compiles without a permission.
 */
export const permissions = {
  'community.enter': 'everybody',
  'community.switch': 'ofSeveral',
  'community.leave': 'placed',
  'community.found': 'organizers',
  'community.change': 'organizers',
  'help.see': 'everybody',
  'status.see': 'everybody',
  'language.change': 'everybody',
  'channel.link': 'everybody',
  'channel.unlink': 'somebody',
  /** What is kept of oneself, whatever became of one's place. */
  'data.export': 'somebody',
  'data.forget': 'somebody',
  /** Whether two records are theirs. */
  'merge.answer': 'somebody',
  'mailbox.add': 'inTouch',
  'account.enter': 'inTouch',
  'account.use': 'inTouch',
  /** Some page of it; each asks for more. */
  'dashboard.see': 'members',
  'message.see': 'members',
  'message.post': 'members',
  'message.announce': 'organizers',
  'message.rehearse': 'members',
  'message.reply': 'membersSomewhere',
  'message.correct': 'membersSomewhere',
  'message.takeBack': 'membersSomewhere',
  /** Others' words. */
  'message.moderate': 'hosts',
  'message.explain': 'membersSomewhere',
  'digest.unfold': 'membersSomewhere',
  'settings.change': 'members',
  'quiet.set': 'membersSomewhere',
  'mute.set': 'members',
  'member.see': 'members',
  'member.change': 'organizers',
  'member.merge': 'organizers',
  'approval.see': 'members',
  'approval.vote': 'members',
  /** One word is enough. */
  'approval.decide': 'organizers',
  'invite.see': 'members',
  'invite.manage': 'hosts',
  'forum.see': 'members',
  'forum.make': 'organizers',
  'group.mirror': 'organizers',
  'budget.manage': 'organizers',
  /** Where conversations stand; what was said in them nobody sees. */
  'conversation.see': 'organizers',
  'delivery.see': 'organizers',
  'delivery.replay': 'organizers',
  'audit.see': 'organizers',
  'figures.see': 'organizers',
  /** Beyond one community. */
  'installation.see': 'operators',
  /** Whoever sees the code can take the installation's number for themselves. */
  'whatsapp.pair': 'operators',
} as const satisfies Record<string, Group>;

export type Permission = keyof typeof permissions;

/** Whether somebody may do it where they speak now. */
export function may(who: Who, permission: Permission): boolean {
  const { current: place, belongings: places, personId } = who;
  return isAllowed(permission, { place, places, isSomebody: personId !== null, isOperator: false });
}

/**
 * Whether somebody with this place may do it there.
 * @param place null for those who have none
 * @param isOperator whether they look after the installation besides
 */
export function mayAs(place: Place | null, permission: Permission, { isOperator = false } = {}): boolean {
  const places = place ? [place] : [];
  return isAllowed(permission, { place, places, isSomebody: place !== null, isOperator });
}

/** A place as rows tell of it: without a role or a standing there is none. */
export const placeOf = (row: { [K in keyof Place]: Place[K] | null }): Place | null =>
  row.role && row.status ? { role: row.role, status: row.status } : null;

/** Whom it is for. */
export const groupOf = (permission: Permission): Group => permissions[permission];

const isAllowed = (permission: Permission, asking: Asking): boolean =>
  groups[permissions[permission]](asking);
