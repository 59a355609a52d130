import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { json } from '../../src/stages/ingest/formats/json.ts';
import { encodeColumn } from '../../src/storage/column-codec.ts';
import { CHUNK_ROWS } from '../../src/storage/storage.ts';
import { context } from '../jobs/ingest-helper.ts';
import { mixedJson } from './mixed-json.ts';

const MEGABYTES = Number(process.env['LATHE_BENCH_MB'] ?? 100);
const ROUNDS = 3;
const PYTHON = '/usr/bin/python3';
const OWN = 'Lathe: parse, infer, build columns, SHA-256';
const BARE = 'JSON.parse of each line, whole text to objects';

/** pandas in a process of its own, one reading per call. */
async function openPeer(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'json-'));
  const path = join(folder, 'data.jsonl');
  writeFileSync(path, text);
  const child = spawn(PYTHON, [join(import.meta.dirname, 'json_peer.py'), path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return {
    async read() {
      child.stdin.write('go\n');
      const [seconds, rows] = String((await lines.next()).value).split(' ').map(Number); // prettier-ignore
      return { seconds: seconds!, rows: rows! };
    },
    async close() {
      child.stdin.end();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    }
  };
}

async function own(blob: Blob): Promise<number> {
  const sink = { append: (column: Parameters<typeof encodeColumn>[0]) => sha256(encodeColumn(column)) };
  return (await json.read!(blob, sink, { options: {}, chunkRows: CHUNK_ROWS }, context())).rows;
}

function bare(text: string): number {
  const records: unknown[] = [];
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf('\n', at);
    records.push(JSON.parse(text.slice(at, feed)));
    at = feed + 1;
  }
  return records.length;
}

async function timed(run: () => number | Promise<number>): Promise<{ seconds: number; rows: number }> {
  const begin = performance.now();
  const rows = await run();
  return { seconds: (performance.now() - begin) / 1000, rows };
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

test.each([
  ['flat records', 'flat'],
  ['flat records with escapes and keys left out', 'uneven'],
  ['objects within objects, and a list', 'nested']
] as const)('JSON lines, %s, against JSON.parse and pandas.read_json', async (_, kind) => {
  const { text, rows } = mixedJson(MEGABYTES * 1_000_000, kind);
  const blob = new Blob([text]);
  const peer = existsSync(PYTHON) ? await openPeer(text) : null;
  const contestants: Record<string, () => Promise<{ seconds: number; rows: number }>> = {
    [OWN]: () => timed(() => own(blob)),
    [BARE]: () => timed(() => bare(text)),
    ...(peer && { 'pandas.read_json(lines=True)': () => peer.read() })
  };
  const seconds: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, run] of Object.entries(contestants)) {
      const one = await run();
      expect(one.rows).toBe(rows);
      (seconds[name] ??= []).push(one.seconds);
    }
  await peer?.close();
  if (!peer) console.log(`No ${PYTHON} here: pandas was left out.`);
  console.table(
    Object.entries(seconds).map(([what, all]) => ({
      what,
      'median s': middle(all).toFixed(2),
      'MB/s': Math.round(blob.size / 1e6 / middle(all)),
      'times as long as Lathe': (middle(all) / middle(seconds[OWN]!)).toFixed(2)
    }))
  );
});
