import type postgres from 'postgres';

/**
 * Has Postgres write down every move of a status, every step of a conversation that was taken over another one, and every
 * event that was handled though it had been; and tell of deadlocks soon, as the scheduler waits for that in real time. Installed into the database that the runs copy.
 */
export async function installAudit(sql: postgres.Sql): Promise<void> {
  // Of several at the same moment, which is refused, one is enough.
  await sql`alter role homeroom_engine set deadlock_timeout = '5ms'`.catch((error: Error) => {
    if (!/concurrently updated/.test(error.message)) throw error;
  });
  await sql.unsafe(`
    create schema simulation;
    create table simulation.moves (
      n bigint generated always as identity, delivery_id uuid, was text, became text, digest_id uuid, lane text);
    create table simulation.overwritten (
      n bigint generated always as identity, conversation_id uuid, was int, became int);
    create table simulation.handled_again (n bigint generated always as identity, inbox_id uuid);
    create function simulation.moved() returns trigger language plpgsql security definer as $$
      begin
        insert into simulation.moves (delivery_id, was, became, digest_id, lane)
        values (new.id, old.status, new.status, new.digest_id, new.lane);
        return null;
      end $$;
    create function simulation.stepped() returns trigger language plpgsql security definer as $$
      begin
        insert into simulation.overwritten (conversation_id, was, became) values (new.id, old.step, new.step);
        return null;
      end $$;
    create function simulation.handled() returns trigger language plpgsql security definer as $$
      begin
        insert into simulation.handled_again (inbox_id) values (new.id);
        return null;
      end $$;
    create trigger simulation_handled after update of status on inbox
      for each row when (old.status = 'done') execute function simulation.handled();
    create trigger simulation_moved after update of status on message_deliveries
      for each row when (old.status is distinct from new.status) execute function simulation.moved();
    create trigger simulation_stepped after update of step on conversations for each row
      when (new.step < old.step or new.step = old.step and new.value is distinct from old.value)
      execute function simulation.stepped();`);
}
