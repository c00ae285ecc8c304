CREATE INDEX "media_stored" ON "media" USING btree ("storage_key");--> statement-breakpoint
CREATE INDEX "messages_taken_back" ON "messages" USING btree ("id") WHERE deleted_at is not null;