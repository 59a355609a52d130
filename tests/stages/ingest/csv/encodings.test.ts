import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodingNames } from '../../../../src/core/encodings.ts';
import { openDecoder, standardLabel } from '../../../../src/stages/ingest/csv/open-decoder.ts';
import { read } from './helper.ts';

interface Sample {
  readonly label: string;
  readonly text: string;
  readonly bytes: string;
}

/** Written by the codecs of Python; see `encodings.py` beside it. */
const samples = JSON.parse(readFileSync('tests/reference/encodings.json', 'utf8')) as readonly Sample[];
const bytesOf = ({ bytes }: Sample) => Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
const cellsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(';'));

describe.each(samples)('$label', (sample) => {
  const [header, ...rows] = cellsOf(sample.text);
  const table = Object.fromEntries(header!.map((name, j) => [name, rows.map((row) => row[j]!)]));

  test('is found out by its letters', async () => {
    const { encoding, values, choices, notes } = await read(bytesOf(sample), {
      types: Object.fromEntries(header!.map((name) => [name, 'text']))
    });
    expect(values).toEqual(table);
    expect(encoding).toBe(sample.label);
    expect(choices.find(({ what }) => what === 'encoding')!.confidence).toBeGreaterThan(0.6);
    expect(notes.join()).toContain('not UTF-8');
  });

  test('given, it is decoded exactly whatever the edges of the pieces', async () => {
    const options = { encoding: sample.label, types: Object.fromEntries(header!.map((name) => [name, 'text'])) };
    for (let pieceBytes = 1; pieceBytes <= 64; pieceBytes++)
      expect((await read(bytesOf(sample), options, { pieceBytes })).values).toEqual(table);
    expect(encodingNames[sample.label]).toBeDefined();
  });
});

test('UTF-16 without a mark is found in a text that is not Latin', async () => {
  const text = '姓名,城市\n张伟伟伟伟伟伟伟,北京北京北京北京\n王芳芳芳芳芳,上海上海上海\n';
  for (const [label, isLittle] of [
    ['utf-16le', true],
    ['utf-16be', false]
  ] as const) {
    const bytes = new Uint8Array(text.length * 2);
    for (let i = 0; i < text.length; i++) new DataView(bytes.buffer).setUint16(i * 2, text.charCodeAt(i), isLittle);
    const { encoding, values } = await read(bytes);
    expect(encoding).toBe(label);
    expect(values['姓名']).toEqual(['张伟伟伟伟伟伟伟', '王芳芳芳芳芳']);
  }
});

test('bytes that the likely encoding cannot read late in the file are still read, and told', async () => {
  const chinese = samples.find(({ label }) => label === 'gb18030')!;
  const many = Uint8Array.from([...Array.from({ length: 400 }, () => [...bytesOf(chinese)]).flat(), 0xff, 0xff, 10]);
  const { encoding, choices } = await read(many);
  expect(encoding).toBe('windows-1252');
  expect(choices[0]).toMatchObject({ what: 'encoding', confidence: 0.3 });
});

test('one accent is little to go by, and said so', async () => {
  const bytes = Uint8Array.from('a,b\ncaf\u00e9,1\n', (letter) => letter.charCodeAt(0));
  const { encoding, choices, values } = await read(bytes);
  expect([encoding, values['a']]).toEqual(['windows-1252', ['café']]);
  expect(choices[0]!.confidence).toBeLessThan(0.9);
});

describe('the code pages of DOS', () => {
  const pages = JSON.parse(readFileSync('tests/reference/code-pages.json', 'utf8')) as Readonly<Record<string, string>>;

  test.each(Object.entries(pages))('%s is decoded byte for byte', (label, page) => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const ascii = String.fromCharCode(...bytes.subarray(0, 128));
    expect(openDecoder(label, true).decode(bytes, false)).toBe(ascii + page);
    expect(encodingNames[label]).toBeDefined();
  });

  test('are known by their other names; a name that is none is refused', async () => {
    expect([standardLabel('CP437'), standardLabel('850'), standardLabel('Latin1')]).toEqual(['ibm437', 'ibm850', 'windows-1252']);
    const bytes = Uint8Array.from([...'n;m\nM\x81ller;1\nK\x94ln;2\n'], (letter) => letter.charCodeAt(0));
    const { encoding, values } = await read(bytes, { encoding: 'cp437' });
    expect([encoding, values['n']]).toEqual(['ibm437', ['Müller', 'Köln']]);
    await expect(read(bytes, { encoding: 'cp999' })).rejects.toMatchObject({ code: 'csv-encoding-unknown' });
  });

  test('are told from Windows by few letters, with doubt where these are very few', async () => {
    const one = Uint8Array.from([...'n;m\nM\x81ller;1\nGr\x94\xe1e;2\n'], (letter) => letter.charCodeAt(0));
    const { values, choices } = await read(one);
    expect(values['n']).toEqual(['Müller', 'Größe']);
    expect(choices[0]!.confidence).toBeLessThan(0.99);
  });
});

test.each([
  'It\x92s \x93good\x94 \x96 really',
  'the customer\x92s\x85;O\x92Brien',
  'Rock \x92n\x92 roll;5\x9610 days',
  'we\x92ll;l\x92\xe9t\xe9;\x8020'
])('%j with the quotes and dashes of Windows is no Mac Roman', async (line) => {
  const bytes = Uint8Array.from([...`text\n${line}\nplain\n`], (letter) => letter.charCodeAt(0));
  expect((await read(bytes)).encoding).toBe('windows-1252');
});
