ALTER TABLE "conversations" ADD COLUMN "waited_in" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "moved_by" text;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "path" jsonb;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "failure" text;--> statement-breakpoint
CREATE INDEX "conversations_of_community" ON "conversations" USING btree ("community_id","id");--> statement-breakpoint
CREATE INDEX "inbox_of_conversation" ON "inbox" USING btree ("conversation_id","id") WHERE conversation_id is not null;