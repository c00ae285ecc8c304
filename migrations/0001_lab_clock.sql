CREATE TABLE "lab_clock" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"ahead_ms" bigint NOT NULL,
	CONSTRAINT "lab_clock_is_one" CHECK ("lab_clock"."is_only"),
	CONSTRAINT "lab_clock_ahead" CHECK ("lab_clock"."ahead_ms" >= 0)
);
