ALTER TABLE "addresses" ADD COLUMN "phone_id" uuid;--> statement-breakpoint
ALTER TABLE "addresses" ADD COLUMN "heard_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "addresses" ADD COLUMN "called_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "early_receipts" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "addresses" ADD CONSTRAINT "addresses_phone_id_addresses_id_fk" FOREIGN KEY ("phone_id") REFERENCES "public"."addresses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_held" ON "message_deliveries" USING btree ("address_id") WHERE status = 'held';