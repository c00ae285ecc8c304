import type { Outbound } from '../../domain/channel.ts';
import { formattedOf } from '../../domain/formatting/formattedOf.ts';
import { plain } from '../../domain/formatting/plainText.ts';
import { preferGsm } from './gsm.ts';
import { splitText } from './split.ts';

/**
 * A message as the bodies of one or more text messages: words lose their style, links keep their address behind them,
 * choices become numbered lines which people answer with the number. The same message always gives the same bodies; `settle` recognises it by them.
 */
export function render(outbound: Pick<Outbound, 'body' | 'choices'>): string[] {
  const lines = outbound.choices.map((choice, i) => `${i + 1} ${choice.label}`);
  const text = [plain(formattedOf(outbound.body)), ...lines].join('\n');
  return splitText(preferGsm(storable(text).trim()));
}

/** One spelling per letter (an `é` of two code points is not GSM-7, the composed one is), and no broken surrogates. */
function storable(text: string): string {
  return text
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC');
}
