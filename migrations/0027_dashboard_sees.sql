-- What the dashboard reads besides: each row only in the community that the transaction names.
ALTER TABLE "digests" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "digests" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "digests" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "digests" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "sms_spending" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "sms_spending" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "sms_spending" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "sms_spending" TO homeroom_app;--> statement-breakpoint
-- Addresses, the inbox and the providers' ids stay closed to pages. Of them these functions tell names and moments, in the
-- community that the transaction names: whose a conversation is, what came to it, which addresses get nothing any more, and
-- how far the parts of a delivery got.
CREATE FUNCTION "speaker_here"("conversation" uuid) RETURNS TABLE ("channel" text, "membership_id" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.channel, m.id
  FROM conversations c JOIN addresses a ON a.id = c.address_id
  LEFT JOIN memberships m ON m.person_id = a.person_id AND m.community_id = c.community_id
  WHERE c.id = conversation AND c.community_id = nullif(current_setting('app.community_id', true), '')::uuid
$$;--> statement-breakpoint
CREATE FUNCTION "events_here"("conversation" uuid, "most" int)
RETURNS TABLE ("id" uuid, "kind" text, "status" text, "path" jsonb, "attempts" smallint, "created_at" timestamptz, "handled_at" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.kind, i.status, i.path, i.attempts, i.created_at, i.handled_at
  FROM conversations c JOIN inbox i ON i.conversation_id = c.id
  WHERE c.id = conversation AND c.community_id = nullif(current_setting('app.community_id', true), '')::uuid
  ORDER BY coalesce(i.handled_at, i.created_at), i.id LIMIT most
$$;--> statement-breakpoint
CREATE FUNCTION "suppressed_here"("most" int)
RETURNS TABLE ("id" uuid, "channel" text, "how" text, "provider_code" text, "created_at" timestamptz, "membership_id" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, a.channel, s.how, s.provider_code, s.created_at, m.id
  FROM memberships m JOIN addresses a ON a.person_id = m.person_id
  JOIN suppressions s ON s.address_id = a.id AND s.ended_at IS NULL
  WHERE m.community_id = nullif(current_setting('app.community_id', true), '')::uuid
    AND m.status IN ('active', 'pending', 'suspended')
  ORDER BY s.created_at DESC, s.id DESC LIMIT most
$$;--> statement-breakpoint
CREATE FUNCTION "parts_here"("delivery" uuid) RETURNS TABLE ("part" smallint, "status" text, "created_at" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.part, s.status, s.created_at
  FROM message_deliveries d JOIN sent_messages s ON s.delivery_id = d.id
  WHERE d.id = delivery AND d.community_id = nullif(current_setting('app.community_id', true), '')::uuid
  ORDER BY s.part, s.created_at LIMIT 50
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "speaker_here", "events_here", "suppressed_here", "parts_here" FROM public;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "speaker_here", "events_here", "suppressed_here", "parts_here" TO homeroom_engine, homeroom_app;
