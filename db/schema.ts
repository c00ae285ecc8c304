import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { frequencies } from '../domain/digestSlot.ts';
import { fileKinds, refusalReasons } from '../domain/media.ts';
import { circles } from '../domain/privacy.ts';
import { suppressionKinds } from '../domain/suppression.ts';

/**
 * The map of everything Homeroom keeps. `docs/data-model.md` says what each table is for, and by which other names one may know it.
 * Ids are uuid v7, made in the application. `migrations/` adds what drizzle cannot say: partitions, roles, row policies.
 */

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const id = () => uuid('id').primaryKey();
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const createdAt = () => moment('created_at').notNull();
const oneOf = (column: string, words: readonly string[]) =>
  sql.raw(`${column} in (${words.map((word) => `'${word}'`).join(', ')})`);

/** Keys of the installation, wrapped by SECRET_KEY, so that rotating the secret rewrites a handful of rows. */
export const installationKeys = pgTable('installation_keys', {
  name: text('name').primaryKey(),
  wrapped: bytea('wrapped').notNull(),
  createdAt: createdAt(),
});

/** A class, a street, a school. */
export const communities = pgTable('communities', {
  id: id(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
  language: text('language').notNull(),
  /** Members who must vouch before somebody is in without an organizer. */
  vouchesNeeded: smallint('vouches_needed').notNull().default(2),
  lastApprovalNumber: integer('last_approval_number').notNull().default(0),
  lastMemberNumber: integer('last_member_number').notNull().default(0),
  /** Segments of text messages that may be spent in a month; null for any number. */
  smsBudget: integer('sms_budget'),
  /** What one costs, in millionths of whatever money the organizers count in; null where they count segments. */
  smsPrice: integer('sms_price'),
  createdAt: createdAt(),
});

/** A human being, over all communities and channels. */
export const people = pgTable(
  'people',
  {
    id: id(),
    name: text('name').notNull(),
    language: text('language').notNull(),
    timeZone: text('time_zone').notNull(),
    /** Seals the identifiers of this person; destroyed when they ask to be forgotten. */
    wrappedKey: bytea('wrapped_key'),
    /** The latest of the numbers people type (`REPLY 12`); never reused. */
    lastNumber: integer('last_number').notNull().default(0),
    /** When they want no messages, in minutes after their midnight; null where they have no quiet hours. */
    quietFrom: smallint('quiet_from'),
    quietTo: smallint('quiet_to'),
    /** Until then everything waits. */
    mutedUntil: moment('muted_until'),
    /** Who sees more of them than their name. Numbers and mail addresses nobody does. */
    privacyProfile: text('privacy_profile', { enum: circles }).notNull().default('everyone'),
    /** When they asked to be forgotten: what is left of them is the row that their memberships hang on. */
    forgottenAt: moment('forgotten_at'),
    createdAt: createdAt(),
  },
  (t) => [
    check('people_privacy_profile', oneOf('privacy_profile', circles)),
    check('people_quiet_hours', sql`(${t.quietFrom} is null) = (${t.quietTo} is null)`),
    check(
      'people_quiet_minutes',
      sql`quiet_from between 0 and 1439 and quiet_to between 0 and 1439 and quiet_from <> quiet_to`,
    ),
  ],
);

export const membershipRoles = ['member', 'moderator', 'organizer'] as const;
export const membershipStatuses = ['pending', 'active', 'suspended', 'left', 'rejected', 'expired'] as const;

/** A person in a community: who they are there and how they want to hear from it. */
export const memberships = pgTable(
  'memberships',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    /** Short and per community, for `/promote 4`. */
    number: integer('number').notNull(),
    role: text('role', { enum: membershipRoles }).notNull().default('member'),
    status: text('status', { enum: membershipStatuses }).notNull(),
    graduatingYear: smallint('graduating_year'),
    section: text('section'),
    preferredChannel: text('preferred_channel').notNull(),
    /** Where it goes if it cannot go there, in this order. */
    fallbackChannels: text('fallback_channels').array().notNull().default([]),
    frequency: text('frequency', { enum: frequencies }).notNull().default('at once'),
    /** When their digests come: minutes after their midnight, and for weekly ones the day (0 is Sunday). */
    digestMinute: smallint('digest_minute').notNull().default(1_080),
    digestWeekday: smallint('digest_weekday').notNull().default(0),
    /** Whether what organizers announce may come in quiet hours and between digests. */
    allowsUrgent: boolean('allows_urgent').notNull().default(true),
    statusSince: moment('status_since').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('memberships_person_community').on(t.personId, t.communityId),
    unique('memberships_number').on(t.communityId, t.number),
    index('memberships_of_community').on(t.communityId, t.status, t.personId),
    check('memberships_role', oneOf('role', membershipRoles)),
    check('memberships_status', oneOf('status', membershipStatuses)),
    check('memberships_frequency', oneOf('frequency', frequencies)),
    check('memberships_digest', sql`digest_minute between 0 and 1439 and digest_weekday between 0 and 6`),
  ],
);

