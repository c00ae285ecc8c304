import { type Check, type Finding, fine, hint } from './finding.ts';
import { relayOf } from './relays.ts';

export interface BounceSettings {
  smtpUrl: string;
  inboundDomain: string | undefined;
  sendgridPublicKey: string | undefined;
  snsTopicArns: string[];
}

/** Whether we hear of mail that could not be delivered; else dead mailboxes are written to for ever. */
export function bouncesCheck(settings: BounceSettings): Check {
  return { part: 'Mail', asked: 'The settings', look: async () => [about(settings)] };
}

/** Relays that put their own bounce address into the envelope tell of bounces by a webhook, and by nothing else. */
function about({ smtpUrl, inboundDomain, sendgridPublicKey, snsTopicArns }: BounceSettings): Finding {
  const relay = relayOf(smtpUrl);
  if (relay?.name === 'SendGrid' && !sendgridPublicKey)
    return hint(
      'Mail that bounces is not heard of: turn on the signed event webhook at SendGrid, and set SENDGRID_WEBHOOK_PUBLIC_KEY.',
    );
  if (relay?.name === 'Amazon SES' && snsTopicArns.length === 0)
    return hint(
      'Mail that bounces is not heard of: let SES publish bounces to an SNS topic, and set SNS_TOPIC_ARNS.',
    );
  const tells = relay?.name === 'SendGrid' || relay?.name === 'Amazon SES';
  if (!tells && (relay?.hasOwnEnvelope || !inboundDomain))
    return hint(
      'Mail that bounces is not heard of: set INBOUND_EMAIL_DOMAIN, where such news come to, with a relay that sends it there.',
    );
  return fine('Mail that bounces is heard of.');
}
