import { gzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../../src/core/rng.ts';
import { png } from '../image/make-files.ts';
import { read } from './helper.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, bytes('<xml/>'.repeat(40))])));

const foreign: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['a PNG image', png(3, 2), /images together/],
  ['an Excel workbook', zip('[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'), /its own format is read/],
  ['an Office document', zip('[Content_Types].xml', 'word/document.xml'), /in its own program/],
  ['a zip archive', zip('table.csv'), /Unpack it/],
  ['a gzip archive', gzipSync(bytes('a,b\n1,2\n')), /Unpack it/],
  ['a PDF document', bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n'), /spreadsheet/],
  ['a PDF document', bytes('\n%PDF-1.4\n1 0 obj\n'), /spreadsheet/],
  ['a web page (HTML)', bytes('\xef\xbb\xbf\n<!DOCTYPE HTML>\n<html><body><table><tr><td>1</td></tr></table></body></html>'), /browser/],
  ['a web page (HTML)', bytes('<html><head></head></html>\n'), /browser/],
  ['an XML document', bytes('<?xml version="1.0"?>\n<rows><row a="1"/></rows>\n'), /save the table/],
  ['a formatted text (RTF)', bytes('{\\rtf1\\ansi a,b\\par 1,2\\par}\n'), /plain text/],
  ['a Parquet file', bytes('PAR1\x15\x04\x15\x10\x15\x14L\x15\x02PAR1'), /its own format is read/],
  ['a JPEG image', bytes('\xff\xd8\xff\xe0\0\x10JFIF\0'), /images/],
  ['an SQLite database', bytes('SQLite format 3\0\x10\0\x01\x01'), /Export the table/],
  ['a text in UTF-32', bytes('\xff\xfe\0\0a\0\0\0,\0\0\0'), /UTF-8/]
];

describe('a file that is called a CSV and is something else', () => {
  test.each(foreign)('%s is refused, with what it is and what to do', async (what, content, hint) => {
    const refused = { code: 'csv-not-text', message: expect.stringContaining(what) as string, hint: expect.stringMatching(hint) as string };
    await expect(read(content)).rejects.toMatchObject(refused);
    await expect(read(content, { encoding: 'windows-1252' })).rejects.toMatchObject(refused);
  });

  test('bytes of no known kind are refused too', async () => {
    const rng = createRng(3);
    const noise = Uint8Array.from({ length: 3000 }, () => Math.floor(rng() * 256));
    await expect(read(noise)).rejects.toMatchObject({ code: 'csv-not-text' });
    await expect(read(Uint8Array.from({ length: 200 }, (_, i) => (i % 5 === 0 ? 0 : 65)))).rejects.toMatchObject({ code: 'csv-not-text' });
  });
});

describe('texts that only look odd are read', () => {
  test('UTF-16 of either order, with and without a mark', async () => {
    const text = 'name,n\nMüller,1\nWeiß,2\n';
    const wide = (isLittle: boolean, mark: boolean) => {
      const units = (mark ? '\ufeff' : '') + text;
      return Uint8Array.from({ length: units.length * 2 }, (_, i) => {
        const code = units.charCodeAt(i >> 1);
        return (i % 2 === 0) === isLittle ? code & 255 : code >> 8;
      });
    };
    for (const isLittle of [true, false])
      for (const mark of [true, false]) expect((await read(wide(isLittle, mark))).values['n']).toEqual([1, 2]);
    expect((await read(wide(true, false), { encoding: 'utf-16le' })).rows).toBe(2);
  });

  test('column names that begin as other files do, a NUL, the end mark of old systems, Latin-1 and escapes', async () => {
    expect((await read('PKW,PAR1\nja,1\n')).columns.map(({ name }) => name)).toEqual(['PKW', 'PAR1']);
    expect((await read('PAR1,GIF89a\n1,2\n')).rows).toBe(1);
    expect((await read('RIFF WEBP,b\n1,2\n')).rows).toBe(1);
    expect((await read('BZh,b\n1,2\n')).rows).toBe(1);
    expect((await read('a,b\n1,x\0y\n2,z\n')).rows).toBe(2);
    expect((await read(bytes('a,b\n1,\xe9\n2,\x1b[1m\n'))).rows).toBe(2);
    expect((await read(bytes('a,b\n1,2\n\x1a'))).rows).toBeGreaterThan(0);
  });
});
