CREATE TABLE "bounces" (
	"delivery_id" uuid PRIMARY KEY NOT NULL,
	"address_id" uuid NOT NULL,
	"weight" smallint NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "addresses" ADD COLUMN "refused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "bounces" ADD CONSTRAINT "bounces_address_id_addresses_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."addresses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bounces_of_address" ON "bounces" USING btree ("address_id","created_at");