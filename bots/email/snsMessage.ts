import { verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';

const common = {
  MessageId: z.string().min(1),
  TopicArn: z.string().regex(/^arn:aws(?:-[a-z-]+)?:sns:[a-z0-9-]{1,40}:\d{1,20}:[\w.-]{1,256}$/),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string().max(500),
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
export const snsMessageSchema = z.discriminatedUnion('Type', [
  z.object({ Type: z.literal('Notification'), ...common, Subject: z.string().nullish() }),
  z.object({
    Type: z.enum(['SubscriptionConfirmation', 'UnsubscribeConfirmation']),
    ...common,
    SubscribeURL: z.string(),
    Token: z.string().regex(/^[\w.-]{1,2000}$/),
  }),
]);

export type SnsMessage = z.infer<typeof snsMessageSchema>;

/** Fetches the text behind a URL; throws where it cannot. */
export type FetchText = (url: string) => Promise<string>;

/**
 * Whether Amazon signed a message, and for the topic's own region.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 * @param fetchCertificate asked only for certificates at Amazon's own address
 * @param now at which the certificate must be valid
 */
export async function isFromSns(
  message: SnsMessage,
  fetchCertificate: FetchText,
  now: Date,
): Promise<boolean> {
  const url = certificateUrl(message);
  if (url === null) return false;
  const certificate = new X509Certificate(await fetchCertificate(url));
  if (now < new Date(certificate.validFrom) || now > new Date(certificate.validTo)) return false;
  if (!/^CN=sns(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/m.test(certificate.subject)) return false;
  const algorithm = message.SignatureVersion === '1' ? 'sha1' : 'sha256';
  const signature = Buffer.from(message.Signature, 'base64');
  return verify(algorithm, Buffer.from(signedText(message)), certificate.publicKey, signature);
}

/** The host of the topic's own region; every other is somebody else's, whatever its name looks like. */
export function snsHost({ TopicArn }: Pick<SnsMessage, 'TopicArn'>): string {
  const [, partition, , region] = TopicArn.split(':');
  return `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
}

function certificateUrl(message: SnsMessage): string | null {
  if (!URL.canParse(message.SigningCertURL)) return null;
  const url = new URL(message.SigningCertURL);
  if (url.protocol !== 'https:' || url.host !== snsHost(message)) return null;
  if (url.username || url.password || url.search || url.hash) return null;
  return /^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/.test(url.pathname) ? url.href : null;
}

/** The signed fields in their order, those that are absent left out. */
function signedText(message: SnsMessage): string {
  const names =
    message.Type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const fields = message as Record<string, unknown>;
  return names
    .filter((name) => typeof fields[name] === 'string')
    .map((name) => `${name}\n${fields[name]}\n`)
    .join('');
}
