import 'fake-indexeddb/auto';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { importCsv } from '../../src/jobs/import-csv.ts';
import type { ByteSource } from '../../src/stages/ingest/csv/byte-source.ts';
import { readCsv } from '../../src/stages/ingest/csv/read-csv.ts';
import { mixedCsv } from './mixed-csv.ts';
import { context, openProject } from '../jobs/ingest-helper.ts';
import { sha256 } from '../../src/core/hash.ts';
import { encodeColumn } from '../../src/storage/column-codec.ts';
import { CHUNK_ROWS } from '../../src/storage/storage.ts';

const MEGABYTES = Number(process.env['LATHE_BENCH_MB'] ?? 100);
const ROUNDS = 3;

test.each([
  ['with some quoted fields', true],
  ['without a quote, where PapaParse is fastest', false]
])('import of a mixed CSV %s, against bare PapaParse on the same text', { timeout: 1_200_000 }, async (_, hasQuotes) => {
  const text = mixedCsv(MEGABYTES * 1_000_000, hasQuotes);
  const blob = new Blob([text]);
  const rows = text.length === 0 ? 0 : countLines(text) - 1;
  const contestants: Record<string, () => Promise<number>> = {
    'PapaParse, whole text to strings': () => Promise.resolve(Papa.parse<string[]>(text, { skipEmptyLines: true }).data.length - 1),
    'decode, parse, infer, build columns, SHA-256': () => readAndHash(blob),
    'the same, stored (fake-indexeddb)': () => importAndStore(blob)
  };
  const seconds: Record<string, number[]> = {};
  const cpuSeconds: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(contestants)) {
      const begin = performance.now();
      const cpu = process.cpuUsage();
      expect(await run()).toBe(rows);
      const used = process.cpuUsage(cpu);
      (cpuSeconds[name] ??= []).push((used.user + used.system) / 1e6);
      (seconds[name] ??= []).push((performance.now() - begin) / 1000);
    }
  }
  const bare = 'PapaParse, whole text to strings';
  const ratio = (of: Record<string, number[]>, name: string) => (median(of[bare]!) / median(of[name]!)).toFixed(2);
  const table = Object.entries(seconds).map(([name, all]) => ({
    what: name,
    'MB/s': Math.round(blob.size / 1e6 / median(all)),
    ratio: ratio(seconds, name),
    'ratio of processor time': ratio(cpuSeconds, name)
  }));
  console.table(table);
});

test('10 million rows in bounded memory', { timeout: 1_200_000 }, async () => {
  const rows = 10_000_000;
  let peak = 0;
  const sink = {
    append(column: Parameters<typeof encodeColumn>[0]) {
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      peak = Math.max(peak, heapUsed + arrayBuffers);
      return sha256(encodeColumn(column));
    }
  };
  const source = generated(rows);
  const begin = performance.now();
  const result = await readCsv(source, sink, { options: {}, chunkRows: CHUNK_ROWS }, context());
  expect(result.rows).toBe(rows);
  const took = (performance.now() - begin) / 1000;
  console.table([
    { rows, MB: Math.round(source.size / 1e6), seconds: took.toFixed(1), 'peak heap and buffers, MB': Math.round(peak / 1e6) }
  ]);
});

/** A file that is made as it is read; every row is 25 bytes. */
function generated(rows: number): ByteSource {
  const header = 'id     ,amount,word ,on \n';
  const width = header.length;
  const encoder = new TextEncoder();
  const line = (i: number) =>
    `${10_000_000 + i},${(((i * 7919) % 90_000) / 100 + 100).toFixed(2)}`.padEnd(16) +
    `,w${(i * 31) % 100}`.padEnd(4) +
    `,${i % 2}\n`.padStart(width - 20);
  return {
    size: width * (rows + 1),
    slice: (start, end) => ({
      arrayBuffer() {
        const first = Math.floor(start / width);
        const last = Math.min(Math.ceil(end / width), rows + 1);
        const lines = new Uint8Array((last - first) * width);
        for (let from = first; from < last; from += 1000) {
          let text = '';
          for (let i = from; i < Math.min(last, from + 1000); i++) text += i === 0 ? header : line(i - 1);
          encoder.encodeInto(text, lines.subarray((from - first) * width));
        }
        return Promise.resolve(lines.slice(start - first * width, end - first * width).buffer);
      }
    })
  };
}

async function readAndHash(blob: Blob): Promise<number> {
  const sink = { append: (column: Parameters<typeof encodeColumn>[0]) => sha256(encodeColumn(column)) };
  return (await readCsv(blob, sink, { options: {}, chunkRows: CHUNK_ROWS }, context())).rows;
}

async function importAndStore(blob: Blob): Promise<number> {
  const { storage, projectId, services } = await openProject();
  const id = await importCsv({ projectId, source: blob, fileName: 'bench.csv', options: {} }, services, context());
  const { rows } = await storage.datasets.get(id);
  await storage.projects.remove(projectId);
  storage.close();
  return rows;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
