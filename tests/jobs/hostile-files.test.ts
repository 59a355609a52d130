import 'fake-indexeddb/auto';
import { gzipSync, strToU8, unzipSync, zipSync } from 'fflate';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { isLatheError } from '../../src/core/errors/lathe-error.ts';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import { importFile } from '../../src/jobs/import-file.ts';
import { fixture } from './formats-helper.ts';
import { context, openProject } from './ingest-helper.ts';

const binary = [
  'same.parquet',
  'same-zstd.parquet',
  'same.arrow',
  'same.arrows',
  'same-lz4.feather',
  'same.xlsx',
  'same.csv.gz',
  'two-members.csv.gz',
  'same.zip'
];
const texts = ['same.json'];

/** What became of a bad file: its error, or the dataset; and whether anything was left behind. */
async function outcome(bytes: Uint8Array, name: string) {
  const { storage, services } = await openProject();
  let error: unknown = null;
  try {
    await importFile(
      { projectId: 'p', source: new Blob([bytes as Uint8Array<ArrayBuffer>]), fileName: name, options: {} },
      services,
      context()
    );
  } catch (caught) {
    error = caught;
  }
  const datasets = await storage.datasets.list('p');
  const problems = await integrityCheck(storage);
  return { error, datasets, problems };
}

describe('a file cut off at each sixteenth', () => {
  test.each([...binary, ...texts])('%s is refused with a reason, and nothing is left', async (name) => {
    const whole = fixture(name);
    for (let i = 0; i < 16; i++) {
      const { error, datasets, problems } = await outcome(whole.slice(0, Math.floor((whole.length * i) / 16)), name);
      expect(isLatheError(error), `${name} ${i}/16: ${String(error)}`).toBe(true);
      expect([...datasets, ...problems]).toEqual([]);
    }
  });
});

describe('a file with flipped bytes', () => {
  test.each(binary)('%s is read or refused with a reason', async (name) => {
    const whole = fixture(name);
    for (let i = 0; i < 48; i++) {
      const bytes = whole.slice();
      const at = Math.floor((bytes.length * (i + 0.5)) / 48);
      bytes[at]! ^= 0xff;
      const { error, datasets } = await outcome(bytes, name);
      expect(error === null || isLatheError(error), `${name} at ${at}: ${error instanceof Error ? error.stack : ''}`).toBe(true);
      expect(datasets.length).toBe(error === null ? 1 : 0);
    }
  });
});

/** A Parquet file of one row whose footer says otherwise. */
function parquetClaiming(rows: number): Uint8Array {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'root', num_children: 1 },
      { name: 'a', type: 'DOUBLE', repetition_type: 'OPTIONAL' }
    ]
  });
  void writer.write({ columnData: [{ name: 'a', data: [1] }] });
  for (const group of writer.row_groups) group.num_rows = BigInt(rows);
  writer.num_rows = BigInt(rows);
  void writer.finish();
  return bytes.getBytes().slice();
}

describe('files that claim or unpack to far more than they are', () => {
  const zeros = new Uint8Array(80 * 2 ** 20);

  test('a gzip bomb is stopped while it is being unpacked', async () => {
    const { error, datasets, problems } = await outcome(gzipSync(zeros, { level: 9 }), 'a.csv.gz');
    expect(error).toMatchObject({
      code: 'file-too-large',
      message: expect.stringContaining('"a.csv.gz" unpacks to 65 MB or more') as string
    });
    expect([...datasets, ...problems]).toEqual([]);
  });

  test('a zip bomb is refused by what it says, and one that lies is stopped at what it said', async () => {
    const honest = zipSync({ 'a.csv': zeros }, { level: 9 });
    expect((await outcome(honest, 'a.zip')).error).toMatchObject({ code: 'file-too-large' });
    const lying = honest.slice();
    const view = new DataView(lying.buffer);
    const directory = view.getUint32(lying.length - 6, true);
    view.setUint32(directory + 24, 1000, true);
    expect((await outcome(lying, 'a.zip')).error).toMatchObject({
      code: 'file-damaged',
      message: expect.stringContaining('size or checksum') as string
    });
  });

  test('a workbook whose sheet is a bomb is refused', async () => {
    const parts = Object.fromEntries(
      Object.entries(unzipSync(fixture('same.xlsx'))).map(([path, bytes]) => [path, path.endsWith('sheet1.xml') ? zeros : bytes])
    );
    expect((await outcome(zipSync(parts, { level: 9 }), 'a.xlsx')).error).toMatchObject({ code: 'file-too-large' });
  });

  test('a workbook with entities that grow is refused', async () => {
    const xml = strToU8('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet><sheetData/></worksheet>');
    const parts = Object.fromEntries(
      Object.entries(unzipSync(fixture('same.xlsx'))).map(([path, bytes]) => [path, path.endsWith('sheet1.xml') ? xml : bytes])
    );
    expect((await outcome(zipSync(parts), 'a.xlsx')).error).toMatchObject({
      code: 'file-damaged',
      message: expect.stringContaining('document type') as string
    });
  });

  test('paths that lead out of a zip are not opened', async () => {
    const { error } = await outcome(zipSync({ '../../a.csv': strToU8('a\n1'), '/b.csv': strToU8('b\n1') }), 'a.zip');
    expect(error).toMatchObject({ code: 'file-unknown' });
    const { datasets } = await outcome(zipSync({ '../a.csv': strToU8('a\n1'), 'b.csv': strToU8('b\n1') }), 'a.zip');
    expect(datasets[0]!.columns.map(({ name }) => name)).toEqual(['b']);
    expect(datasets[0]!.notes).toContain('1 path leads out of the zip and was not opened.');
  });

  test('boxes within boxes without end are refused', async () => {
    let bytes = strToU8('a\n1');
    for (let i = 0; i < 5; i++) bytes = gzipSync(bytes);
    expect((await outcome(bytes, 'a.gz')).error).toMatchObject({ code: 'file-unknown' });
  });

  test('a Parquet file that claims three billion rows is refused before room is made for them', async () => {
    const { error, datasets } = await outcome(parquetClaiming(3_000_000_000), 'a.parquet');
    expect(error).toMatchObject({ code: 'file-too-large', message: expect.stringContaining('3,000,000,000 rows') as string });
    expect(datasets).toEqual([]);
  });

  test('an Arrow buffer that claims three gigabytes is refused', async () => {
    const bytes = fixture('same-lz4.feather').slice();
    const at = bytes.findIndex(
      (_, i) => i > 8 && bytes[i] === 0x04 && bytes[i + 1] === 0x22 && bytes[i + 2] === 0x4d && bytes[i + 3] === 0x18
    );
    new DataView(bytes.buffer).setBigInt64(at - 8, 3n * 1024n ** 3n, true);
    expect((await outcome(bytes, 'a.feather')).error).toMatchObject({
      code: 'file-damaged',
      message: expect.stringContaining('a size it cannot have') as string
    });
  });
});
