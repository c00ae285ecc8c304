-- What the API reads besides: each row only in the community that the transaction names.
ALTER TABLE "dead_letters" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "dead_letters" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "dead_letters" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "dead_letters" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "mirrors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "mirrors" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "mirrors" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "mirrors" TO homeroom_app;--> statement-breakpoint
-- These have no community of their own: what they hang on is looked up, under its own policy.
ALTER TABLE "message_numbers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "message_numbers" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "message_numbers" TO homeroom_app USING (exists (select from "messages" m where m."id" = "message_numbers"."message_id"));--> statement-breakpoint
GRANT SELECT ON "message_numbers" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "account_sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "account_sessions" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "account_sessions" TO homeroom_app USING (exists (select from "memberships" m where m."id" = "account_sessions"."membership_id"));--> statement-breakpoint
GRANT SELECT ON "account_sessions" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "addresses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "addresses" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
-- Members', guests' who speak here now, and groups'.
CREATE POLICY "one_community" ON "addresses" TO homeroom_app USING (
  exists (select from "memberships" m where m."person_id" = "addresses"."person_id")
  or ("person_id" is null and "current_community_id" = nullif(current_setting('app.community_id', true), '')::uuid)
  or exists (select from "mirrors" mi where mi."address_id" = "addresses"."id"));--> statement-breakpoint
-- By which channel, and nothing that could be written to.
GRANT SELECT ("id", "channel") ON "addresses" TO homeroom_app;--> statement-breakpoint
GRANT SELECT ("quiet_from", "quiet_to") ON "people" TO homeroom_app;--> statement-breakpoint

-- What lies beyond one community: how large each is, and when the jobs ran. It is told to a transaction that names
-- somebody who looks after the installation, and to no other.
CREATE FUNCTION "names_operator"() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM operators WHERE person_id = nullif(current_setting('app.operator_id', true), '')::uuid)
$$;--> statement-breakpoint
CREATE FUNCTION "installation_communities"()
RETURNS TABLE ("id" uuid, "name" text, "time_zone" text, "language" text, "created_at" timestamptz, "member_count" int, "pending_count" int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, c.name, c.time_zone, c.language, c.created_at,
    (SELECT count(*)::int FROM memberships m WHERE m.community_id = c.id AND m.status = 'active'),
    (SELECT count(*)::int FROM memberships m WHERE m.community_id = c.id AND m.status = 'pending')
  FROM communities c WHERE names_operator()
$$;--> statement-breakpoint
CREATE FUNCTION "installation_jobs"() RETURNS TABLE ("name" text, "ran_at" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT name, ran_at FROM jobs WHERE names_operator()
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "names_operator", "installation_communities", "installation_jobs" FROM public;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "installation_communities", "installation_jobs" TO homeroom_app;
