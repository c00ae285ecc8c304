import { type Dns, DnsTrouble, type Exchange } from './dns.ts';
import { type Check, type Finding, fine, hint, wrong } from './finding.ts';

export interface InboundSettings {
  /** INBOUND_EMAIL_DOMAIN. */
  domain: string;
  isSendgrid: boolean;
  snsTopicArns: string[];
  listenPort: number | undefined;
  publicUrl: string | undefined;
  dns: Dns;
}

/** Whether mail for us ends up at one of the ways in that are open. */
export function inboundDomainCheck(settings: InboundSettings): Check {
  return {
    part: 'Mail',
    asked: 'DNS',
    async look() {
      const ways = [...aboutPublicUrl(settings), ...aboutPort(settings)];
      try {
        return [...(await aboutExchanges(settings)), ...ways];
      } catch (error) {
        if (!(error instanceof DnsTrouble)) throw error;
        return [hint(`${error.message}: look at this machine's resolver, and ask again.`), ...ways];
      }
    },
  };
}

function aboutPublicUrl({ isSendgrid, snsTopicArns, publicUrl }: InboundSettings): Finding[] {
  const service = isSendgrid ? 'SendGrid' : 'Amazon';
  if (publicUrl?.startsWith('https://') || !(isSendgrid || snsTopicArns.length > 0)) return [];
  return [
    wrong(`Without an https PUBLIC_URL ${service} cannot hand us the mail: set PUBLIC_URL=https://...`),
  ];
}

function aboutPort({ listenPort }: InboundSettings): Finding[] {
  if (listenPort === undefined || listenPort === 25) return [];
  return [
    hint(`Mail servers deliver to port 25 only: let this machine's firewall pass that on to ${listenPort}.`),
  ];
}

async function aboutExchanges(settings: InboundSettings): Promise<Finding[]> {
  const { domain, dns } = settings;
  const exchanges = (await dns.mx(domain)).filter(({ exchange }) => exchange !== '' && exchange !== '.');
  if (exchanges.length === 0)
    return [
      wrong(
        `There is no MX record for ${domain}, so that no answer reaches us: make one for ${wanted(settings)}.`,
      ),
    ];
  const judged = await Promise.all(
    exchanges.map(async (one) => ({ ...one, fits: await fits(one, settings) })),
  );
  const foreign = judged.filter((one) => one.fits === 'no').map(({ exchange }) => exchange);
  if (foreign.length === judged.length)
    return [
      wrong(
        `Mail for ${domain} goes to ${foreign.join(' and ')}: let its MX record name ${wanted(settings)}.`,
      ),
    ];
  if (foreign.length > 0)
    return [hint(`Some mail for ${domain} goes to ${foreign.join(' and ')}: take that MX record away.`)];
  const unsure = judged.find((one) => one.fits === 'perhaps');
  if (unsure)
    return [
      hint(
        `Mail for ${domain} goes to ${unsure.exchange}, whose address is not PUBLIC_URL's: see that it is here.`,
      ),
    ];
  return [fine(`Mail for ${domain} goes where we take it.`)];
}

type Fits = 'yes' | 'no' | 'perhaps';

const sendgridHost = 'mx.sendgrid.net';
const sesHost = /^inbound-smtp\.([\w-]+)\.amazonaws\.com(?:\.cn)?$/;

/**
 * SendGrid: https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/setting-up-the-inbound-parse-webhook
 * SES, whose topic is in the region that takes the mail: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-mx-record.html
 */
async function fits({ exchange }: Exchange, settings: InboundSettings): Promise<Fits> {
  const host = exchange.toLowerCase().replace(/\.$/, '');
  if (host === sendgridHost) return settings.isSendgrid ? 'yes' : 'no';
  const region = sesHost.exec(host)?.[1];
  if (region !== undefined) return regionsOf(settings).includes(region) ? 'yes' : 'no';
  return settings.listenPort === undefined ? 'no' : isHere(host, settings);
}

/** Its addresses are those of PUBLIC_URL; with a shared proxy before the web pages they need not be. */
async function isHere(host: string, { dns, publicUrl }: InboundSettings): Promise<Fits> {
  const addresses = await dns.addresses(host);
  if (addresses.length === 0) return 'no';
  if (!publicUrl) return 'yes';
  const ours = await dns.addresses(new URL(publicUrl).hostname);
  return addresses.some((one) => ours.includes(one)) ? 'yes' : 'perhaps';
}

const regionsOf = ({ snsTopicArns }: InboundSettings) => snsTopicArns.map((arn) => arn.split(':')[3]!);

function wanted(settings: InboundSettings): string {
  const names = [
    ...(settings.isSendgrid ? [sendgridHost] : []),
    ...regionsOf(settings).map((region) => `inbound-smtp.${region}.amazonaws.com`),
    ...(settings.listenPort === undefined ? [] : ['a name of this machine']),
  ];
  return [...new Set(names)].join(' or ');
}
