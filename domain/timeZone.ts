import { z } from 'zod';
import { cities } from '../texts/cities.ts';
import type { TextKey } from '../texts/texts.ts';
import { largeCities } from './largeCities.ts';
import { type TextRef, text } from './text.ts';

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

const plain = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();

/** What people may call each zone: what is more certain wins. */
const zoneByName = new Map<string, string>();
for (const [name, zone] of namesOfZones()) if (!zoneByName.has(name)) zoneByName.set(name, zone);

function* namesOfZones(): Generator<[string, string]> {
  const zones = Intl.supportedValuesOf('timeZone');
  for (const zone of zones) yield [plain(zone), zone];
  for (const zone of zones) yield [plain(cityOf(zone)), zone];
  for (const [key, names] of Object.entries(cities))
    for (const name of Object.values(names)) yield [plain(name), key.slice('city.'.length)];
  for (const [zone, names] of Object.entries(largeCities))
    for (const name of names.split(', ')) yield [name, zone];
}

/**
 * The zone somebody means by its name or a city in it: `Lima`, `america/lima`, `Nueva York`, `Boston, MA`. Undefined where
 * there is none.
 */
export function findTimeZone(typed: string): string | undefined {
  const wanted = plain(typed).replace(/[.!]+$/, '');
  return zoneByName.get(wanted) ?? zoneByName.get(wanted.split(',')[0]!.trim());
}

/** What a zone is called to people: its city, in each reader’s language. */
export function cityName(zone: string): TextRef | string {
  const key = `city.${zone}`;
  return key in cities ? text(key as keyof typeof cities) : cityOf(zone);
}

/** The same as what stands on a button. */
export function cityLabel(zone: string): TextRef | { plain: string } {
  const name = cityName(zone);
  return typeof name === 'string' ? { plain: name } : name;
}

/** `America/Argentina/Buenos_Aires` is `Buenos Aires`. */
function cityOf(zone: string): string {
  return zone.split('/').at(-1)!.replaceAll('_', ' ');
}

const unknownZone: TextKey = 'registration.badTimeZone';

/** A typed city or zone, as the name of the zone. */
export const timeZone = z
  .string()
  .transform((typed) => findTimeZone(typed) ?? '')
  .pipe(z.string().min(1, { error: unknownZone }));
