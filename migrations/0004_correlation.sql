ALTER TABLE "fanouts" ADD COLUMN "correlation_id" text;--> statement-breakpoint
ALTER TABLE "message_deliveries" ADD COLUMN "correlation_id" text;