import 'fake-indexeddb/auto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.ts';
import { openDoor } from '../app/door/open-door.ts';
import { families, foldsOfFamilies, standingsOf, withFolds, type FamilyFolds, type FamilyTask } from '../jobs/family-folds.ts';
import { cpuEngine } from '../neural/cpu-engine.ts';

/**
 * Every family of models against scikit-learn's same model with the same settings on the same five folds, each side with the preparation it usually gets. Prints a
 * table; * marks what is more than a standard error of the peer's mean behind. FAMILIES_DATA names a folder with the tables, FAMILIES_TABLES and
 * FAMILIES some of them, FAMILIES_SEED other folds.
 */
const DATA = process.env['FAMILIES_DATA'] ?? join(import.meta.dirname, '../../../shared/data');
const SEED = Number(process.env['FAMILIES_SEED'] ?? 1);
const chosen = (name: string, of: string) => (process.env[name] ?? of).split(',').includes(of);
/** What grows with the square of the rows or worse is shown fewer. */
const MOST: Readonly<Record<string, number>> = { 'gaussian-process': 500, mlp: 1500 };

const tables = [
  { file: 'adult', target: 'income', task: 'classification', rows: 4000 },
  { file: 'german-credit', target: 'risk', task: 'classification', rows: 1000 },
  { file: 'titanic', target: 'survived', task: 'classification', rows: 891, without: ['alive'] },
  { file: 'penguins', target: 'species', task: 'classification', rows: 344 },
  { file: 'wine-quality-red', target: 'quality', task: 'regression', rows: 1599 },
  { file: 'diamonds', target: 'price', task: 'regression', rows: 4000 },
  { file: 'beijing-pm25', target: 'pm2.5', task: 'regression', rows: 4000, without: ['No'] }
] as const;

test.each(tables.filter(({ file }) => chosen('FAMILIES_TABLES', file)))(
  '$file: each family beside its peer',
  async ({ file, target, task, rows, ...more }) => {
    const csv = readFileSync(join(DATA, `${file}.csv`), 'utf8');
    const asked = Object.keys(families[task]).filter((family) => chosen('FAMILIES', family));
    const lathe = await openDoor(undefined, {
      storage: await openStorage(`families-${file}`),
      now: () => Date.now(),
      openEngine: () => cpuEngine()
    });
    let told = 0;
    for (const [most, only] of bySize(asked, rows)) {
      const part = withFolds(csv, target, { rows: most, seed: SEED, ...more });
      const own = await foldsOfFamilies(lathe, { csv: part, target, task, only });
      for (const line of standingsOf(own, peersOf(file, part, target, task, only)).map((standing) => say(file, most, standing)))
        console.log(line);
      told += only.length;
    }
    expect(told).toBe(asked.length);
  }
);

/** Families that are shown as many rows, by how many. */
function bySize(asked: readonly string[], rows: number): Map<number, string[]> {
  const sizes = new Map<number, string[]>();
  for (const family of asked) {
    const most = Math.min(rows, MOST[family] ?? rows);
    sizes.set(most, [...(sizes.get(most) ?? []), family]);
  }
  return sizes;
}

function peersOf(file: string, csv: string, target: string, task: FamilyTask, only: readonly string[]): FamilyFolds {
  const path = join(mkdtempSync(join(tmpdir(), `families-${file}-`)), 'table.csv');
  writeFileSync(path, csv);
  const script = join(import.meta.dirname, 'families_peer.py');
  return JSON.parse(execFileSync('/usr/bin/python3', [script, path, target, task, ...only], { encoding: 'utf8' })) as FamilyFolds;
}

const say = (file: string, rows: number, { family, metric, own, peer, errorsAhead }: ReturnType<typeof standingsOf>[number]) =>
  `TABLE ${file.padEnd(17)} ${String(rows).padStart(5)} ${family.padEnd(21)} ${metric.padEnd(8)} ${own.toFixed(4).padStart(9)} ${peer.toFixed(4).padStart(9)} ${errorsAhead.toFixed(2).padStart(7)}${errorsAhead < -1 ? ' *' : ''}`; // prettier-ignore
