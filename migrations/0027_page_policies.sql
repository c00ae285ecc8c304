-- What the dashboard reads besides, as the API reads (decision 21): each row only in the community that the transaction names.
ALTER TABLE "digests" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "digests" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "digests" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "digests" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "sms_spending" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "sms_spending" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "sms_spending" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "sms_spending" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "suppressions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "suppressions" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "suppressions" TO homeroom_app USING (exists (select from "addresses" a where a."id" = "suppressions"."address_id"));--> statement-breakpoint
GRANT SELECT ON "suppressions" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "sent_messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "sent_messages" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "sent_messages" TO homeroom_app USING (exists (select from "message_deliveries" d where d."id" = "sent_messages"."delivery_id"));--> statement-breakpoint
GRANT SELECT ("delivery_id", "part", "status", "created_at") ON "sent_messages" TO homeroom_app;--> statement-breakpoint
-- How an event moved a conversation, and not what was in it.
ALTER TABLE "inbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "inbox" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "inbox" TO homeroom_app USING (exists (select from "conversations" c where c."id" = "inbox"."conversation_id"));--> statement-breakpoint
GRANT SELECT ("id", "conversation_id", "kind", "status", "path", "attempts", "created_at", "handled_at") ON "inbox" TO homeroom_app;--> statement-breakpoint
GRANT SELECT ("person_id") ON "addresses" TO homeroom_app;--> statement-breakpoint
-- Whoever talks with the bot here, also before they are somebody.
ALTER POLICY "one_community" ON "addresses" USING (
  exists (select from "memberships" m where m."person_id" = "addresses"."person_id")
  or ("person_id" is null and "current_community_id" = nullif(current_setting('app.community_id', true), '')::uuid)
  or exists (select from "mirrors" mi where mi."address_id" = "addresses"."id")
  or exists (select from "conversations" c where c."address_id" = "addresses"."id"));