/** One way to reach somebody: a Telegram chat, a phone number. Belongs to nobody until a person is known. */
export const addresses = pgTable(
  'addresses',
  {
    id: id(),
    channel: text('channel').notNull(),
    account: text('account').notNull(),
    identifierHash: bytea('identifier_hash').notNull(),
    sealedIdentifier: bytea('sealed_identifier').notNull(),
    /** Whose key sealed it: the person's, or while there is none the installation's. */
    sealedForPerson: boolean('sealed_for_person').notNull().default(false),
    personId: uuid('person_id').references(() => people.id),
    currentCommunityId: uuid('current_community_id').references(() => communities.id),
    /** Before there is a person to hold it. */
    language: text('language').notNull(),
    provenAt: moment('proven_at'),
    proof: text('proof'),
    /** When the consent sentence for text messages was first sent. */
    consentSentAt: moment('consent_sent_at'),
    /** The phone number that the provider vouches for, as an address of the SMS channel. */
    phoneId: uuid('phone_id').references((): AnyPgColumn => addresses.id),
    /** When they last wrote, where the channel lets us write for a while only; and when we last asked them to write. */
    heardAt: moment('heard_at'),
    calledAt: moment('called_at'),
    /** When a mail of theirs was last refused in words, or answered with how to come back. */
    refusedAt: moment('refused_at'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('addresses_identifier').on(t.channel, t.account, t.identifierHash),
    index('addresses_of_person').on(t.personId),
  ],
);

/** Why an address gets nothing any more: since when, and how it was said. */
export const suppressions = pgTable(
  'suppressions',
  {
    id: id(),
    addressId: uuid('address_id')
      .notNull()
      .references(() => addresses.id),
    how: text('how', { enum: suppressionKinds }).notNull(),
    /** What the provider said, where it was a refusal of a send (`21610`). */
    providerCode: text('provider_code'),
    createdAt: createdAt(),
    endedAt: moment('ended_at'),
  },
  (t) => [
    uniqueIndex('suppressions_open').on(t.addressId).where(sql`ended_at is null`),
    check('suppressions_how', oneOf('how', suppressionKinds)),
  ],
);

/** A code sent to a phone number that somebody typed. Only its keyed hash is kept. */
export const verificationCodes = pgTable(
  'verification_codes',
  {
    id: id(),
    /** The number to be proven. */
    addressId: uuid('address_id')
      .notNull()
      .references(() => addresses.id),
    /** From where it was asked for. */
    requestedById: uuid('requested_by_id')
      .notNull()
      .references(() => addresses.id),
    codeHash: bytea('code_hash').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    createdAt: createdAt(),
  },
  (t) => [
    index('verification_codes_of_address').on(t.addressId, t.createdAt),
    index('verification_codes_created').on(t.createdAt),
  ],
);

/** Shown on one channel and typed on another, which it makes the same person's. Only its keyed hash is kept. */
export const linkCodes = pgTable(
  'link_codes',
  {
    id: id(),
    codeHash: bytea('code_hash').notNull(),
    /** Where it was shown; whose it is belongs to that address's person. */
    addressId: uuid('address_id')
      .notNull()
      .references(() => addresses.id),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    createdAt: createdAt(),
  },
  (t) => [unique('link_codes_hash').on(t.codeHash), index('link_codes_of_address').on(t.addressId)],
);

/** What lets a stranger in: into a community, or (without one) to found the first. */
export const invites = pgTable(
  'invites',
  {
    id: id(),
    communityId: uuid('community_id').references(() => communities.id),
    code: text('code').notNull(),
    createdById: uuid('created_by_id').references(() => memberships.id),
    maxUses: integer('max_uses'),
    uses: integer('uses').notNull().default(0),
    expiresAt: moment('expires_at'),
    revokedAt: moment('revoked_at'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('invites_code').on(t.code),
    index('invites_of_community').on(t.communityId),
    uniqueIndex('invites_one_founding').on(sql`(1)`).where(sql`community_id is null and uses = 0`),
  ],
);

export const approvalStatuses = ['open', 'approved', 'rejected', 'expired', 'withdrawn'] as const;

/** The question to a community whether an applicant is who they say; its conversation decides. */
export const approvals = pgTable(
  'approvals',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    number: integer('number').notNull(),
    membershipId: uuid('membership_id')
      .notNull()
      .references(() => memberships.id),
    conversationId: uuid('conversation_id').notNull(),
    status: text('status', { enum: approvalStatuses }).notNull().default('open'),
    decidedById: uuid('decided_by_id').references(() => memberships.id),
    decidedAt: moment('decided_at'),
    reason: text('reason'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('approvals_number').on(t.communityId, t.number),
    uniqueIndex('approvals_open').on(t.membershipId).where(sql`status = 'open'`),
    check('approvals_status', oneOf('status', approvalStatuses)),
  ],
);

/** One member's word on an applicant. */
export const votes = pgTable(
  'votes',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    approvalId: uuid('approval_id')
      .notNull()
      .references(() => approvals.id),
    voterId: uuid('voter_id')
      .notNull()
      .references(() => memberships.id),
    verdict: text('verdict', { enum: ['approve', 'reject'] }).notNull(),
    reason: text('reason'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('votes_one_each').on(t.approvalId, t.voterId),
    check('votes_verdict', oneOf('verdict', ['approve', 'reject'])),
  ],
);

export const forums = pgTable(
  'forums',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    name: text('name').notNull(),
    isMain: boolean('is_main').notNull().default(false),
    createdById: uuid('created_by_id').references(() => memberships.id),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('forums_name').on(t.communityId, sql`lower(name)`),
    uniqueIndex('forums_main').on(t.communityId).where(sql`is_main`),
  ],
);

export const forumMembers = pgTable(
  'forum_members',
  {
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    forumId: uuid('forum_id')
      .notNull()
      .references(() => forums.id),
    membershipId: uuid('membership_id')
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.forumId, t.membershipId] })],
);

