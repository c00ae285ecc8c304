import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address is one of the public internet: everything else (this machine, the network around it, the
 * cloud's metadata at 169.254.169.254, carriers' and documentation ranges, multicast) is in IANA's registries of
 * special-purpose addresses, which ipaddr.js knows. An IPv4 address inside an IPv6 one counts as itself; other ways to
 * wrap one (NAT64, 6to4, Teredo) are no public addresses.
 */
export function isPublicAddress(address: string): boolean {
  // Without a zone: fe80::1%eth0.
  const bare = address.split('%')[0]!;
  return ipaddr.isValid(bare) && ipaddr.process(bare).range() === 'unicast';
}
