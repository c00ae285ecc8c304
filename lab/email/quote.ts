import type { Mail, Person } from './state.ts';

/** What one writes, with the mail it answers below it, as Gmail does: in text and in HTML. */
export function quoting(text: string, original: Mail, language: 'en' | 'es'): { text: string; html: string } {
  const line = attribution(original, language);
  const quoted = original.text.split('\n').map((one) => (one === '' ? '>' : `> ${one}`));
  return {
    text: `${text}\n\n${line}\n\n${quoted.join('\n')}\n`,
    html:
      `${htmlOf(text)}<br><div class="gmail_quote gmail_quote_container">` +
      `<div dir="ltr" class="gmail_attr">${linked(escaped(line), original.from)}<br></div>` +
      '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);' +
      `padding-left:1ex">${bodyOf(original)}</blockquote></div>\n`,
  };
}

/** What one writes, as the HTML that mail programs make of it. */
export const htmlOf = (text: string) => `<div dir="ltr">${escaped(text).replaceAll('\n', '<br>')}</div>`;

/** The line above what is quoted. Times are of UTC, where everybody here seems to live. */
function attribution({ at, from }: Mail, language: 'en' | 'es'): string {
  const date = new Date(at);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'es' ? 'es-ES' : 'en-US', { timeZone: 'UTC', ...options }).format(
      date,
    );
  const day = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const hour = format({ hour: 'numeric', minute: '2-digit' });
  const name = from.name ? `${from.name} ` : '';
  return language === 'es'
    ? `El ${day.replaceAll(' de ', ' ')} a las ${hour}, ${name}(<${from.address}>) escribió:`
    : `On ${day} at ${hour} ${name}<${from.address}> wrote:`;
}

const linked = (line: string, { address }: Person) =>
  line.replace(`&lt;${address}&gt;`, `&lt;<a href="mailto:${address}">${address}</a>&gt;`);

/** What stands within its body, without scripts: no mail program sends those on. */
function bodyOf({ html, text }: Mail): string {
  if (html === null) return htmlOf(text);
  const inside = /<body[^>]*>([\s\S]*?)(?:<\/body>|$)/i.exec(html)?.[1] ?? html;
  return inside.replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '').trim();
}

const references: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string) => text.replace(/[&<>"]/g, (one) => references[one]!);
