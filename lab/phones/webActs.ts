import type { Classmate } from '../cast.ts';
import type { WebBrowsers } from '../web/browsers.ts';
import type { Act } from './acts.ts';

/** Does in the web chat what somebody wants. @throws {Error} with a sentence where that cannot be done just now */
export function onWeb(web: WebBrowsers, { id }: Pick<Classmate, 'id'>, wanted: Act): void {
  const browser = web.of(id);
  if (wanted.act === 'say') browser.say(wanted.text, wanted.replyTo ? { replyTo: wanted.replyTo } : {});
  else if (wanted.act === 'press') browser.press(wanted.messageId, wanted.data);
  else if (wanted.act === 'edit') browser.edit(wanted.messageId, wanted.text);
  else throw new Error('The web chat cannot do that.');
}
