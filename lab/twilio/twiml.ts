/** The texts of `<Message>` in a webhook's answer (https://www.twilio.com/docs/messaging/twiml). */
export function repliesIn(twiml: string): string[] {
  const messages = [...twiml.matchAll(/<Message\b[^>]*>([\s\S]*?)<\/Message>/g)].map(([, inside]) => inside!);
  return messages.map((inside) => unescaped(/<Body>([\s\S]*?)<\/Body>/.exec(inside)?.[1] ?? inside).trim());
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(xml: string): string {
  return xml.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole;
    return String.fromCodePoint(name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}