/** A post, or with a parent a reply. Written once; every delivery renders it anew. */
export const messages = pgTable(
  'messages',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    forumId: uuid('forum_id')
      .notNull()
      .references(() => forums.id),
    authorId: uuid('author_id')
      .notNull()
      .references(() => memberships.id),
    parentId: uuid('parent_id'),
    /** Markdown. */
    text: text('text').notNull(),
    /** Announced by an organizer: it may come in quiet hours to those who allow that. */
    isUrgent: boolean('is_urgent').notNull().default(false),
    editedAt: moment('edited_at'),
    deletedAt: moment('deleted_at'),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ columns: [t.parentId], foreignColumns: [t.id] }),
    index('messages_of_forum').on(t.forumId, t.id),
    index('messages_of_author').on(t.authorId, t.id),
    index('messages_of_parent').on(t.parentId),
    index('messages_taken_back').on(t.id).where(sql`deleted_at is not null`),
  ],
);

export const mediaStatuses = ['fetching', 'ready', 'refused'] as const;

/** A file that came with a message: still with its provider, in the store, or refused with its reason. */
export const media = pgTable(
  'media',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    /** As its sender says until it is ready, then what its content is. */
    kind: text('kind', { enum: fileKinds }).notNull(),
    mime: text('mime'),
    name: text('name'),
    /** How large it is: as its sender says, then in the store. */
    bytes: integer('bytes'),
    width: integer('width'),
    height: integer('height'),
    sha256: bytea('sha256'),
    storageKey: text('storage_key'),
    /** From which side of ours it is to be fetched. */
    channel: text('channel').notNull(),
    account: text('account').notNull(),
    /** What the provider gives it out for, sealed: it may be a link that works for anybody. Gone once it is fetched. */
    sealedFileId: bytea('sealed_file_id'),
    status: text('status', { enum: mediaStatuses }).notNull().default('fetching'),
    reason: text('reason', { enum: refusalReasons }),
    attempts: smallint('attempts').notNull().default(0),
    /** When it is tried next; a worker that tries it moves this past its lease. */
    notBefore: moment('not_before').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('media_to_fetch').on(t.notBefore).where(sql`status = 'fetching'`),
    index('media_of_community').on(t.communityId, t.storageKey),
    index('media_stored').on(t.storageKey),
    check('media_kind', oneOf('kind', fileKinds)),
    check('media_status', oneOf('status', mediaStatuses)),
    check('media_reason', sql`(status = 'refused') = (reason is not null)`),
    check(
      'media_ready',
      sql`status <> 'ready' or (storage_key is not null and mime is not null and name is not null
      and bytes is not null and sha256 is not null)`,
    ),
    check('media_fetching', sql`(status = 'fetching') = (sealed_file_id is not null)`),
  ],
);

/** Which files a message carries, in which order. */
export const messageMedia = pgTable(
  'message_media',
  {
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    messageId: uuid('message_id')
      .notNull()
      .references(() => messages.id),
    position: smallint('position').notNull(),
    mediaId: uuid('media_id')
      .notNull()
      .references(() => media.id),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.position] }),
    unique('message_media_once').on(t.mediaId, t.messageId),
  ],
);

/** What a person types to name a message, and the proof that it was planned for them once. */
export const messageNumbers = pgTable(
  'message_numbers',
  {
    /** No foreign key: its check locks each person once more, a third of what planning for ten thousand cost here. */
    personId: uuid('person_id').notNull(),
    number: integer('number').notNull(),
    messageId: uuid('message_id')
      .notNull()
      .references(() => messages.id),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.number] }),
    unique('message_numbers_once').on(t.messageId, t.personId),
  ],
);

