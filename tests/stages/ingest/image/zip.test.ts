import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { createFileIssues } from '../../../../src/stages/ingest/image/file-issues.ts';
import { filesOfZip } from '../../../../src/stages/ingest/image/image-files.ts';
import { readZipDirectory } from '../../../../src/stages/ingest/image/zip-directory.ts';
import { readZipEntry } from '../../../../src/stages/ingest/image/zip-entry.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const blobOf = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);
const zipOf = (files: Record<string, string | Uint8Array>, level: 0 | 9 = 9) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, body]) => [path, typeof body === 'string' ? bytesOf(body) : body])), {
    level
  });

/** Finds the n-th record of a signature and hands it to be changed. */
function changed(zip: Uint8Array, signature: number, change: (record: DataView) => void, nth = 0): Uint8Array {
  const out = zip.slice();
  const view = new DataView(out.buffer);
  let at = -1;
  for (let found = -1; found < nth;) if (view.getUint32(++at, true) === signature) found++;
  change(new DataView(out.buffer, at));
  return out;
}
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const END = 0x06054b50;

async function readAll(zip: Uint8Array) {
  const issues = createFileIssues();
  const read: Record<string, string> = {};
  for (const file of await filesOfZip(blobOf(zip), issues)) {
    read[file.path] = await file.read().then(
      (bytes) => new TextDecoder().decode(bytes.subarray(0, 50)),
      (error: { code: string }) => error.code
    );
  }
  return { read, issues: issues.list() };
}

test.each([0, 9] as const)('files come back as they were, in the order of their paths, level %d', async (level) => {
  const long = 'x'.repeat(100_000);
  const { read, issues } = await readAll(zipOf({ 'b/2.png': 'two', 'a/1.png': 'one', 'ä/ü.png': 'three', 'long.png': long }, level));
  expect(read).toEqual({ 'a/1.png': 'one', 'b/2.png': 'two', 'long.png': long.slice(0, 50), 'ä/ü.png': 'three' });
  expect(Object.keys(read)).toEqual(['a/1.png', 'b/2.png', 'long.png', 'ä/ü.png']);
  expect(issues).toEqual([]);
});

test('paths that lead out of the archive are left out by name, clutter without a word', async () => {
  const { read, issues } = await readAll(
    zipOf({
      '../evil.png': 'x',
      '/abs.png': 'x',
      'C:/drive.png': 'x',
      'a/../../b.png': 'x',
      'a\\..\\..\\c.png': 'x',
      'ok/1.png': 'fine',
      'win\\2.png': 'fine',
      '__MACOSX/ok/._1.png': 'x',
      'ok/.DS_Store': 'x',
      'ok/Thumbs.db': 'x',
      'empty/': ''
    })
  );
  expect(read).toEqual({ 'ok/1.png': 'fine', 'win/2.png': 'fine' });
  expect(issues).toMatchObject([{ code: 'unsafe-path', count: 5 }]);
  expect(issues[0]!.message).toContain('../evil.png');
});

test('a bomb that says its size is not unpacked', async () => {
  const bomb = zipOf({ 'a/bomb.png': new Uint8Array(200_000_000), 'a/ok.png': 'fine' });
  expect(bomb.length).toBeLessThan(300_000);
  expect((await readAll(bomb)).read).toEqual({ 'a/bomb.png': 'file-too-large', 'a/ok.png': 'fine' });
});

test('a bomb that lies about its size is stopped at the size it said', async () => {
  const zip = changed(zipOf({ 'bomb.png': new Uint8Array(50_000_000) }), DIRECTORY, (record) => record.setUint32(24, 1000, true));
  expect((await readAll(zip)).read).toEqual({ 'bomb.png': 'entry-damaged' });
});

test('a size too large, a wrong checksum, a wrong place and a lock are told of the file, and the others are read', async () => {
  const good = zipOf({ 'a.png': 'first', 'b.png': 'second' });
  const only = async (change: (record: DataView) => void, signature = DIRECTORY) => (await readAll(changed(good, signature, change))).read;
  expect(await only((record) => record.setUint32(24, 99, true))).toEqual({ 'a.png': 'entry-damaged', 'b.png': 'second' });
  expect(await only((record) => record.setUint32(16, 99, true))).toEqual({ 'a.png': 'entry-damaged', 'b.png': 'second' });
  expect(await only((record) => record.setUint32(0, 99, true), LOCAL)).toEqual({ 'a.png': 'entry-damaged', 'b.png': 'second' });
  expect(await only((record) => record.setUint16(8, 1, true))).toEqual({ 'a.png': 'entry-encrypted', 'b.png': 'second' });
  expect(await only((record) => record.setUint16(10, 14, true))).toEqual({ 'a.png': 'entry-method', 'b.png': 'second' });
});

test('a damaged byte inside a file is told of that file', async () => {
  const zip = zipOf({ 'a.png': 'the first file, long enough to be packed packed packed', 'b.png': 'second' });
  zip[45]! ^= 0x55;
  expect((await readAll(zip)).read).toEqual({ 'a.png': 'entry-damaged', 'b.png': 'second' });
});

test('an archive cut off anywhere is refused as a whole', async () => {
  const zip = zipOf({ 'a.png': 'first', 'b.png': 'second' });
  for (let length = 0; length < zip.length; length++) {
    await expect(readZipDirectory(blobOf(zip.subarray(0, length)))).rejects.toMatchObject({ code: 'zip-unreadable' });
  }
});

test('files that lie over each other, a directory outside, and zip64 are refused', async () => {
  const zip = zipOf({ 'a.png': 'first', 'b.png': 'second' });
  const overlapping = changed(zip, DIRECTORY, (record) => record.setUint32(42, 0, true), 1);
  const outside = changed(zip, END, (record) => record.setUint32(16, zip.length, true));
  const large = changed(zip, END, (record) => record.setUint32(16, 0xffffffff, true));
  for (const bytes of [overlapping, outside, large, bytesOf('no zip at all')]) {
    await expect(readZipDirectory(blobOf(bytes))).rejects.toMatchObject({ code: 'zip-unreadable' });
  }
});

test('an archive with a comment is read, and an empty one has no files', async () => {
  const zip = zipOf({ 'a.png': 'first' });
  const withComment = new Uint8Array([...changed(zip, END, (record) => record.setUint16(20, 5, true)), ...bytesOf('hello')]);
  const [entry] = await readZipDirectory(blobOf(withComment));
  expect(new TextDecoder().decode(await readZipEntry(blobOf(withComment), entry!))).toBe('first');
  expect(await readZipDirectory(blobOf(zipOf({})))).toEqual([]);
});
