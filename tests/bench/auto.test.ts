import 'fake-indexeddb/auto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Run } from '../../src/app/api/training.ts';
import { createRng, shuffled } from '../../src/core/rng.ts';
import { readPackage } from '../../src/predict/package-file.ts';
import { createScorer } from '../../src/predict/scorer.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { openDoor } from '../app/door/open-door.ts';
import { cpuEngine } from '../neural/cpu-engine.ts';

/**
 * `auto` with its usual minute, on one thread, against what people reach for first, on rows that neither saw. AUTO_DATA names a folder with the tables,
 * AUTO_TABLES some of them, AUTO_BUDGET_S another budget, AUTO_SEED another way to hold rows out.
 */
const DATA = process.env['AUTO_DATA'] ?? join(import.meta.dirname, '../../../shared/data');
const BUDGET_MS = Number(process.env['AUTO_BUDGET_S'] ?? 60) * 1000;
const SEED = Number(process.env['AUTO_SEED'] ?? 1);
const HELD_SHARE = 0.25;

const tables = [
  { file: 'wine-quality-red', target: 'quality', metric: 'r2' },
  { file: 'german-credit', target: 'risk', metric: 'roc_auc' },
  { file: 'titanic', target: 'survived', metric: 'roc_auc', without: ['alive'] },
  { file: 'penguins', target: 'species', metric: 'log_loss' },
  { file: 'diamonds', target: 'price', metric: 'r2', rows: 10_000 },
  { file: 'adult', target: 'income', metric: 'roc_auc' },
  { file: 'mpg', target: 'mpg', metric: 'r2', without: ['name'] },
  { file: 'tips', target: 'tip', metric: 'r2' }
].filter(({ file }) => (process.env['AUTO_TABLES'] ?? file).split(',').includes(file));

interface Told {
  readonly auto: number;
  readonly peers: Readonly<Record<string, number>>;
  readonly best: string;
  readonly ahead: number;
  readonly error: number;
}

test.each(tables)('auto on $file is level with or ahead of the best of three', async ({ file, target, metric, ...more }) => {
  const { head, train, held } = partsOf(readFileSync(join(DATA, `${file}.csv`), 'utf8'), more);
  const folder = mkdtempSync(join(tmpdir(), `auto-${file}-`));
  const text = (rows: readonly string[]) => `${[head, ...rows].join('\n')}\n`;
  writeFileSync(join(folder, 'train.csv'), text(train));
  writeFileSync(join(folder, 'held.csv'), text(held));
  const storage = await openStorage(`bench-${file}`);
  const lathe = await openDoor(undefined, { storage, now: () => Date.now(), openEngine: () => cpuEngine() });
  const project = await lathe.projects.create({ name: file });
  await project.data.importCsv(text(train));
  await project.problem.set({ task: metric === 'r2' ? 'regression' : 'classification', target, metric });
  await project.split.set({ kind: 'stratified', shares: { train: 1, validation: 0, test: 0 } });
  const began = performance.now();
  const runs = await project.auto({ budgetMs: BUDGET_MS, seed: 0 });
  const took = (performance.now() - began) / 1000;
  const scorer = createScorer(readPackage(await storage.packages.get(runs[0]!.modelHash)));
  writeFileSync(join(folder, 'auto.json'), JSON.stringify(answersOf(scorer, head, held)));
  const script = join(import.meta.dirname, 'auto_peer.py');
  const told = JSON.parse(execFileSync('/usr/bin/python3', [script, folder, target, metric], { encoding: 'utf8' })) as Told;
  console.log(sayRuns(file, metric, await project.runs(), took));
  console.log(sayTold(file, metric, runs[0]!, told));
  expect(told.ahead).toBeGreaterThan(-told.error);
});

const cellsOf = (line: string) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, ''));

/** Some of the rows by a seed, without some columns. */
function partsOf(csv: string, { rows = Infinity, without = [] }: { readonly rows?: number; readonly without?: readonly string[] }) {
  const [first, ...lines] = csv.trim().split(/\r?\n/);
  const names = cellsOf(first!);
  const kept = [...names.keys()].filter(
    (i) => !without.includes(names[i]!.replaceAll('"', '')) && (names[i] !== '' || i < names.length - 1)
  );
  const thin = (line: string) => kept.map((i) => cellsOf(line)[i] ?? '').join(',');
  const order = shuffled(Uint32Array.from(lines.keys()), createRng(SEED)).slice(0, Math.min(rows, lines.length));
  const cut = Math.round(order.length * HELD_SHARE);
  const take = (places: Uint32Array) => Array.from(places, (place) => thin(lines[place]!));
  return { head: thin(first!).replaceAll('"', ''), held: take(order.slice(0, cut)), train: take(order.slice(cut)) };
}

/** Of each held-out row the chances, or the value, as the package says them. */
function answersOf(scorer: ReturnType<typeof createScorer>, head: string, held: readonly string[]) {
  const names = head.split(',');
  const rows = held.map((line) => Object.fromEntries(cellsOf(line).map((cell, i) => [names[i], cell.replaceAll('"', '').trim() || null])));
  const said = scorer.scoreRows(rows) as unknown as readonly {
    readonly probabilities?: Record<string, number>;
    readonly prediction: number;
  }[];
  const labels = Object.keys(said[0]!.probabilities ?? {});
  return { labels, answers: said.map((row) => (row.probabilities ? labels.map((label) => row.probabilities![label]!) : row.prediction)) };
}

function sayRuns(file: string, metric: string, runs: readonly Run[], took: number): string {
  const lines = runs.map(
    (run) =>
      `  ${run.label.padEnd(34)} ${run.status.padEnd(9)} ${(run.fitMs / 1000).toFixed(1).padStart(6)} s  cv ${run.metrics['cv']?.[metric]?.value.toFixed(4) ?? '     '}  ${run.model === 'ensemble' ? run.notes[0] : JSON.stringify(run.error?.code ?? '')}`
  );
  return [`${file}: ${runs.length} runs in ${took.toFixed(1)} s`, ...lines].join('\n');
}

const sayTold = (file: string, metric: string, best: Run, { auto, peers, best: peer, ahead, error }: Told) =>
  `TABLE ${file} ${metric} auto (${best.label}) ${auto.toFixed(4)} | ${Object.entries(peers).map(([name, value]) => `${name} ${value.toFixed(4)}`).join(', ')} | ahead of ${peer} by ${ahead.toFixed(4)} +- ${error.toFixed(4)}`; // prettier-ignore
