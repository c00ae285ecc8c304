-- What the dashboard shows of the whole installation besides: it too is told by functions, and to operators only.
DROP FUNCTION "installation_jobs"();--> statement-breakpoint
CREATE FUNCTION "installation_jobs"()
RETURNS TABLE ("name" text, "ran_at" timestamptz, "failed_at" timestamptz, "failure" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT name, ran_at, failed_at, failure FROM jobs WHERE names_operator()
$$;--> statement-breakpoint
CREATE FUNCTION "installation_inbox"() RETURNS TABLE ("waiting" int, "oldest" timestamptz, "dead" int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (SELECT count(*)::int FROM inbox WHERE status = 'waiting'),
    (SELECT min(created_at) FROM inbox WHERE status = 'waiting'),
    (SELECT count(*)::int FROM inbox WHERE status = 'dead')
  WHERE names_operator()
$$;--> statement-breakpoint
CREATE FUNCTION "installation_seals"()
RETURNS TABLE ("community_id" uuid, "name" text, "acts" int, "unsealed" int, "unsealed_since" timestamptz, "sealed_at" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, c.name, count(a.id)::int, count(a.id) FILTER (WHERE s.act_id IS NULL)::int,
    min(a.created_at) FILTER (WHERE s.act_id IS NULL), max(s.sealed_at)
  FROM communities c LEFT JOIN audit_log a ON a.community_id = c.id LEFT JOIN audit_seals s ON s.act_id = a.id
  WHERE names_operator() GROUP BY 1, 2
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "installation_jobs", "installation_inbox", "installation_seals" FROM public;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "installation_jobs", "installation_inbox", "installation_seals" TO homeroom_app;
