import { Resolver } from 'node:dns/promises';

/** A mail server of a domain; those with the lowest priority are tried first. */
export interface Exchange {
  exchange: string;
  priority: number;
}

/** The names of the internet, as far as mail and webhooks need them; an empty list where a name has no such record. */
export interface Dns {
  /** Each record whole, its strings joined. @throws {DnsTrouble} */
  txt(name: string): Promise<string[]>;
  /** @throws {DnsTrouble} */
  mx(name: string): Promise<Exchange[]>;
  /** IPv4 and IPv6. @throws {DnsTrouble} */
  addresses(name: string): Promise<string[]>;
}

/** DNS gave no answer, which says nothing about the name. */
export class DnsTrouble extends Error {
  constructor(
    readonly asked: string,
    readonly code: string,
  ) {
    super(`DNS did not answer for ${asked} (${code})`);
    this.name = 'DnsTrouble';
  }
}

const timeoutMs = 2_500;

/** The machine's own DNS, or the given servers (`127.0.0.1:5353`). */
export function systemDns(servers?: string[]): Dns {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers) resolver.setServers(servers);
  return {
    txt: async (name) => (await known(name, resolver.resolveTxt(name))).map((strings) => strings.join('')),
    mx: (name) => known(name, resolver.resolveMx(name)),
    async addresses(name) {
      const both = [resolver.resolve4(name), resolver.resolve6(name)];
      return (await Promise.all(both.map((asked) => known(name, asked)))).flat();
    },
  };
}

/** No such name and no such record are answers (https://nodejs.org/api/dns.html#error-codes). */
async function known<Record>(name: string, asked: Promise<Record[]>): Promise<Record[]> {
  try {
    return await asked;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw new DnsTrouble(name, code);
  }
}
