ALTER TABLE "early_receipts" ADD COLUMN "is_stopped" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "early_receipts" ADD COLUMN "bounce" text;--> statement-breakpoint
ALTER TABLE "message_deliveries" ADD COLUMN "first_attempted_at" timestamp with time zone;