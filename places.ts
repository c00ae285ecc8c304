import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type { Origin, PlaceOf } from './domain/place.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Where requests come from. `X-Forwarded-For` counts only as far as it was written by proxies of ours: it is read from
 * its end, and the first address that is none of them is the place. Of IPv6 a household has a whole /64 (RFC 6177): that
 * is one place.
 * @param options.trustedProxies addresses or networks, `10.0.0.0/8`
 * @param options.secret keys the hash, so that nobody finds addresses by trying all
 */
export function placesOf({ trustedProxies, secret }: { trustedProxies: string[]; secret: string }): PlaceOf {
  const networks = trustedProxies.map(readNetwork);
  const isOurs = (address: Address) => networks.some((network) => isWithin(address, network));
  return (origin) =>
    createHmac('sha256', secret).update(networkOf(origin, isOurs)).digest('base64url').slice(0, 22);
}

function networkOf({ remoteAddress, forwardedFor }: Origin, isOurs: (address: Address) => boolean): string {
  let place = readAddress(remoteAddress ?? '');
  const named = (forwardedFor ?? '').slice(-mostHeader).split(',');
  while (place && isOurs(place) && named.length > 0) {
    const before = readAddress(named.pop()!);
    if (!before) break;
    place = before;
  }
  if (!place) return 'unknown';
  return place instanceof ipaddr.IPv6 ? place.toByteArray().slice(0, 8).join('.') : place.toString();
}

/** Longer than any honest chain of proxies. */
const mostHeader = 2_000;

/** With the port that some proxies write behind it; IPv4 in IPv6's clothes is IPv4. Null for what is no address. */
function readAddress(written: string): Address | null {
  const bare = written
    .trim()
    .replace(/^\[(.+)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  // Else `1` would be 0.0.0.1, and `0x7f.1` this machine.
  if (!/^\d+\.\d+\.\d+\.\d+$|:/.test(bare) || !ipaddr.isValid(bare)) return null;
  return ipaddr.process(bare);
}

type Network = [Address, number];

/** @throws {Error} for what is neither; settings are checked before */
function readNetwork(written: string): Network {
  if (written.includes('/')) return ipaddr.parseCIDR(written);
  const address = ipaddr.process(written);
  return [address, address instanceof ipaddr.IPv6 ? 128 : 32];
}

const isWithin = (address: Address, [network, bits]: Network) =>
  address.kind() === network.kind() && address.match(network as never, bits as never);
