CREATE TABLE "audit_seals" (
	"act_id" uuid PRIMARY KEY NOT NULL,
	"chain_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"mac" "bytea" NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_seals_sequence" UNIQUE("chain_id","sequence")
);
--> statement-breakpoint
ALTER TABLE "audit_seals" ADD CONSTRAINT "audit_seals_act_id_audit_log_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."audit_log"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What was noted and sealed stays as it is: not even the engine may change or delete it.
REVOKE UPDATE, DELETE ON "audit_log", "audit_seals" FROM homeroom_engine;--> statement-breakpoint
ALTER TABLE "audit_seals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "engine" ON "audit_seals" TO homeroom_engine USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "one_community" ON "audit_seals" TO homeroom_app USING ("chain_id" = nullif(current_setting('app.community_id', true), '')::uuid);--> statement-breakpoint
GRANT SELECT ON "audit_seals" TO homeroom_app;
