ALTER TABLE "message_numbers" DROP CONSTRAINT "message_numbers_person_id_people_id_fk";
--> statement-breakpoint
-- Each post counts up its readers' numbers: where the page has room, that touches no index.
ALTER TABLE "people" SET (fillfactor = 80);