/** A message on its way to becoming deliveries, chunk by chunk, and the author's view of how far it got. */
export const fanouts = pgTable(
  'fanouts',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    messageId: uuid('message_id')
      .notNull()
      .references(() => messages.id),
    kind: text('kind', { enum: ['post', 'edit', 'delete'] }).notNull(),
    /** The last person planned for. */
    cursor: uuid('cursor'),
    /** Of the event that caused it, for the log. */
    correlationId: text('correlation_id'),
    plannedAt: moment('planned_at'),
    /** When a post goes out, counted against its author's others; null where nothing is counted: replies, changes, group talk. */
    goesAt: moment('goes_at'),
    /** The delivery that told the author it was posted: edited as deliveries complete. */
    confirmationId: uuid('confirmation_id'),
    reportedAt: moment('reported_at'),
    reportedCount: integer('reported_count').notNull().default(0),
    /** When the author has heard the final count. */
    completedAt: moment('completed_at'),
    createdAt: createdAt(),
  },
  (t) => [
    index('fanouts_to_plan').on(t.id).where(sql`planned_at is null`),
    index('fanouts_to_report').on(t.id).where(sql`completed_at is null`),
    index('fanouts_of_message').on(t.messageId),
  ],
);

export const deliveryKinds = ['answer', 'notice', 'post', 'digest', 'edit'] as const;
export const deliveryStatuses = [
  'held',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'uncertain',
  'skipped',
  'failed',
  'dead',
] as const;

/** What items of a digest waited for. */
export const waitReasons = ['daily', 'weekly', 'muted', 'quietHours'] as const;

/** Numbers deliveries as they are written: servers' clocks differ, and with them the order of the ids they make. */
export const deliveryPositions = pgSequence('delivery_positions');

/** The outbox and the ledger of everything that goes out. Partitioned by month on the id, which holds the time. */
export const messageDeliveries = pgTable(
  'message_deliveries',
  {
    id: uuid('id').primaryKey(),
    /** The order within a lane. 0 in rows older than the column, which keep the order of their ids. */
    position: bigint('position', { mode: 'number' }).notNull().default(sql`nextval('delivery_positions')`),
    kind: text('kind', { enum: deliveryKinds }).notNull(),
    /** Null where there was no way to reach the person: then it is skipped, with the reason. */
    addressId: uuid('address_id'),
    lane: text('lane', { enum: ['answer', 'post'] }).notNull(),
    personId: uuid('person_id'),
    communityId: uuid('community_id'),
    messageId: uuid('message_id'),
    /** The delivery this one changes on the reader's screen. */
    changesId: uuid('changes_id'),
    /** The delivery that failed, which this one tries on another address, or anew as an organizer wished. */
    replacesId: uuid('replaces_id'),
    /** Text keys with their parameters and choices; null for a post, which renders its message. */
    content: jsonb('content'),
    status: text('status', { enum: deliveryStatuses }).notNull(),
    /** Why it was skipped, retried, marked or given up, in a word the texts know. */
    reason: text('reason'),
    /** Why it goes another way than its reader's preferred channel, and why later than at once; null where it does not. */
    wayReason: text('way_reason'),
    timeReason: text('time_reason'),
    /** Held for the digest of that moment, which is made of all that its person has for it. */
    digestAt: moment('digest_at'),
    /** The digest that carries it, once that is made. */
    digestId: uuid('digest_id'),
    /** What it costs as a text message; counted in `sms_spending` when it was planned. */
    segments: smallint('segments'),
    /** The provider's own code. */
    providerCode: text('provider_code'),
    /** True where it may have arrived twice: it was in flight when its worker died, and was sent once more. */
    isRepeated: boolean('is_repeated').notNull().default(false),
    notBefore: moment('not_before').notNull(),
    /** Of the event that caused it, for the log. */
    correlationId: text('correlation_id'),
    attempts: smallint('attempts').notNull().default(0),
    attemptedAt: moment('attempted_at'),
    /** Of what has to be tried again, when that began: its hour moves on with each attempt. */
    firstAttemptedAt: moment('first_attempted_at'),
    sentAt: moment('sent_at'),
    deliveredAt: moment('delivered_at'),
    createdAt: createdAt(),
  },
  (t) => [
    index('deliveries_open')
      .on(t.addressId, t.lane, t.position, t.id)
      .where(sql`status in ('queued', 'sending', 'uncertain')`),
    index('deliveries_of_message').on(t.messageId, t.status).where(sql`message_id is not null`),
    index('deliveries_held').on(t.addressId).where(sql`status = 'held'`),
    index('deliveries_for_digest')
      .on(t.digestAt, t.personId)
      .where(sql`status = 'held' and digest_at is not null and digest_id is null`),
    index('deliveries_in_digest').on(t.digestId).where(sql`digest_id is not null`),
    index('deliveries_failed').on(t.communityId, t.id).where(sql`status in ('failed', 'dead')`),
    index('deliveries_replacing').on(t.replacesId).where(sql`replaces_id is not null`),
    check('deliveries_kind', oneOf('kind', deliveryKinds)),
    check('deliveries_status', oneOf('status', deliveryStatuses)),
  ],
);

