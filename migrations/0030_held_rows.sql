-- What waits for its reader's word belongs to no digest any more: it was taken again at every beat.
UPDATE "message_deliveries" SET "digest_at" = NULL
WHERE "status" = 'held' AND "reason" = 'windowClosed' AND "digest_at" IS NOT NULL;--> statement-breakpoint

-- What was known to have left by a receipt alone had no moment, so that the report of its post never ended.
UPDATE "message_deliveries" d SET "sent_at" = coalesce(d."attempted_at", d."created_at") FROM "fanouts" f
WHERE f."completed_at" IS NULL AND d."message_id" = f."message_id" AND d."status" = 'sent' AND d."sent_at" IS NULL;
