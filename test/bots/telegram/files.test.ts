import { describe, expect, it } from 'vitest';
import { parse } from '../../../bots/telegram/parse.ts';
import { inboundOf, messageUpdate } from './updates.ts';

const file = (id: string, fields: object = {}) => ({ file_id: id, file_unique_id: 'u', ...fields });
const size = (id: string, width: number, height: number) => file(id, { width, height, file_size: width });
const said = (id: string, fields: object = {}) => ({ id, mime: null, name: null, size: null, ...fields });

const film = file('f', { mime_type: 'video/mp4', file_name: 'Us.mp4', file_size: 9_000 });

describe('the file of a message', () => {
  it.each<[label: string, fields: object, expected: object | null]>([
    [
      'a photo: its largest size, wherever that stands',
      { photo: [size('s', 90, 60), size('l', 960, 640), size('m', 320, 213)] },
      said('l', { size: 960 }),
    ],
    ['a photo of no sizes', { photo: [] }, null],
    [
      'a live photo: its still picture',
      { live_photo: { ...film, photo: [size('s', 9, 9)] } },
      said('s', { size: 9 }),
    ],
    ['a film', { video: film }, said('f', { mime: 'video/mp4', name: 'Us.mp4', size: 9_000 })],
    ['a round film', { video_note: file('n', { length: 240 }) }, said('n')],
    ['a voice note', { voice: file('v', { mime_type: 'audio/ogg' }) }, said('v', { mime: 'audio/ogg' })],
    [
      'an animation, not the document it also is',
      { document: file('d'), animation: film },
      expect.objectContaining({ id: 'f' }),
    ],
    ['a paper', { document: file('d', { file_name: 'a\0b.pdf' }) }, said('d', { name: 'ab.pdf' })],
    ['a sticker', { sticker: file('s', { is_animated: false, is_video: false }) }, said('s')],
    [
      'a sticker that only Telegram can play: its picture',
      { sticker: file('s', { is_animated: true, thumbnail: file('t') }) },
      said('t'),
    ],
    ['such a sticker without picture', { sticker: file('s', { is_animated: true }) }, null],
    ['a place', { location: { latitude: 1, longitude: 2 } }, null],
    ['one without id', { document: { file_name: 'x' } }, null],
    [
      'one with fields of other types',
      { document: { file_id: 'd', file_name: 7, file_size: '9' } },
      said('d'),
    ],
    ['no object at all', { document: 'x' }, null],
  ])('%s', (_, fields, expected) => {
    expect(inboundOf(parse(messageUpdate(fields), '42')).said).toMatchObject({
      kind: 'media',
      file: expected,
    });
  });
});
