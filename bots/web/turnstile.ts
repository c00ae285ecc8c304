/** Each holds up to 20 MB in memory while it is read. */
const mostAtAll = 8;
const mostPerSession = 2;

/** Lets so many in at a time. Returns what each calls when it leaves; null for those who are to come again. */
export function turnstile(): (sessionId: string) => (() => void) | null {
  const inside: string[] = [];
  return (sessionId) => {
    const own = inside.filter((one) => one === sessionId).length;
    if (inside.length >= mostAtAll || own >= mostPerSession) return null;
    inside.push(sessionId);
    return () => void inside.splice(inside.indexOf(sessionId), 1);
  };
}
