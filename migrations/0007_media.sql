CREATE TABLE "media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"mime" text,
	"name" text,
	"bytes" integer,
	"width" integer,
	"height" integer,
	"sha256" "bytea",
	"storage_key" text,
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"sealed_file_id" "bytea",
	"status" text DEFAULT 'fetching' NOT NULL,
	"reason" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "media_kind" CHECK (kind in ('photo', 'video', 'voice', 'audio', 'document', 'sticker', 'animation')),
	CONSTRAINT "media_status" CHECK (status in ('fetching', 'ready', 'refused')),
	CONSTRAINT "media_reason" CHECK ((status = 'refused') = (reason is not null)),
	CONSTRAINT "media_ready" CHECK (status <> 'ready' or (storage_key is not null and mime is not null and name is not null
      and bytes is not null and sha256 is not null)),
	CONSTRAINT "media_fetching" CHECK ((status = 'fetching') = (sealed_file_id is not null))
);
--> statement-breakpoint
CREATE TABLE "message_media" (
	"community_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"media_id" uuid NOT NULL,
	CONSTRAINT "message_media_message_id_position_pk" PRIMARY KEY("message_id","position"),
	CONSTRAINT "message_media_once" UNIQUE("media_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_media" ADD CONSTRAINT "message_media_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_media" ADD CONSTRAINT "message_media_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_media" ADD CONSTRAINT "message_media_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_to_fetch" ON "media" USING btree ("not_before") WHERE status = 'fetching';--> statement-breakpoint
CREATE INDEX "media_of_community" ON "media" USING btree ("community_id","storage_key");--> statement-breakpoint
ALTER TABLE "media" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "media" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "media" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ("id", "community_id", "kind", "mime", "name", "bytes", "width", "height", "sha256", "storage_key", "channel", "account", "status", "reason", "attempts", "not_before", "created_at") ON "media" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "message_media" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "message_media" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "message_media" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "message_media" TO homeroom_app;
