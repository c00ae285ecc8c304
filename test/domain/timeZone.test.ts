import { describe, expect, test } from 'vitest';
import { largeCities } from '../../domain/largeCities.ts';
import { cityName, findTimeZone } from '../../domain/timeZone.ts';
import { cities } from '../../texts/cities.ts';

describe('a typed city is a time zone', () => {
  test.each([
    ['Lima', 'America/Lima'],
    ['america/lima', 'America/Lima'],
    ['Buenos Aires', 'America/Buenos_Aires'],
    ['San Francisco', 'America/Los_Angeles'],
    ['Boston', 'America/New_York'],
    ['Boston, MA', 'America/New_York'],
    ['barcelona.', 'Europe/Madrid'],
    ['München', 'Europe/Berlin'],
    ['Tel Aviv', 'Asia/Jerusalem'],
    ['Kyiv', 'Europe/Kiev'],
    ['Ciudad de México', 'America/Mexico_City'],
    ['nueva york', 'America/New_York'],
    ['Londres', 'Europe/London'],
    ['Bogotá', 'America/Bogota'],
  ])('%s', (typed, zone) => expect(findTimeZone(typed)).toBe(zone));

  test.each(['', 'Gotham', 'no idea', ', '])('%j is none', (typed) =>
    expect(findTimeZone(typed)).toBeUndefined(),
  );
});

test('every zone of the tables is one that clocks know', () => {
  const isKnown = (timeZone: string) =>
    new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  const named = Object.keys(cities).map((key) => key.slice('city.'.length));
  expect([...named, ...Object.keys(largeCities)].every(isKnown)).toBe(true);
});

test('each name stands with one zone', () => {
  const names = Object.values(largeCities).flatMap((list) => list.split(', '));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('a city has its Spanish name in Spanish', () => {
  expect(cityName('America/Mexico_City')).toEqual({ key: 'city.America/Mexico_City' });
  expect(cityName('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
});
