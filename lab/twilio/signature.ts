import { createHmac } from 'node:crypto';

/**
 * Twilio's proof that a webhook is its own (https://www.twilio.com/docs/usage/webhooks/webhooks-security): the URL,
 * then each parameter's name and value in the order of the names, under the account's token.
 */
export function signature(authToken: string, url: string, parameters: Record<string, string>): string {
  const names = Object.keys(parameters).sort();
  const signed = url + names.map((name) => name + parameters[name]).join('');
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}
