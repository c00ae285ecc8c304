-- One inbound step as four statements: dedupe, lock and load, save 1.4 kB of state, outbox. For pgbench.
\set chat random(1, 10000)
\set event random(1, 9000000000000)
BEGIN;
INSERT INTO dedupe (external_id) VALUES (:event) ON CONFLICT DO NOTHING;
SELECT state FROM conversation WHERE id = :chat FOR UPDATE;
UPDATE conversation SET state = state || '{"answer": "an answer of somebody"}', updated_at = now() WHERE id = :chat;
INSERT INTO outbox (chat, payload) VALUES (:chat, '{"method": "sendMessage", "text": "What is your full name, as your classmates knew you?"}');
COMMIT;
