CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"address_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"connected_until" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "sessions_token" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "web_messages" (
	"address_id" uuid NOT NULL,
	"id" text NOT NULL,
	"number" integer NOT NULL,
	"revision" integer NOT NULL,
	"is_mine" boolean NOT NULL,
	"sealed" "bytea",
	"delivered_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"changed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "web_messages_address_id_id_pk" PRIMARY KEY("address_id","id"),
	CONSTRAINT "web_messages_number" UNIQUE("address_id","number"),
	CONSTRAINT "web_messages_revision" UNIQUE("address_id","revision")
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_address_id_addresses_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."addresses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "web_messages" ADD CONSTRAINT "web_messages_address_id_addresses_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."addresses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_of_address" ON "sessions" USING btree ("address_id");--> statement-breakpoint
CREATE INDEX "sessions_expiring" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "web_messages_created" ON "web_messages" USING brin ("created_at");