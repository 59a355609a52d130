import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDoor } from '../app/door/open-door.ts';
import { foldsOfFamilies, standingsOf, type FamilyFolds, type FamilyTask } from './family-folds.ts';

interface Reference {
  readonly table: string;
  readonly target: string;
  readonly task: FamilyTask;
  readonly csv: string;
  readonly folds: FamilyFolds;
}

const isFull = process.env['LATHE_FULL'] !== undefined;
/** What takes long, or is much like another. */
const LEFT_OUT = ['gaussian-process', 'explainable-boosting-pairs', 'tree-grown-out'];

const all = JSON.parse(readFileSync(join(import.meta.dirname, '../reference/families.json'), 'utf8')) as Reference[];
const tables = isFull ? all : all.filter(({ table }) => table !== 'penguins');

test.each(tables)(
  'on $table every family is within a standard error of scikit-learn’s, or ahead of it',
  async ({ target, task, csv, folds }) => {
    const only = Object.keys(folds).filter((family) => isFull || !LEFT_OUT.includes(family));
    const own = await foldsOfFamilies(await openDoor(), { csv, target, task, only });
    const behind = standingsOf(own, Object.fromEntries(only.map((family) => [family, folds[family]!]))).filter(
      ({ errorsAhead }) => !(errorsAhead > -1)
    );
    expect(behind).toEqual([]);
  }
);
