import { badRequest } from './refusal.ts';

/** A machine's own addresses are taken over plain http and on any port, as Telegram's server in local mode takes them. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const PORTS = ['', '80', '88', '443', '8443'];

/** @throws {Refusal} in the real server's words for an address it does not take (https://core.telegram.org/bots/webhooks) */
export function checkWebhookUrl(given: string) {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url?.hostname) throw badRequest('invalid webhook URL specified');
  if (LOOPBACK.includes(url.hostname)) return;
  if (url.protocol !== 'https:') throw badRequest('bad webhook: HTTPS url must be provided for webhook');
  if (!PORTS.includes(url.port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
  if (isUnknown(url.hostname)) {
    throw badRequest('bad webhook: Failed to resolve host: Name or service not known');
  }
}

/** Names that nobody can have (RFC 2606 section 2). */
const isUnknown = (host: string) => !host.includes('.') || /\.(invalid|test|example)$/.test(host);
