CREATE TABLE "audit_breaks" (
	"chain_id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"what" text NOT NULL,
	"found_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"address_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"status" text DEFAULT 'making' NOT NULL,
	"media_ids" uuid[] DEFAULT '{}' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"correlation_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "exports_status" CHECK (status in ('making', 'ready', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "forgettings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"address_id" uuid NOT NULL,
	"sealed" "bytea",
	"not_before" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "privacy_profile" text DEFAULT 'everyone' NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "forgotten_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_address_id_addresses_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."addresses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forgettings" ADD CONSTRAINT "forgettings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forgettings" ADD CONSTRAINT "forgettings_address_id_addresses_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."addresses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exports_to_make" ON "exports" USING btree ("not_before") WHERE status = 'making';--> statement-breakpoint
CREATE INDEX "exports_of_person" ON "exports" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "forgettings_open" ON "forgettings" USING btree ("not_before") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "forgettings_of_address" ON "forgettings" USING btree ("address_id");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_privacy_profile" CHECK (privacy_profile in ('everyone', 'friends', 'nobody'));--> statement-breakpoint
-- Who may see more of a person than their name (decision 23): they themselves, whoever hosts a class that they are in, and
-- the circle that they chose. Friends are active members of a class that both are in.
CREATE FUNCTION "is_shown"("circle" text, "owner" uuid, "viewer" uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT "circle" = 'everyone' OR "owner" = "viewer" OR EXISTS (
    SELECT FROM "memberships" "theirs" JOIN "memberships" "own" ON "own"."community_id" = "theirs"."community_id"
    WHERE "theirs"."person_id" = "owner" AND "own"."person_id" = "viewer" AND "own"."status" = 'active'
      AND ("own"."role" <> 'member' OR ("circle" = 'friends' AND "theirs"."status" = 'active')))
$$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "is_shown" TO homeroom_engine, homeroom_app;
--> statement-breakpoint
GRANT SELECT ("privacy_profile", "forgotten_at") ON "people" TO homeroom_app;