/** A delivery that brings what waited for one moment, together. What is in it says each item's own row. */
export const digests = pgTable(
  'digests',
  {
    /** The delivery's. */
    id: uuid('id').primaryKey(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    membershipId: uuid('membership_id')
      .notNull()
      .references(() => memberships.id),
    /** For which moment; of several that an outage left behind, the last. */
    slotAt: moment('slot_at').notNull(),
    /** What its items waited for. */
    timeReason: text('time_reason', { enum: waitReasons }).notNull(),
    /** How many items it shows, the best first; of the others it says how many they are. */
    shown: smallint('shown').notNull(),
    /** How many its reader has seen by now, as they asked for more. */
    told: smallint('told').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('digests_once').on(t.membershipId, t.slotAt),
    check('digests_time_reason', oneOf('time_reason', waitReasons)),
  ],
);

/** What of a community's budget for text messages went in a month of its own calendar, and of what its organizers heard. */
export const smsSpending = pgTable(
  'sms_spending',
  {
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    /** `2026-03`. */
    month: text('month').notNull(),
    segments: integer('segments').notNull(),
    warnedAt: moment('warned_at'),
    usedUpAt: moment('used_up_at'),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.month] })],
);

/** What a member does not want to hear: another member, or a forum. Everything is muted in `people`. */
export const mutes = pgTable(
  'mutes',
  {
    membershipId: uuid('membership_id')
      .notNull()
      .references(() => memberships.id),
    what: text('what', { enum: ['person', 'forum'] }).notNull(),
    /** A membership's id, or a forum's. */
    subjectId: uuid('subject_id').notNull(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    /** Null for good. */
    until: moment('until'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.membershipId, t.subjectId] }),
    check('mutes_what', oneOf('what', ['person', 'forum'])),
  ],
);

/** What a worker claims: one address's answers, or its posts, in order. */
export const deliveryLanes = pgTable(
  'delivery_lanes',
  {
    addressId: uuid('address_id').notNull(),
    lane: text('lane', { enum: ['answer', 'post'] }).notNull(),
    channel: text('channel').notNull(),
    /** When its next row is due; null while nothing waits. */
    dueAt: moment('due_at'),
    leasedUntil: moment('leased_until'),
    leasedBy: uuid('leased_by'),
  },
  (t) => [
    primaryKey({ columns: [t.addressId, t.lane] }),
    index('delivery_lanes_due').on(t.channel, t.lane, t.dueAt).where(sql`due_at is not null`),
  ],
);

/**
 * The provider's ids of what shows a message on somebody's screen, to recognise native replies, receipts, and what to
 * edit: what we sent, and (without a delivery) what its author typed.
 */
export const sentMessages = pgTable(
  'sent_messages',
  {
    addressId: uuid('address_id').notNull(),
    providerId: text('provider_id').notNull(),
    deliveryId: uuid('delivery_id'),
    messageId: uuid('message_id'),
    part: smallint('part').notNull().default(0),
    /** The highest that its provider reported of this part; null for none yet. */
    status: text('status', { enum: ['delivered', 'read', 'failed'] }),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.addressId, t.providerId] }),
    index('sent_messages_of_delivery').on(t.deliveryId),
    index('sent_messages_of_message').on(t.messageId, t.addressId).where(sql`message_id is not null`),
    index('sent_messages_by_provider').on(t.providerId),
  ],
);

/** A delivery that nobody will try again by themselves, with the number that organizers name it by. */
export const deadLetters = pgTable(
  'dead_letters',
  {
    deliveryId: uuid('delivery_id').primaryKey(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    number: integer('number').notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique('dead_letters_number').on(t.communityId, t.number)],
);

/** Mails that came back, a row for each delivery: an address whose rows weigh too much gets no more. */
export const bounces = pgTable(
  'bounces',
  {
    deliveryId: uuid('delivery_id').primaryKey(),
    addressId: uuid('address_id')
      .notNull()
      .references(() => addresses.id),
    /** 2 where the address will never take any mail, 1 where it may again. */
    weight: smallint('weight').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('bounces_of_address').on(t.addressId, t.createdAt)],
);

/** Two records of one person, made one by an organizer: what moved, so that it can be moved back. */
export const merges = pgTable(
  'merges',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    /** The membership that stays, and the one that is part of it from then on. */
    keptId: uuid('kept_id')
      .notNull()
      .references(() => memberships.id),
    mergedId: uuid('merged_id')
      .notNull()
      .references(() => memberships.id),
    addressIds: uuid('address_ids').array().notNull(),
    messageIds: uuid('message_ids').array().notNull(),
    /** When either side said itself that it is the other: before both did, their data stay apart. */
    mergedConfirmedAt: moment('merged_confirmed_at'),
    keptConfirmedAt: moment('kept_confirmed_at'),
    createdAt: createdAt(),
    undoneAt: moment('undone_at'),
  },
  (t) => [
    uniqueIndex('merges_open').on(t.mergedId).where(sql`undone_at is null`),
    index('merges_of_kept').on(t.keptId).where(sql`undone_at is null`),
  ],
);

