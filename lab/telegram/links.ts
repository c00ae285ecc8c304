/**
 * The address as Telegram writes it, or `null` for what it does not take as one: scheme and host in small letters,
 * `http` where there is no scheme, at least a slash for a path.
 */
export function checkedLink(link: string): string | null {
  const parts = /^(?:([a-z]+):\/\/)?([^/?#]*)(.*)$/is.exec(link.trim());
  if (!parts) return null;
  const scheme = (parts[1] ?? 'http').toLowerCase();
  if (/^(tg|ton|tonsite)$/.test(scheme)) return link.trim();
  if (!/^https?$/.test(scheme)) return null;
  const host = parts[2]!.toLowerCase();
  if (!isHost(host.replace(/^.*@/, ''))) return null;
  const rest = parts[3]!.replaceAll(' ', '%20');
  return `${scheme}://${host}${rest.startsWith('/') ? rest : `/${rest}`}`;
}

function isHost(host: string): boolean {
  const [name, port] = host.split(':');
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) > 0 && Number(port) < 65_536)) return false;
  return /^[^.\s]+(\.[^.\s]+)+$/.test(name ?? '');
}
