import type { Classmate } from '../cast.ts';
import type { Browser } from '../web/browser.ts';
import type { WebBrowsers } from '../web/browsers.ts';
import { sampleBytes, samples } from '../whatsapp/samples.ts';
import type { Act, Sending } from './acts.ts';

/** Does in the web chat what somebody wants. @throws {Error} with a sentence where that cannot be done just now */
export async function onWeb(web: WebBrowsers, { id }: Pick<Classmate, 'id'>, wanted: Act): Promise<void> {
  const browser = web.of(id);
  if (wanted.act === 'say') browser.say(wanted.text, wanted.replyTo ? { replyTo: wanted.replyTo } : {});
  else if (wanted.act === 'press') browser.press(wanted.messageId, wanted.data);
  else if (wanted.act === 'edit') browser.edit(wanted.messageId, wanted.text);
  else if (wanted.act === 'send') await send(browser, wanted);
  else throw new Error('The web chat cannot do that.');
}

async function send(browser: Browser, { kind, caption }: Sending): Promise<void> {
  const sample = kind === 'photo' ? 'image' : kind;
  if (sample !== 'image' && sample !== 'document' && sample !== 'voice')
    throw new Error('The web chat cannot do that.');
  const { mimeType, file: name } = samples[sample];
  await browser.sendFile({ bytes: sampleBytes(sample), mimeType, name }, caption);
}