/** A group of a chat app that is tied to a forum: what is said in one appears in the other. */
export const mirrors = pgTable(
  'mirrors',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    forumId: uuid('forum_id')
      .notNull()
      .references(() => forums.id),
    /** The group. */
    addressId: uuid('address_id')
      .notNull()
      .references(() => addresses.id),
    createdById: uuid('created_by_id')
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    endedAt: moment('ended_at'),
  },
  (t) => [
    uniqueIndex('mirrors_open').on(t.addressId).where(sql`ended_at is null`),
    index('mirrors_of_forum').on(t.forumId).where(sql`ended_at is null`),
  ],
);

/** What somebody whom the class does not know said in a mirrored group, until an organizer decides. */
export const mirrorHolds = pgTable(
  'mirror_holds',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    /** What organizers type. */
    number: integer('number').notNull(),
    mirrorId: uuid('mirror_id')
      .notNull()
      .references(() => mirrors.id),
    /** Where what was said lies sealed. */
    inboxId: uuid('inbox_id').notNull(),
    /** Of whoever said it: they are asked about once at a time. */
    speakerHash: bytea('speaker_hash').notNull(),
    status: text('status').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('mirror_holds_number').on(t.communityId, t.number),
    check('mirror_holds_status', oneOf('status', ['open', 'carried', 'left'])),
  ],
);

/** Receipts that came before our own record of the send. */
export const earlyReceipts = pgTable(
  'early_receipts',
  {
    channel: text('channel').notNull(),
    account: text('account').notNull(),
    providerId: text('provider_id').notNull(),
    status: text('status').notNull(),
    providerCode: text('provider_code'),
    failure: text('failure'),
    isStopped: boolean('is_stopped').notNull().default(false),
    bounce: text('bounce', { enum: ['soft', 'hard'] }),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.account, t.providerId, t.status] })],
);

/** A browser that is signed in, by a cookie of which only the hash is kept. Whose it is says its address. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    tokenHash: bytea('token_hash').notNull(),
    addressId: uuid('address_id')
      .notNull()
      .references(() => addresses.id),
    createdAt: createdAt(),
    lastSeenAt: moment('last_seen_at').notNull(),
    /** Moves on with every visit. */
    expiresAt: moment('expires_at').notNull(),
    /** Whoever is connected says so again and again: a server that dies leaves nobody online. */
    connectedUntil: moment('connected_until'),
    revokedAt: moment('revoked_at'),
  },
  (t) => [
    unique('sessions_token').on(t.tokenHash),
    index('sessions_of_address').on(t.addressId),
    index('sessions_expiring').on(t.expiresAt),
  ],
);

/** What a browser shows, sealed. Kept while its session lives, so that it can ask for what it missed. */
export const webMessages = pgTable(
  'web_messages',
  {
    addressId: uuid('address_id')
      .notNull()
      .references(() => addresses.id),
    /** Of ours the delivery's id, of theirs the one their browser gave it. */
    id: text('id').notNull(),
    number: integer('number').notNull(),
    /** From the same series as the numbers: a change takes the next one. */
    revision: integer('revision').notNull(),
    isMine: boolean('is_mine').notNull(),
    /** Null once it was taken back. */
    sealed: bytea('sealed'),
    deliveredAt: moment('delivered_at'),
    readAt: moment('read_at'),
    changedAt: moment('changed_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.addressId, t.id] }),
    unique('web_messages_number').on(t.addressId, t.number),
    unique('web_messages_revision').on(t.addressId, t.revision),
    index('web_messages_created').using('brin', t.createdAt),
  ],
);

/** Who looks after the installation as a whole: whoever founded its first community. */
export const operators = pgTable('operators', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => people.id),
  createdAt: createdAt(),
});

/** A browser or program that asks to be signed in: it shows a code, which its owner writes to the bot. */
export const signIns = pgTable(
  'sign_ins',
  {
    id: id(),
    /** Of the secret that only whoever asks holds. */
    secretHash: bytea('secret_hash').notNull(),
    /** Of the code that is written to the bot. */
    codeHash: bytea('code_hash').notNull(),
    /** Of what the bot answers, which ends it; null until somebody wrote the code. */
    answerHash: bytea('answer_hash'),
    /** As whom. */
    membershipId: uuid('membership_id').references(() => memberships.id),
    attempts: smallint('attempts').notNull().default(0),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    createdAt: createdAt(),
  },
  (t) => [
    unique('sign_ins_secret').on(t.secretHash),
    unique('sign_ins_code').on(t.codeHash),
    index('sign_ins_created').on(t.createdAt),
    check('sign_ins_answered', sql`(answer_hash is null) = (membership_id is null)`),
  ],
);

