import { expect, test } from 'vitest';
import { recordPaths, usualPath, WHOLE } from '../../../../src/stages/ingest/formats/json/record-paths.ts';

const pathsOf = async (text: string) =>
  (await recordPaths(new Blob([text]))).map(({ name, start, end, line }) => [name, JSON.parse(new TextDecoder().decode(new TextEncoder().encode(text).slice(start, end))) as unknown, line]); // prettier-ignore

test('lists of objects within objects are found at any depth, the largest first, with the line they begin on', async () => {
  const text =
    '{\n"meta": {"tags": [{"t": "]}"}], "n": [1, {"x": 1}], "none": []},\n"data": {"größe": 1,\n "a.b": [{"x": [{"y": 1}]}, {"x": "\\"}, {["}]}}';
  expect(await pathsOf(text)).toEqual([
    ['data."a.b"', [{ x: [{ y: 1 }] }, { x: '"}, {[' }], 4],
    ['meta.tags', [{ t: ']}' }], 2]
  ]);
});

test('keys are read with their escapes, and one that comes twice is offered once', async () => {
  expect((await pathsOf('{"a\\u0062":[{}],"ab":[{"x":1}]}')).map(([name]) => name)).toEqual(['ab']);
});

test('a list, JSON lines, a cut file and UTF-16 have none', async () => {
  for (const text of ['[{"a":[{"x":1}]}]', '{"a":[{"x":1}]}\n{"a":[]}', '{"a":[{"x":1}]', '7', ''])
    expect(await pathsOf(text), text).toEqual([]);
  const utf16 = Uint8Array.from([0xff, 0xfe, ...[...'{"a":[{"x":1}]}'].flatMap((mark) => [mark.charCodeAt(0), 0])]);
  expect(await recordPaths(new Blob([utf16]))).toEqual([]);
});

test('the pieces in which a file comes make no difference', async () => {
  const text = '{"a":{"b":[{"x":"é\\""},{"x":2}]}}';
  const bytes = new TextEncoder().encode(text);
  const whole = await recordPaths(new Blob([text]));
  const slice = (start: number, end: number) => ({
    arrayBuffer: () => Promise.resolve(bytes.slice(start, Math.min(end, start + 1)).buffer)
  });
  expect(await recordPaths({ size: bytes.length, slice: (start, end) => (end - start > 100_000 ? slice(start, end) : { arrayBuffer: () => Promise.resolve(bytes.slice(start, end).buffer) }) })).toEqual(whole); // prettier-ignore
});

test('without a choice a list that is much of the file is read; a small one in a record leaves the record a row', async () => {
  const usual = async (text: string) => usualPath(await recordPaths(new Blob([text])), new Blob([text]));
  expect(await usual('{"ok":true,"rows":[{"x":1},{"x":2}]}')).toBe('rows');
  expect(await usual(`{"text":"${'long '.repeat(20)}","rows":[{"x":1}]}`)).toBe(WHOLE);
});
