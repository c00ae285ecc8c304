import { z } from 'zod';
import type { TextKey } from '../texts/texts.ts';

/** Where most people of countries with several zones live, largest first; elsewhere the country's own list serves. */
const populous: Record<string, string[]> = {
  US: ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'],
  CA: ['America/Toronto', 'America/Vancouver', 'America/Edmonton', 'America/Halifax'],
  MX: ['America/Mexico_City', 'America/Tijuana', 'America/Cancun'],
  BR: ['America/Sao_Paulo', 'America/Manaus', 'America/Bahia'],
  AU: ['Australia/Sydney', 'Australia/Brisbane', 'Australia/Perth', 'Australia/Adelaide'],
  RU: ['Europe/Moscow', 'Asia/Yekaterinburg', 'Asia/Novosibirsk', 'Asia/Vladivostok'],
  ID: ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'],
  ES: ['Europe/Madrid', 'Atlantic/Canary'],
  PT: ['Europe/Lisbon', 'Atlantic/Azores'],
  CL: ['America/Santiago', 'Pacific/Easter'],
  EC: ['America/Guayaquil', 'Pacific/Galapagos'],
  AR: ['America/Argentina/Buenos_Aires'],
  CN: ['Asia/Shanghai'],
  DE: ['Europe/Berlin'],
  NZ: ['Pacific/Auckland'],
  KZ: ['Asia/Almaty'],
};

/** The zones of a country (ISO 3166), the likeliest first, four at most. Empty where the country is unknown. */
export function timeZonesOf(country: string | undefined): string[] {
  if (!country) return [];
  const known = populous[country];
  if (known) return known;
  const locale = new Intl.Locale('und', { region: country }) as Intl.Locale & { timeZones?: string[] };
  return (locale.timeZones ?? []).slice(0, 4);
}

const zones = Intl.supportedValuesOf('timeZone');
const plain = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();

/** The zone somebody means by its name or its city: `Lima`, `america/lima`. Undefined where there is none. */
function findTimeZone(typed: string): string | undefined {
  const wanted = plain(typed);
  return zones.find((zone) => plain(zone) === wanted) ?? zones.find((zone) => plain(cityOf(zone)) === wanted);
}

/** `America/Argentina/Buenos_Aires` is `Buenos Aires`. */
export const cityOf = (zone: string) => zone.split('/').at(-1)!.replaceAll('_', ' ');

const unknownZone: TextKey = 'registration.badTimeZone';

/** A typed city or zone, as the name of the zone. */
export const timeZone = z
  .string()
  .transform((typed) => findTimeZone(typed) ?? '')
  .pipe(z.string().min(1, { error: unknownZone }));
