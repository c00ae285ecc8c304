CREATE SEQUENCE "public"."delivery_positions" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
GRANT USAGE ON SEQUENCE "delivery_positions" TO homeroom_engine;--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"delivery_id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dead_letters_number" UNIQUE("community_id","number")
);
--> statement-breakpoint
DROP INDEX "deliveries_dead";--> statement-breakpoint
DROP INDEX "delivery_lanes_due";--> statement-breakpoint
DROP INDEX "deliveries_open";--> statement-breakpoint
-- A constant default rewrites no table: rows that are there keep 0, and among themselves the order of their ids.
ALTER TABLE "message_deliveries" ADD COLUMN "position" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "message_deliveries" ALTER COLUMN "position" SET DEFAULT nextval('delivery_positions');--> statement-breakpoint
ALTER TABLE "message_deliveries" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "sent_messages" ADD COLUMN "status" text;--> statement-breakpoint
ALTER TABLE "suppressions" ADD COLUMN "provider_code" text;--> statement-breakpoint
ALTER TABLE "dead_letters" ADD CONSTRAINT "dead_letters_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_failed" ON "message_deliveries" USING btree ("community_id","id") WHERE status in ('failed', 'dead');--> statement-breakpoint
CREATE INDEX "deliveries_replacing" ON "message_deliveries" USING btree ("replaces_id") WHERE replaces_id is not null;--> statement-breakpoint
CREATE INDEX "delivery_lanes_due" ON "delivery_lanes" USING btree ("channel","lane","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "message_deliveries" USING btree ("address_id","lane","position","id") WHERE status in ('queued', 'sending', 'uncertain');--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_how" CHECK (how in ('keyword', 'blocked', 'error', 'unsubscribed', 'complaint', 'bounced'));