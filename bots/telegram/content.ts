import type { MediaKind, SaidFile } from '../../domain/channel.ts';
import { isFileKind } from '../../domain/media.ts';
import { fileIn } from './files.ts';

/**
 * The fields of a message that hold what was sent, and the product's word for it. Order matters: an animation also
 * comes as a document, a venue as a location (https://core.telegram.org/bots/api#message).
 */
const mediaFields: Record<string, MediaKind> = {
  animation: 'animation',
  photo: 'photo',
  live_photo: 'photo',
  video: 'video',
  video_note: 'video',
  voice: 'voice',
  audio: 'audio',
  document: 'document',
  sticker: 'sticker',
  venue: 'location',
  location: 'location',
  poll: 'poll',
  checklist: 'other',
  dice: 'other',
  game: 'other',
  giveaway: 'other',
  giveaway_winners: 'other',
  invoice: 'other',
  paid_media: 'other',
  rich_message: 'other',
  story: 'other',
};

/** Service messages: Telegram reports that something happened in the chat, and nobody said anything. */
const serviceFields = `
  boost_added channel_chat_created chat_background_set chat_owner_changed chat_owner_left chat_shared
  checklist_tasks_added checklist_tasks_done connected_website delete_chat_photo direct_message_price_changed
  forum_topic_closed forum_topic_created forum_topic_edited forum_topic_reopened general_forum_topic_hidden
  general_forum_topic_unhidden gift gift_upgrade_sent giveaway_completed giveaway_created group_chat_created
  left_chat_member managed_bot_created message_auto_delete_timer_changed migrate_from_chat_id migrate_to_chat_id
  new_chat_members new_chat_photo new_chat_title paid_message_price_changed passport_data pinned_message
  poll_option_added poll_option_deleted proximity_alert_triggered refunded_payment successful_payment
  suggested_post_approval_failed suggested_post_approved suggested_post_declined suggested_post_paid
  suggested_post_refunded supergroup_chat_created unique_gift users_shared video_chat_ended
  video_chat_participants_invited video_chat_scheduled video_chat_started web_app_data write_access_allowed
`
  .trim()
  .split(/\s+/);

/** Fields that say who, where and how, but not what. */
const envelopeFields = new Set(
  `author_signature business_connection_id caption caption_entities chat date direct_messages_topic edit_date
  effect_id entities external_reply forward_date forward_from forward_from_chat forward_from_message_id
  forward_origin forward_sender_name forward_signature from guest_bot_caller_chat guest_bot_caller_user
  guest_query_id has_media_spoiler has_protected_content is_automatic_forward is_from_offline is_paid_post
  is_topic_message link_preview_options media_group_id message_id message_thread_id paid_star_count quote
  reply_markup reply_to_checklist_task_id reply_to_message reply_to_poll_option_id reply_to_story
  sender_boost_count sender_business_bot sender_chat sender_tag show_caption_above_media suggested_post_info
  via_bot`.split(/\s+/),
);

/** The kind of media a message carries, with its file, or null. */
export function mediaOf(message: Record<string, unknown>): { kind: MediaKind; file: SaidFile | null } | null {
  const field = Object.keys(mediaFields).find((name) => name in message);
  if (!field) return null;
  const kind = mediaFields[field]!;
  return { kind, file: isFileKind(kind) ? fileIn(field, message[field]) : null };
}

/** The name of the service message this is, or null where a person sent it. */
export function serviceOf(message: object): string | null {
  return serviceFields.find((name) => name in message) ?? null;
}

/** The name of the content that this version has no word for, or null where there is no content at all. */
export function strangeContentOf(message: object): string | null {
  return Object.keys(message).find((name) => !envelopeFields.has(name)) ?? null;
}
