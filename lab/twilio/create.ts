import { strike } from './faults.ts';
import { plan } from './progress.ts';
import { refusals } from './refusal.ts';
import type { Message } from './state.ts';
import type { World } from './world.ts';

const E164 = /^\+[1-9]\d{6,14}$/;
const BODY_LIMIT = 1600;

/**
 * Takes a message to a person, or says why not, in the order Twilio checks.
 * @throws {Refusal}
 */
export function create(world: World, form: URLSearchParams): Message {
  const { phoneNumber } = world.account;
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  const body = form.get('Body') ?? '';
  const media = form.getAll('MediaUrl').map((url) => ({ url, contentType: '' }));
  if (to === '') throw refusals.noRecipient();
  if (!E164.test(to)) throw refusals.badRecipient(to);
  if (from === '') throw refusals.noSender();
  if (!E164.test(from)) throw refusals.badSender(from);
  if (from !== phoneNumber) throw refusals.notOurs(from);
  if (to === phoneNumber) throw refusals.toOurselves();
  if (body === '' && media.length === 0) throw refusals.noBody();
  if (body.length > BODY_LIMIT) throw refusals.tooLong();
  if (world.state.optedOut.includes(to)) throw refusals.optedOut();
  const statusCallback = form.get('StatusCallback');
  const message = world.add({ direction: 'outbound-api', phone: to, body, media, statusCallback });
  const failure = strike(world.state, to, 'fail');
  const isReordered = strike(world.state, to, 'reorder') !== undefined;
  plan(world, message, { failureCode: failure?.code ?? null, isReordered });
  return message;
}
