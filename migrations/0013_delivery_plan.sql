CREATE TABLE "mutes" (
	"membership_id" uuid NOT NULL,
	"what" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "mutes_membership_id_subject_id_pk" PRIMARY KEY("membership_id","subject_id"),
	CONSTRAINT "mutes_what" CHECK (what in ('person', 'forum'))
);
--> statement-breakpoint
CREATE TABLE "sms_spending" (
	"community_id" uuid NOT NULL,
	"month" text NOT NULL,
	"segments" integer NOT NULL,
	"warned_at" timestamp with time zone,
	"used_up_at" timestamp with time zone,
	CONSTRAINT "sms_spending_community_id_month_pk" PRIMARY KEY("community_id","month")
);
--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "sms_budget" integer;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "sms_price" integer;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "fallback_channels" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "digest_minute" smallint DEFAULT 1080 NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "digest_weekday" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "allows_urgent" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "message_deliveries" ADD COLUMN "way_reason" text;--> statement-breakpoint
ALTER TABLE "message_deliveries" ADD COLUMN "time_reason" text;--> statement-breakpoint
ALTER TABLE "message_deliveries" ADD COLUMN "digest_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "message_deliveries" ADD COLUMN "segments" smallint;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "is_urgent" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "quiet_from" smallint;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "quiet_to" smallint;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "muted_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mutes" ADD CONSTRAINT "mutes_membership_id_memberships_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mutes" ADD CONSTRAINT "mutes_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sms_spending" ADD CONSTRAINT "sms_spending_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_for_digest" ON "message_deliveries" USING btree ("digest_at","person_id") WHERE status = 'held' and digest_at is not null;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_frequency" CHECK (frequency in ('at once', 'daily', 'weekly'));--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_digest" CHECK (digest_minute between 0 and 1439 and digest_weekday between 0 and 6);--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_quiet_hours" CHECK (("people"."quiet_from" is null) = ("people"."quiet_to" is null));--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_quiet_minutes" CHECK (quiet_from between 0 and 1439 and quiet_to between 0 and 1439 and quiet_from <> quiet_to);