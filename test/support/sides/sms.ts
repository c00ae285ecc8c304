import { parseIncomingSms } from '../../../bots/sms/parse.ts';
import { render } from '../../../bots/sms/render.ts';
import { segmentsOf } from '../../../bots/sms/segments.ts';
import { smsChannel } from '../../../bots/sms/send.ts';
import { incomingSms, US } from '../../bots/sms/forms.ts';
import { numberedIn, type Side } from './side.ts';

/** Eight long names with accents take up to nine; more than that is a wall on a small screen. */
const mostSegments = 10;

/** By text message: all that there is is words. */
export function smsSide(): Side {
  const type: Side['type'] = async (Body) => parseIncomingSms({ ...incomingSms, Body })!;
  return {
    channel: smsChannel({
      accountSid: 'AC1',
      authToken: 'token',
      phoneNumber: US,
      statusCallback: 'https://class.example',
    }),
    address: incomingSms.From,
    type,
    async show(outbound) {
      const bodies = render(outbound);
      const segments = bodies.map((body) => segmentsOf(body).segments).reduce((sum, one) => sum + one, 0);
      const numbered = numberedIn(bodies.join('\n'), outbound, type);
      return {
        text: bodies.join('\n'),
        hasContactButton: false,
        ...numbered,
        problems: [...numbered.problems, ...(segments > mostSegments ? [`costs ${segments} segments`] : [])],
      };
    },
  };
}