/** Somebody signed in as one of their memberships, in a browser (`page`) or a program (`api`). */
export const accountSessions = pgTable(
  'account_sessions',
  {
    id: id(),
    membershipId: uuid('membership_id')
      .notNull()
      .references(() => memberships.id),
    kind: text('kind', { enum: ['api', 'page'] }).notNull(),
    createdAt: createdAt(),
    lastSeenAt: moment('last_seen_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
    /** A program of it has a socket open, until then unless it says so again. */
    connectedUntil: moment('connected_until'),
    /** `reused`: a token came twice, so that one of the two who hold it stole it. */
    revokedFor: text('revoked_for', { enum: ['signedOut', 'reused'] }),
  },
  (t) => [
    index('account_sessions_of_member').on(t.membershipId),
    index('account_sessions_expiring').on(t.expiresAt),
    index('account_sessions_connected').on(t.connectedUntil).where(sql`connected_until is not null`),
    check('account_sessions_kind', oneOf('kind', ['api', 'page'])),
  ],
);

/** What opens a session, by its hash: of a program each good for once, of a browser the one in its cookie. */
export const accountTokens = pgTable(
  'account_tokens',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => accountSessions.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
    usedAt: moment('used_at'),
  },
  (t) => [index('account_tokens_of_session').on(t.sessionId)],
);

/** What signs access tokens, wrapped by SECRET_KEY. The newest signs; the others are still believed for a while. */
export const signingKeys = pgTable('signing_keys', {
  /** The `kid`. */
  id: id(),
  wrapped: bytea('wrapped').notNull(),
  createdAt: createdAt(),
});

export const inboxStatuses = ['waiting', 'done', 'throttled', 'dead'] as const;

/** Everything that was said to a conversation. Partitioned by month on the id. */
export const inbox = pgTable(
  'inbox',
  {
    id: uuid('id').primaryKey(),
    /** Events of one lane are handled one at a time: an address, or a conversation that has none. */
    lane: uuid('lane').notNull(),
    kind: text('kind', { enum: ['said', 'timer', 'word', 'act'] }).notNull(),
    /** The parsed event of somebody's address, sealed. */
    sealed: bytea('sealed'),
    /** A timer's or a word's event: ids only. */
    event: jsonb('event'),
    conversationId: uuid('conversation_id'),
    status: text('status', { enum: inboxStatuses }).notNull(),
    /** What was made of it, or what went wrong. */
    reason: text('reason'),
    /** How it moved its conversation (domain/path.ts); null where it moved none. */
    path: jsonb('path'),
    attempts: smallint('attempts').notNull().default(0),
    notBefore: moment('not_before'),
    correlationId: text('correlation_id').notNull(),
    createdAt: createdAt(),
    handledAt: moment('handled_at'),
  },
  (t) => [
    index('inbox_waiting').on(t.lane, t.id).where(sql`status = 'waiting'`),
    index('inbox_dead').on(t.id).where(sql`status = 'dead'`),
    index('inbox_of_conversation').on(t.conversationId, t.id).where(sql`conversation_id is not null`),
    check('inbox_status', oneOf('status', inboxStatuses)),
  ],
);

/** The same webhook twice is one event. Kept longer than any provider redelivers. */
export const dedupeKeys = pgTable(
  'dedupe_keys',
  {
    channel: text('channel').notNull(),
    account: text('account').notNull(),
    externalId: text('external_id').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.channel, t.account, t.externalId] }),
    index('dedupe_keys_created').using('brin', t.createdAt),
  ],
);

export const conversationStatuses = ['active', 'parked', 'done'] as const;

/** A running flow: the flow's name and version with the state and context of its machine. */
export const conversations = pgTable(
  'conversations',
  {
    id: id(),
    flow: text('flow').notNull(),
    version: smallint('version').notNull(),
    value: jsonb('value').notNull(),
    context: jsonb('context').notNull(),
    status: text('status', { enum: conversationStatuses }).notNull(),
    /** Whose conversation it is; null for that of a thing. */
    addressId: uuid('address_id').references(() => addresses.id),
    communityId: uuid('community_id').references(() => communities.id),
    /** Counts the steps; a button of an earlier step is told so. */
    step: integer('step').notNull().default(0),
    timerSequence: bigint('timer_sequence', { mode: 'number' }).notNull().default(0),
    /** The state it waited in before its last move: of one that is over, where it was left. */
    waitedIn: text('waited_in'),
    /** And the event that moved it then. */
    movedBy: text('moved_by'),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('conversations_foreground').on(t.addressId).where(sql`status = 'active'`),
    index('conversations_open').on(t.addressId).where(sql`status <> 'done'`),
    index('conversations_of_community').on(t.communityId, t.id),
    check('conversations_status', oneOf('status', conversationStatuses)),
  ],
);

/** A state that ends by itself. */
export const timers = pgTable(
  'timers',
  {
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id),
    timerId: text('timer_id').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    lane: uuid('lane').notNull(),
    dueAt: moment('due_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.timerId] }), index('timers_due').on(t.dueAt)],
);

export const exportStatuses = ['making', 'ready', 'failed'] as const;

/** Somebody asked for all that is kept of them: made after the commit, and sent to where they asked. */
export const exports = pgTable(
  'exports',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    addressId: uuid('address_id')
      .notNull()
      .references(() => addresses.id),
    /** Where the files are kept for a day. */
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    status: text('status', { enum: exportStatuses }).notNull().default('making'),
    /** The files, while there are any: rows of `media` that belong to no message. */
    mediaIds: uuid('media_ids').array().notNull().default([]),
    attempts: smallint('attempts').notNull().default(0),
    /** When it is made; a worker that makes it moves this past its lease. */
    notBefore: moment('not_before').notNull(),
    correlationId: text('correlation_id').notNull(),
    createdAt: createdAt(),
    settledAt: moment('settled_at'),
  },
  (t) => [
    index('exports_to_make').on(t.notBefore).where(sql`status = 'making'`),
    index('exports_of_person').on(t.personId, t.createdAt),
    check('exports_status', oneOf('status', exportStatuses)),
  ],
);

