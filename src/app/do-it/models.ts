import { foldsFor } from '../../core/folds-for.ts';
import type { SplitSpec } from '../../core/split.ts';
import type { SplitInfo } from '../api/splitting.ts';
import type { TrainSpec } from '../api/training.ts';
import type { Project } from '../api/projects.ts';
import type { Watch } from '../api/watch.ts';
import { baselineOfTask } from '../../core/baselines.ts';
import { isSpecialTask, type SpecialTask } from '../../core/special-task.ts';
import type { DoIt, Done } from './do-it.ts';

/** Divides the rows as the data call for and runs the baselines. A split whose test part was opened is left alone. */
export const doModels: DoIt = async (project, overview, watch) => {
  const task = overview.problem?.task;
  if (isSpecialTask(task)) return doTaskModels(project, task, watch);
  const before = overview.split;
  const { spec, reasons } = await project.split.suggest();
  const isOpened = (before?.testOpenings ?? 0) > 0;
  const isTrained = overview.runs.some(({ status, splitHash }) => status === 'done' && splitHash === before?.hash);
  const said: string[] = [];
  const divides = before === null || (!isOpened && !isTrained && before.kind !== spec.kind);
  const split = divides ? await project.split.set(spec) : before;
  if (divides) said.push(`Divided ${sayRows(split.rows)}. ${reasons.join(' ')}`);
  else
    said.push(
      isOpened ? 'The split stays: its test part was opened, and dividing anew would make that worse.' : 'The split stays as it is.'
    );
  for (const run of baselinesFor(overview.problem?.task, split)) await project.train(run, watch);
  said.push('The baseline was run over the same folds: what a model must beat is known now.');
  const back = before && specOf(before);
  return { said, undo: divides && back ? async () => void (await project.split.set(back)) : null };
};

/** Such a task divides its data itself; what is left to do is to see what has to be beaten. */
async function doTaskModels(project: Project, task: SpecialTask, watch: Watch): Promise<Done> {
  const model = baselineOfTask[task];
  if (model === undefined)
    return {
      said: ['There is nothing to divide and no baseline to beat: what is found is held against rows without any order instead.'],
      undo: null
    };
  const run = await project.train({ model }, watch);
  return { said: [`${run.label} was run, the baseline: what a model must beat is known now.`], undo: null };
}

function baselinesFor(task: string | undefined, split: SplitSpec): TrainSpec[] {
  const strategies = task === 'regression' ? ['prior', 'median'] : ['prior'];
  return strategies.map((strategy) => ({ model: 'baseline', params: { strategy }, cv: foldsFor(split, task) }));
}

const sayRows = ({ train, validation, test }: { train: number; validation: number; test: number }): string =>
  `${train.toLocaleString('en')} rows to learn from, ${validation.toLocaleString('en')} to choose by, ${test.toLocaleString('en')} sealed`;

/** The division as it was asked for, without what came of it. */
function specOf({ rows: _rows, testOpenings: _openings, hash: _hash, ...spec }: SplitInfo): SplitSpec {
  return spec;
}
