import { type DeliveryDraft, laneOf } from '../domain/content.ts';
import type { DecidedDigest } from './decideHeld.ts';

/** A digest as a delivery. What it says is read when it leaves, so that it is the latest. */
export const digestDraft = ({ digest, personId, way }: DecidedDigest, now: Date): DeliveryDraft => ({
  id: digest.id,
  kind: 'digest',
  lane: laneOf('digest'),
  addressId: way.addressId,
  channel: way.channel,
  personId,
  communityId: digest.communityId,
  messageId: null,
  changesId: null,
  content: null,
  status: 'queued',
  reason: null,
  notBefore: now,
  wayReason: way.wayReason,
  segments: way.segments,
  correlationId: null,
});
