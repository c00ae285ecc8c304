-- What people of the community that the transaction names have said, as far as the dashboard counts it: by which channel,
-- and when. The events themselves stay closed to the pages.
CREATE FUNCTION "heard_here"("from_id" uuid, "to_id" uuid) RETURNS TABLE ("channel" text, "created_at" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.channel, i.created_at
  FROM inbox i JOIN addresses a ON a.id = i.lane
  LEFT JOIN conversations k ON k.id = i.conversation_id
  LEFT JOIN mirrors r ON r.address_id = a.id AND r.ended_at IS NULL
  WHERE i.kind = 'said' AND i.id >= from_id AND i.id < to_id
    AND coalesce(k.community_id, a.current_community_id, r.community_id) = nullif(current_setting('app.community_id', true), '')::uuid
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "heard_here" FROM public;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "heard_here" TO homeroom_app;
