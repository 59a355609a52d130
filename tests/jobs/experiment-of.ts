import type { Engine } from '../../src/core/model.ts';
import type { LimitsAsked } from '../../src/core/limits-choice.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import type { Parts } from '../../src/core/split.ts';
import { allRows, findColumn, type Table } from '../../src/core/table.ts';
import { makeTarget } from '../../src/jobs/experiment/make-target.ts';
import type { Experiment } from '../../src/jobs/experiment/load-experiment.ts';
import { modelTypes } from '../../src/jobs/model-types.ts';
import type { TrainingServices } from '../../src/jobs/services.ts';
import { makePackage, type MadePackage } from '../../src/jobs/training/make-package.ts';
import { planRun } from '../../src/jobs/training/plan-run.ts';
import { commitOf, projectRecord, stored } from '../storage/helper.ts';
import { quiet } from './support.ts';

/** A question about a table, as if both had been read from storage. */
export function experimentOf(table: Table, target: string, task: 'classification' | 'regression'): Experiment {
  const { target: answers, rows: usable } = makeTarget(findColumn(table, target)!, task);
  const columns = table.columns.map((column) => stored(column, []));
  return {
    project: projectRecord('p'),
    problem: { statement: '', task, target, metric: task === 'regression' ? 'mae' : 'roc_auc' },
    dataset: { ...commitOf(table.rows, columns), id: 'd', projectId: 'p', version: 1, hash: '0'.repeat(64), createdAt: 1 },
    task,
    table,
    rows: { inputs: { rows: table.rows, columns: table.columns.filter(({ name }) => name !== target) }, target: answers, weights: null },
    usable
  };
}

/** The first rows to learn from, the others to judge by. */
export const firstRows = (rows: number, train: number): Parts => ({
  train: allRows(rows).subarray(0, train),
  validation: allRows(rows).subarray(train),
  test: new Uint32Array(0)
});

export interface Trained {
  readonly model: string;
  readonly params: PlainRecord;
  readonly randomLabels?: boolean;
  readonly limits?: LimitsAsked;
  readonly openEngine?: () => Promise<Engine>;
}

/** What a run makes of an experiment: the package, by the one way there is to it. */
export async function packageOf(
  experiment: Experiment,
  parts: Parts,
  { model, params, randomLabels = false, limits = false, openEngine = noEngine }: Trained
): Promise<MadePackage> {
  const spec = { kind: 'random' } as const;
  const plan = planRun(experiment, parts, { model: modelTypes.get(model), params, seed: 0, randomLabels, split: spec });
  const split = { spec, parts, hash: '', stored: { train: '', validation: '', test: '' }, notes: [] };
  const request = { runId: '', cv: null, backend: 'auto', calibrate: 'none', limits, experiment, split } as const;
  const services = { version: '0.0.0-test' } as TrainingServices;
  return makePackage(plan, request, null, services, { ...quiet, openEngine });
}

const noEngine = () => Promise.reject(new Error('No engine in this test.'));
