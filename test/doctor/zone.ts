import { type Dns, DnsTrouble } from '../../doctor/dns.ts';

/** The records of a name; a code instead: DNS does not answer for it. */
export interface Records {
  txt?: string[] | string;
  mx?: string[] | string;
  addresses?: string[];
}

/** A DNS of these names alone; `mx` by descending preference. */
export function zone(names: Record<string, Records>): Dns {
  const recordsOf = (name: string) => names[name] ?? {};
  return {
    async txt(name) {
      const { txt = [] } = recordsOf(name);
      if (typeof txt === 'string') throw new DnsTrouble(name, txt);
      return txt;
    },
    async mx(name) {
      const { mx = [] } = recordsOf(name);
      if (typeof mx === 'string') throw new DnsTrouble(name, mx);
      return mx.map((exchange, priority) => ({ exchange, priority }));
    },
    addresses: async (name) => recordsOf(name).addresses ?? [],
  };
}
