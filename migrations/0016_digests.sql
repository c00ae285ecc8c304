CREATE TABLE "digests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"slot_at" timestamp with time zone NOT NULL,
	"time_reason" text NOT NULL,
	"shown" smallint NOT NULL,
	"told" smallint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "digests_once" UNIQUE("membership_id","slot_at"),
	CONSTRAINT "digests_time_reason" CHECK (time_reason in ('daily', 'weekly', 'muted', 'quietHours'))
);
--> statement-breakpoint
DROP INDEX "deliveries_for_digest";--> statement-breakpoint
ALTER TABLE "message_deliveries" ADD COLUMN "digest_id" uuid;--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_membership_id_memberships_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_in_digest" ON "message_deliveries" USING btree ("digest_id") WHERE digest_id is not null;--> statement-breakpoint
CREATE INDEX "deliveries_for_digest" ON "message_deliveries" USING btree ("digest_at","person_id") WHERE status = 'held' and digest_at is not null and digest_id is null;