/** Somebody asked to be forgotten: what is still to do once the receipt is out. The audit log keeps that it was done. */
export const forgettings = pgTable(
  'forgettings',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    /** The way by which the receipt goes: the last that is known of them. */
    addressId: uuid('address_id')
      .notNull()
      .references(() => addresses.id),
    /** What is looked for in others' rows, sealed: their names. Gone at the end. */
    sealed: bytea('sealed'),
    notBefore: moment('not_before').notNull(),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    index('forgettings_open').on(t.notBefore).where(sql`finished_at is null`),
    index('forgettings_of_address').on(t.addressId),
  ],
);

/** What organizers and admins did: ids only. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: id(),
    communityId: uuid('community_id').references(() => communities.id),
    actorId: uuid('actor_id'),
    act: text('act').notNull(),
    subjectId: uuid('subject_id'),
    createdAt: createdAt(),
  },
  (t) => [index('audit_log_of_community').on(t.communityId, t.id)],
);

/** Acts of the audit log in the order in which they were sealed, each bound to the one before: `audit/chain.ts`. */
export const auditSeals = pgTable(
  'audit_seals',
  {
    actId: uuid('act_id')
      .primaryKey()
      .references(() => auditLog.id),
    /** The community, or nil for acts that belong to none. */
    chainId: uuid('chain_id').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    mac: bytea('mac').notNull(),
    sealedAt: moment('sealed_at').notNull(),
  },
  (t) => [unique('audit_seals_sequence').on(t.chainId, t.sequence)],
);

/** Chains that were found broken: whoever looks after the installation is told of each once. */
export const auditBreaks = pgTable('audit_breaks', {
  /** The community, or nil for acts that belong to none. */
  chainId: uuid('chain_id').primaryKey(),
  /** The first wrong act, and what is wrong with it (`audit/chain.ts`). */
  sequence: bigint('sequence', { mode: 'number' }).notNull(),
  what: text('what').notNull(),
  foundAt: moment('found_at').notNull(),
});

/** What became of a day of a community, kept when it is over: of its own calendar. */
export const dailyFigures = pgTable(
  'daily_figures',
  {
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    day: date('day').notNull(),
    posts: integer('posts').notNull(),
    replies: integer('replies').notNull(),
    newMembers: integer('new_members').notNull(),
    /** At its end. */
    approvalsWaiting: integer('approvals_waiting').notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.day] })],
);

/** The same by channel, where anything was heard, sent or failed. */
export const dailyChannelFigures = pgTable(
  'daily_channel_figures',
  {
    communityId: uuid('community_id').notNull(),
    day: date('day').notNull(),
    channel: text('channel').notNull(),
    heard: integer('heard').notNull(),
    sent: integer('sent').notNull(),
    delivered: integer('delivered').notNull(),
    failed: integer('failed').notNull(),
    /** How long half, and 95 of 100, of what was to go at once took; null where nothing was. */
    medianMs: integer('median_ms'),
    slowestMs: integer('slowest_ms'),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.day, t.channel] }),
    foreignKey({
      name: 'daily_channel_figures_of_day',
      columns: [t.communityId, t.day],
      foreignColumns: [dailyFigures.communityId, dailyFigures.day],
    }),
  ],
);

/** When each job of the timetable last ran. */
export const jobs = pgTable('jobs', {
  name: text('name').primaryKey(),
  ranAt: moment('ran_at').notNull(),
  /** When the last turn began that came to its end; null before the first. */
  succeededAt: moment('succeeded_at'),
  /** When it failed last, and of what kind the error was: never its words, which may hold anything. */
  failedAt: moment('failed_at'),
  failure: text('failure'),
});

/** Which process holds a session that only one may have open: two browsers would throw each other out of WhatsApp. */
export const sessionLeases = pgTable('session_leases', {
  session: text('session').primaryKey(),
  holder: uuid('holder').notNull(),
  /** By the machines' own clocks, which the Lab does not move. */
  heldUntil: moment('held_until').notNull(),
});

/** How far the Lab's clock has been moved ahead; one row, and none where there is no Lab. */
export const labClock = pgTable(
  'lab_clock',
  {
    isOnly: boolean('is_only').primaryKey().default(true),
    aheadMs: bigint('ahead_ms', { mode: 'number' }).notNull(),
  },
  (t) => [check('lab_clock_is_one', sql`${t.isOnly}`), check('lab_clock_ahead', sql`${t.aheadMs} >= 0`)],
);
