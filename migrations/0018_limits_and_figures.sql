CREATE TABLE "daily_channel_figures" (
	"community_id" uuid NOT NULL,
	"day" date NOT NULL,
	"channel" text NOT NULL,
	"heard" integer NOT NULL,
	"sent" integer NOT NULL,
	"delivered" integer NOT NULL,
	"failed" integer NOT NULL,
	"median_ms" integer,
	"slowest_ms" integer,
	CONSTRAINT "daily_channel_figures_community_id_day_channel_pk" PRIMARY KEY("community_id","day","channel")
);
--> statement-breakpoint
CREATE TABLE "daily_figures" (
	"community_id" uuid NOT NULL,
	"day" date NOT NULL,
	"posts" integer NOT NULL,
	"replies" integer NOT NULL,
	"new_members" integer NOT NULL,
	"approvals_waiting" integer NOT NULL,
	CONSTRAINT "daily_figures_community_id_day_pk" PRIMARY KEY("community_id","day")
);
--> statement-breakpoint
ALTER TABLE "fanouts" ADD COLUMN "goes_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "daily_channel_figures" ADD CONSTRAINT "daily_channel_figures_of_day" FOREIGN KEY ("community_id","day") REFERENCES "public"."daily_figures"("community_id","day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "daily_figures" ADD CONSTRAINT "daily_figures_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "daily_figures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "daily_figures" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "daily_figures" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "daily_figures" TO homeroom_app;--> statement-breakpoint
ALTER TABLE "daily_channel_figures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "daily_channel_figures" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "daily_channel_figures" TO homeroom_app USING ("community_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "daily_channel_figures" TO homeroom_app;--> statement-breakpoint

-- What of a month is not over: the engine looks here before a month goes, and once more while nobody else can write.
CREATE FUNCTION "has_open_rows"("parent" text, "month" text) RETURNS boolean
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  found_open boolean;
BEGIN
  IF parent = 'inbox' THEN
    EXECUTE format('SELECT EXISTS (SELECT FROM %1$I WHERE status = ''waiting'') OR EXISTS (
      SELECT FROM %1$I i JOIN mirror_holds h ON h.inbox_id = i.id AND h.status = ''open'')', parent || '_' || month)
      INTO found_open;
  ELSE
    EXECUTE format('SELECT EXISTS (SELECT FROM %1$I WHERE status IN (''queued'', ''sending'', ''uncertain''))
      OR EXISTS (SELECT FROM %1$I WHERE status = ''held'')', parent || '_' || month) INTO found_open;
  END IF;
  RETURN found_open;
END $$;--> statement-breakpoint

-- The engine may drop a month in which nothing is open, and nothing else. It waits a second for those who read or write
-- at most, as whoever comes meanwhile waits behind it.
CREATE FUNCTION "drop_month"("parent" text, "month" text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '1s' AS $$
BEGIN
  IF parent NOT IN ('inbox', 'message_deliveries') OR month !~ '^[0-9]{4}_[0-9]{2}$' THEN
    RAISE EXCEPTION 'not a partition of ours: % %', parent, month;
  END IF;
  IF to_regclass(format('%I', parent || '_' || month)) IS NULL OR has_open_rows(parent, month) THEN
    RETURN false;
  END IF;
  -- The parent first, as everybody else does.
  EXECUTE format('LOCK TABLE ONLY %I IN ACCESS EXCLUSIVE MODE', parent);
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_' || month);
  IF has_open_rows(parent, month) THEN
    RETURN false;
  END IF;
  EXECUTE format('DROP TABLE %I', parent || '_' || month);
  RETURN true;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "has_open_rows", "drop_month" FROM public;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "drop_month" TO homeroom_engine;
