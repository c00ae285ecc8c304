import { createTransport } from 'nodemailer';
import { type Check, type Finding, fine, wrong } from './finding.ts';
import { relayOf } from './relays.ts';

/** Less than the limit of a check, so that the reason is told. */
const timeoutMs = 8_000;

/** Connects to the relay and signs in, without sending anything (https://nodemailer.com/smtp#verify-the-connection). */
export function relayCheck(smtpUrl: string): Check {
  return {
    part: 'Mail',
    asked: 'The relay',
    async look() {
      const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, dnsTimeout: timeoutMs };
      const transport = createTransport({ url: smtpUrl, ...limits, socketTimeout: timeoutMs });
      try {
        await transport.verify();
        return [fine(`The relay ${relayOf(smtpUrl)?.name ?? new URL(smtpUrl).hostname} lets us in.`)];
      } catch (error) {
        return [refused(error, new URL(smtpUrl))];
      } finally {
        transport.close();
      }
    },
  };
}

/** Its words are left out, as some repeat the user's name. */
function refused(error: unknown, { hostname, port, protocol }: URL): Finding {
  const { code = 'no code', responseCode } = error as { code?: string; responseCode?: number };
  if (code === 'EAUTH' || responseCode === 535)
    return wrong(
      `The relay ${hostname} refuses user or password: copy both anew into SMTP_URL, with %40 and the like for signs in them.`,
    );
  if (code === 'ETLS' || /CERT|SSL|WRONG_VERSION/.test(code + String(error)))
    return wrong(
      `The relay ${hostname} and we do not agree on encryption: use ${protocol === 'smtps:' ? 'smtp://...:587' : 'smtps://...:465'} in SMTP_URL, or mend its certificate.`,
    );
  if (code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(String(error)))
    return wrong(`DNS knows no relay ${hostname}: correct the host in SMTP_URL.`);
  return wrong(
    `The relay ${hostname}${port ? ` does not answer at port ${port}` : ' does not answer'} (${code}): correct SMTP_URL, or use port 587, as many hosts close 25.`,
  );
}
