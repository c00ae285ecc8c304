CREATE TABLE "addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"identifier_hash" "bytea" NOT NULL,
	"sealed_identifier" "bytea" NOT NULL,
	"sealed_for_person" boolean DEFAULT false NOT NULL,
	"person_id" uuid,
	"current_community_id" uuid,
	"language" text NOT NULL,
	"proven_at" timestamp with time zone,
	"proof" text,
	"consent_sent_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "addresses_identifier" UNIQUE("channel","account","identifier_hash")
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"membership_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"decided_by_id" uuid,
	"decided_at" timestamp with time zone,
	"reason" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "approvals_number" UNIQUE("community_id","number"),
	CONSTRAINT "approvals_status" CHECK (status in ('open', 'approved', 'rejected', 'expired', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid,
	"actor_id" uuid,
	"act" text NOT NULL,
	"subject_id" uuid,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "communities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"language" text NOT NULL,
	"vouches_needed" smallint DEFAULT 2 NOT NULL,
	"last_approval_number" integer DEFAULT 0 NOT NULL,
	"last_member_number" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"flow" text NOT NULL,
	"version" smallint NOT NULL,
	"value" jsonb NOT NULL,
	"context" jsonb NOT NULL,
	"status" text NOT NULL,
	"address_id" uuid,
	"community_id" uuid,
	"step" integer DEFAULT 0 NOT NULL,
	"timer_sequence" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conversations_status" CHECK (status in ('active', 'parked', 'done'))
);
--> statement-breakpoint
CREATE TABLE "dedupe_keys" (
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"external_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dedupe_keys_channel_account_external_id_pk" PRIMARY KEY("channel","account","external_id")
);
--> statement-breakpoint
CREATE TABLE "delivery_lanes" (
	"address_id" uuid NOT NULL,
	"lane" text NOT NULL,
	"channel" text NOT NULL,
	"due_at" timestamp with time zone,
	"leased_until" timestamp with time zone,
	"leased_by" uuid,
	CONSTRAINT "delivery_lanes_address_id_lane_pk" PRIMARY KEY("address_id","lane")
);
--> statement-breakpoint
CREATE TABLE "early_receipts" (
	"channel" text NOT NULL,
	"account" text NOT NULL,
	"provider_id" text NOT NULL,
	"status" text NOT NULL,
	"provider_code" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "early_receipts_channel_account_provider_id_status_pk" PRIMARY KEY("channel","account","provider_id","status")
);
--> statement-breakpoint
CREATE TABLE "fanouts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"cursor" uuid,
	"planned_at" timestamp with time zone,
	"confirmation_id" uuid,
	"reported_at" timestamp with time zone,
	"reported_count" integer DEFAULT 0 NOT NULL,
	"completed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "forum_members" (
	"community_id" uuid NOT NULL,
	"forum_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "forum_members_forum_id_membership_id_pk" PRIMARY KEY("forum_id","membership_id")
);
--> statement-breakpoint
CREATE TABLE "forums" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"name" text NOT NULL,
	"is_main" boolean DEFAULT false NOT NULL,
	"created_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lane" uuid NOT NULL,
	"kind" text NOT NULL,
	"sealed" "bytea",
	"event" jsonb,
	"conversation_id" uuid,
	"status" text NOT NULL,
	"reason" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone,
	"correlation_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone,
	CONSTRAINT "inbox_status" CHECK (status in ('waiting', 'done', 'throttled', 'dead'))
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "installation_keys" (
	"name" text PRIMARY KEY NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invites" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid,
	"code" text NOT NULL,
	"created_by_id" uuid,
	"max_uses" integer,
	"uses" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invites_code" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"name" text PRIMARY KEY NOT NULL,
	"ran_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"status" text NOT NULL,
	"graduating_year" smallint,
	"section" text,
	"preferred_channel" text NOT NULL,
	"frequency" text DEFAULT 'at once' NOT NULL,
	"status_since" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "memberships_person_community" UNIQUE("person_id","community_id"),
	CONSTRAINT "memberships_number" UNIQUE("community_id","number"),
	CONSTRAINT "memberships_role" CHECK (role in ('member', 'moderator', 'organizer')),
	CONSTRAINT "memberships_status" CHECK (status in ('pending', 'active', 'suspended', 'left', 'rejected', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "message_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"address_id" uuid,
	"lane" text NOT NULL,
	"person_id" uuid,
	"community_id" uuid,
	"message_id" uuid,
	"changes_id" uuid,
	"content" jsonb,
	"status" text NOT NULL,
	"reason" text,
	"provider_code" text,
	"is_repeated" boolean DEFAULT false NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"attempted_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deliveries_kind" CHECK (kind in ('answer', 'notice', 'post', 'digest', 'edit')),
	CONSTRAINT "deliveries_status" CHECK (status in ('held', 'queued', 'sending', 'sent', 'delivered', 'read', 'uncertain', 'skipped', 'failed', 'dead'))
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "message_numbers" (
	"person_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"message_id" uuid NOT NULL,
	CONSTRAINT "message_numbers_person_id_number_pk" PRIMARY KEY("person_id","number"),
	CONSTRAINT "message_numbers_once" UNIQUE("message_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"forum_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"parent_id" uuid,
	"text" text NOT NULL,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"time_zone" text NOT NULL,
	"wrapped_key" "bytea",
	"last_number" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sent_messages" (
	"address_id" uuid NOT NULL,
	"provider_id" text NOT NULL,
	"delivery_id" uuid NOT NULL,
	"message_id" uuid,
	"part" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sent_messages_address_id_provider_id_pk" PRIMARY KEY("address_id","provider_id")
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address_id" uuid NOT NULL,
	"how" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"conversation_id" uuid NOT NULL,
	"timer_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"lane" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "timers_conversation_id_timer_id_pk" PRIMARY KEY("conversation_id","timer_id")
);
--> statement-breakpoint
CREATE TABLE "verification_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address_id" uuid NOT NULL,
	"requested_by_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "votes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"approval_id" uuid NOT NULL,
	"voter_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "votes_one_each" UNIQUE("approval_id","voter_id"),
	CONSTRAINT "votes_verdict" CHECK (verdict in ('approve', 'reject'))
);
--> statement-breakpoint
ALTER TABLE "addresses" ADD CONSTRAINT "addresses_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "addresses" ADD CONSTRAINT "addresses_current_community_id_communities_id_fk" FOREIGN KEY ("current_community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_membership_id_memberships_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_decided_by_id_memberships_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_address_id_addresses_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."addresses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fanouts" ADD CONSTRAINT "fanouts_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fanouts" ADD CONSTRAINT "fanouts_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forum_members" ADD CONSTRAINT "forum_members_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forum_members" ADD CONSTRAINT "forum_members_forum_id_forums_id_fk" FOREIGN KEY ("forum_id") REFERENCES "public"."forums"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forum_members" ADD CONSTRAINT "forum_members_membership_id_memberships_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forums" ADD CONSTRAINT "forums_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forums" ADD CONSTRAINT "forums_created_by_id_memberships_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_created_by_id_memberships_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_numbers" ADD CONSTRAINT "message_numbers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_numbers" ADD CONSTRAINT "message_numbers_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_forum_id_forums_id_fk" FOREIGN KEY ("forum_id") REFERENCES "public"."forums"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_id_memberships_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_parent_id_messages_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_address_id_addresses_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."addresses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification_codes" ADD CONSTRAINT "verification_codes_address_id_addresses_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."addresses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification_codes" ADD CONSTRAINT "verification_codes_requested_by_id_addresses_id_fk" FOREIGN KEY ("requested_by_id") REFERENCES "public"."addresses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_approval_id_approvals_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."approvals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_voter_id_memberships_id_fk" FOREIGN KEY ("voter_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "addresses_of_person" ON "addresses" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_open" ON "approvals" USING btree ("membership_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "audit_log_of_community" ON "audit_log" USING btree ("community_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_foreground" ON "conversations" USING btree ("address_id") WHERE status = 'active';--> statement-breakpoint
CREATE INDEX "conversations_open" ON "conversations" USING btree ("address_id") WHERE status <> 'done';--> statement-breakpoint
CREATE INDEX "dedupe_keys_created" ON "dedupe_keys" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "delivery_lanes_due" ON "delivery_lanes" USING btree ("lane","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "fanouts_to_plan" ON "fanouts" USING btree ("id") WHERE planned_at is null;--> statement-breakpoint
CREATE INDEX "fanouts_to_report" ON "fanouts" USING btree ("id") WHERE completed_at is null;--> statement-breakpoint
CREATE INDEX "fanouts_of_message" ON "fanouts" USING btree ("message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "forums_name" ON "forums" USING btree ("community_id",lower(name));--> statement-breakpoint
CREATE UNIQUE INDEX "forums_main" ON "forums" USING btree ("community_id") WHERE is_main;--> statement-breakpoint
CREATE INDEX "inbox_waiting" ON "inbox" USING btree ("lane","id") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "inbox_dead" ON "inbox" USING btree ("id") WHERE status = 'dead';--> statement-breakpoint
CREATE INDEX "invites_of_community" ON "invites" USING btree ("community_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invites_one_founding" ON "invites" USING btree ((1)) WHERE community_id is null and uses = 0;--> statement-breakpoint
CREATE INDEX "memberships_of_community" ON "memberships" USING btree ("community_id","status","person_id");--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "message_deliveries" USING btree ("address_id","lane","id") WHERE status in ('queued', 'sending', 'uncertain');--> statement-breakpoint
CREATE INDEX "deliveries_of_message" ON "message_deliveries" USING btree ("message_id","status") WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX "deliveries_dead" ON "message_deliveries" USING btree ("id") WHERE status = 'dead';--> statement-breakpoint
CREATE INDEX "messages_of_forum" ON "messages" USING btree ("forum_id","id");--> statement-breakpoint
CREATE INDEX "messages_of_author" ON "messages" USING btree ("author_id","id");--> statement-breakpoint
CREATE INDEX "messages_of_parent" ON "messages" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "sent_messages_of_delivery" ON "sent_messages" USING btree ("delivery_id");--> statement-breakpoint
CREATE INDEX "sent_messages_of_message" ON "sent_messages" USING btree ("message_id","address_id") WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX "sent_messages_by_provider" ON "sent_messages" USING btree ("provider_id");--> statement-breakpoint
CREATE UNIQUE INDEX "suppressions_open" ON "suppressions" USING btree ("address_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "verification_codes_of_address" ON "verification_codes" USING btree ("address_id","created_at");--> statement-breakpoint
CREATE INDEX "verification_codes_created" ON "verification_codes" USING btree ("created_at");--> statement-breakpoint

-- One partition a month, cut on the id, whose first 48 bits are the time. The default one only catches what was made
-- before its month's partition was: it should stay empty.
CREATE TABLE "inbox_default" PARTITION OF "inbox" DEFAULT;--> statement-breakpoint
CREATE TABLE "message_deliveries_default" PARTITION OF "message_deliveries" DEFAULT;--> statement-breakpoint

-- The engine may add months, and nothing else, to the two partitioned tables.
CREATE FUNCTION "add_month"("parent" text, "month" text, "first_id" uuid, "next_id" uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF parent NOT IN ('inbox', 'message_deliveries') OR month !~ '^[0-9]{4}_[0-9]{2}$' THEN
    RAISE EXCEPTION 'not a partition of ours: % %', parent, month;
  END IF;
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
    parent || '_' || month, parent, first_id, next_id);
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "add_month" FROM public;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "add_month" TO homeroom_engine;--> statement-breakpoint

-- Queues: rows come and go all day, so vacuum by count rather than by share of the table.
ALTER TABLE "delivery_lanes" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);--> statement-breakpoint
ALTER TABLE "conversations" SET (fillfactor = 70);--> statement-breakpoint
ALTER TABLE "timers" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);--> statement-breakpoint

-- Two roles besides the owner. The engine crosses communities and runs only the statements written for it; the app
-- (API and pages) sees the one community its transaction names.
GRANT USAGE ON SCHEMA public TO homeroom_engine, homeroom_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO homeroom_engine;--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO homeroom_engine;--> statement-breakpoint
ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "memberships" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "memberships" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "memberships" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "approvals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "approvals" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "approvals" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "approvals" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "votes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "votes" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "votes" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "votes" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "forums" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "forums" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "forums" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "forums" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "forum_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "forum_members" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "forum_members" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "forum_members" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "messages" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "messages" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "messages" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "fanouts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "fanouts" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "fanouts" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "fanouts" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "message_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "message_deliveries" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "message_deliveries" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "message_deliveries" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "conversations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "conversations" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "conversations" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "conversations" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "audit_log" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "audit_log" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "audit_log" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "invites" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "invites" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "invites" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "invites" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "communities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "communities" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "communities" TO homeroom_app USING ("id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "communities" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "people" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "people" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "people" TO homeroom_app USING (exists (select from "memberships" m where m."person_id" = "people"."id"));--> statement-breakpoint
GRANT SELECT ("id", "name", "language", "time_zone", "created_at") ON "people" TO homeroom_app;
