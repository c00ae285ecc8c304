import { createSocket } from 'node:dgram';
import { expect, test } from 'vitest';
import { DnsTrouble, systemDns } from '../../doctor/dns.ts';
import { atEnd } from '../support/atEnd.ts';

const types = { A: 1, MX: 15, TXT: 16, AAAA: 28 };
const NXDOMAIN = 3;
const SERVFAIL = 2;

/** The data of each record, by type and name; a number is the code of a refusal (RFC 1035 section 4.1.1). */
type Zone = Record<string, Buffer[] | number>;

const label = (name: string) =>
  Buffer.concat([
    ...name.split('.').map((one) => Buffer.from([one.length, ...Buffer.from(one)])),
    Buffer.from([0]),
  ]);
const strings = (...texts: string[]) =>
  Buffer.concat(texts.map((text) => Buffer.from([text.length, ...Buffer.from(text)])));

/** A name server on loopback that speaks as much of RFC 1035 as these questions need. */
async function nameServer(zone: Zone): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port }) => socket.send(answer(query, zone), port, '127.0.0.1'));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  atEnd(async () => socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

function answer(query: Buffer, zone: Zone): Buffer {
  const end = query.indexOf(0, 12) + 1;
  const type = query.readUInt16BE(end);
  const found =
    zone[
      `${Object.keys(types).find((name) => types[name as keyof typeof types] === type)} ${nameIn(query)}`
    ] ?? [];
  const [code, records] = typeof found === 'number' ? [found, []] : [0, found];
  const header = Buffer.from([query[0]!, query[1]!, 0x81, 0x80 | code, 0, 1, 0, records.length, 0, 0, 0, 0]);
  const answers = records.map((record) => {
    const head = Buffer.alloc(12);
    head.writeUInt16BE(0xc00c, 0);
    head.writeUInt16BE(type, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt32BE(60, 6);
    head.writeUInt16BE(record.length, 10);
    return Buffer.concat([head, record]);
  });
  return Buffer.concat([header, query.subarray(12, end + 4), ...answers]);
}

function nameIn(query: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; query[at] !== 0; at += query[at]! + 1)
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]!));
  return labels.join('.');
}

test('records are read as mail needs them', async () => {
  const server = await nameServer({
    'TXT homeroom.example': [strings('v=spf1 include:a.example', ' -all'), strings('other')],
    'MX homeroom.example': [Buffer.concat([Buffer.from([0, 10]), label('mx.homeroom.example')])],
    'A mx.homeroom.example': [Buffer.from([198, 51, 100, 7])],
  });
  const dns = systemDns([server]);
  expect(await dns.txt('homeroom.example')).toEqual(['v=spf1 include:a.example -all', 'other']);
  expect(await dns.mx('homeroom.example')).toEqual([{ exchange: 'mx.homeroom.example', priority: 10 }]);
  expect(await dns.addresses('mx.homeroom.example')).toEqual(['198.51.100.7']);
});

test('no such name is an answer, and a server in trouble is none', async () => {
  const dns = systemDns([await nameServer({ 'TXT gone.example': NXDOMAIN, 'MX ill.example': SERVFAIL })]);
  expect(await dns.txt('gone.example')).toEqual([]);
  expect(await dns.txt('bare.example')).toEqual([]);
  await expect(dns.mx('ill.example')).rejects.toThrow(new DnsTrouble('ill.example', 'ESERVFAIL'));
});
