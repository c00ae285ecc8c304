import { tellOfAbsence } from './absence.ts';
import { bounce, bounces } from './bounce.ts';
import { strike } from './faults.ts';
import { type Arrived, readArrived } from './read.ts';
import type { World } from './world.ts';

/**
 * What becomes of a mail that was accepted: it lies in the mailbox, once however often it comes under one Message-ID,
 * as mail programs show it; or a report goes to who sent it. The absence note goes with a new one.
 */
export async function arrive(world: World, arrived: Arrived): Promise<void> {
  const fault = strike(world.state, arrived.address, 'full', 'gone');
  if (fault) return bounce(world, arrived, bounces[fault.kind]);
  const mail = await readArrived(world, arrived);
  const known = world
    .mailsOf(arrived.address)
    .find(({ messageId, isOwn }) => !isOwn && messageId === mail.messageId);
  if (known) {
    known.copies++;
    return world.changed({ kind: 'mail', address: known.address, id: known.id });
  }
  world.add(mail);
  await tellOfAbsence(world, mail);
}
