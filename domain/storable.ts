/** Control characters besides line breaks and tabs, which Postgres or a provider would refuse, and broken surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unstorable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Cs}/gu;

/** What somebody wrote, as it can be kept and carried. */
export const storable = (typed: string) => typed.replace(/\r\n?/g, '\n').replace(unstorable, '');
