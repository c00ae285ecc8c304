ALTER TABLE "merges" ADD COLUMN "merged_confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "merges" ADD COLUMN "kept_confirmed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "merges_of_kept" ON "merges" USING btree ("kept_id") WHERE undone_at is null;