import { describe, expect, test } from 'vitest';
import { below, createRng } from '../../../../src/core/rng.ts';
import { badBytesOf } from '../../../../src/stages/ingest/csv/sniff/bad-bytes.ts';
import { context, read } from './helper.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const joined = (...parts: readonly (Uint8Array | readonly number[])[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const cities = Array.from({ length: 5000 }, (_, i) => `${i},${i % 2 ? '東京都' : 'Düsseldorf'}`);
const many = `id,city\n${cities.join('\n')}\n`;

describe('a file in UTF-8 with a byte that is none', () => {
  test('in its last row is UTF-8; the row is named and kept', async () => {
    const { encoding, rows, values, issue, notes, choices, quarantine } = await read(
      joined(utf8(many), utf8('5000,M'), [0xfc], utf8('nchen\n'))
    );
    expect([encoding, rows]).toEqual(['utf-8', 5001]);
    expect(values['city']!.slice(-2)).toEqual(['東京都', 'M\ufffdnchen']);
    expect(issue('bad-bytes')).toMatchObject({ count: 1, lines: [5002] });
    expect(notes.join()).toContain('bytes on 1 line, from line 5,002 on');
    expect(choices[0]!.confidence).toBe(0.99);
    expect(quarantine!.rows).toEqual([
      { line: 5002, code: 'bad-bytes', reason: 'It holds bytes that are not UTF-8.', text: '5000,M\ufffdnchen' }
    ]);
  });

  test('is read with the row left out where bad rows are set aside', async () => {
    const bytes = joined(utf8(`${many}5000,M`), [0xfc], utf8('nchen\n5001,Köln\n'));
    const { rows, values, quarantine, issue } = await read(bytes, { badRows: 'set-aside' });
    expect([rows, values['city']!.at(-1)]).toEqual([5001, 'Köln']);
    expect(quarantine).toMatchObject({ count: 1, rows: [{ line: 5002 }] });
    expect(issue('bad-bytes')!.message).toContain('left out of the table and set aside');
  });

  test('is read as UTF-8 where that is asked for', async () => {
    const bytes = joined(utf8('a,b\nü,1\nö,2\n'), [0xfc], utf8(',3\n'));
    const { encoding, values } = await read(bytes, { encoding: 'utf-8' });
    expect([encoding, values['a']]).toEqual(['utf-8', ['ü', 'ö', '\ufffd']]);
  });

  test('and has no other character beyond ASCII is read as UTF-8 where that is said and few lines are damaged', async () => {
    const plain = Array.from({ length: 3000 }, (_, i) => `${i},town`).join('\n');
    const damaged = (lines: number) =>
      joined(utf8(`id,city\n${plain}\n`), ...Array.from({ length: lines }, () => [...utf8('1,M'), 0xfc, 0x0a]));
    const said = await read(damaged(3), { encoding: 'utf-8' });
    expect([said.encoding, said.rows, said.values['city']!.at(-1)]).toEqual(['utf-8', 3003, 'M\ufffd']);
    expect(said.issue('bad-bytes')).toMatchObject({ count: 3, lines: [3002, 3003, 3004] });
    expect(said.quarantine!.rows).toHaveLength(3);
    await expect(read(damaged(4), { encoding: 'utf-8' })).rejects.toMatchObject({ code: 'csv-encoding-wrong' });
    expect((await read(damaged(1))).encoding).toBe('windows-1252');
  });

  test('cut inside its last character loses nothing else', async () => {
    const whole = utf8('stadt,n\nKöln,1\nMünster,2\nLübeck,3\nx,東京');
    const { encoding, values } = await read(whole.subarray(0, whole.length - 1), { types: { n: 'text' } });
    expect([encoding, values['stadt'], values['n']]).toEqual(['utf-8', ['Köln', 'Münster', 'Lübeck', 'x'], ['1', '2', '3', '東\ufffd']]);
  });

  test('begun by a byte order mark has little to prove', async () => {
    const { encoding, values } = await read(joined([0xef, 0xbb, 0xbf], utf8('a,b\nü,1\n'), [0xfc], utf8(',2\n')));
    expect([encoding, values['a']]).toEqual(['utf-8', ['ü', '\ufffd']]);
  });

  test('names the line on which a record with line ends in it begins, whatever the edges of the pieces', async () => {
    const bytes = joined(utf8(`${many}5000,"x\r\ny`), [0xff], utf8('"\r\n# a comment '), [0xff], utf8('\r\n5001,z\r\n'));
    for (const pieceBytes of [7, 64, 1 << 18]) {
      const { issue, rows } = await read(bytes, {}, { pieceBytes });
      expect([rows, issue('bad-bytes')]).toEqual([5002, expect.objectContaining({ count: 1, lines: [5002] })]);
    }
  });

  test('and its own replacement characters are not taken for bad bytes', async () => {
    const bytes = joined(utf8(`${many}5000,old \ufffd\n5001,`), [0xff], utf8('\n'));
    expect((await read(bytes)).issue('bad-bytes')).toMatchObject({ count: 1, lines: [5003] });
  });
});

test('characters and what is none are counted as the decoder of the platform counts them', async () => {
  const rng = createRng(5);
  const edges = [0x41, 0x0a, 0x80, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff];
  for (let i = 0; i < 500; i++) {
    const bytes = Uint8Array.from({ length: 12 }, () => edges[below(rng, edges.length)]!);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const { bad, valid, lines } = await badBytesOf(new Blob([bytes]), context);
    const badLines = text.split('\n').flatMap((line, at) => (line.includes('\ufffd') ? [at + 1] : []));
    expect([bad, valid, [...lines]]).toEqual([
      [...text].filter((letter) => letter === '\ufffd').length,
      [...text].filter((letter) => letter > '\x7f' && letter !== '\ufffd').length,
      badLines
    ]);
  }
});
