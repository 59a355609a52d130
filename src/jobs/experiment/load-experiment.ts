import { quoted } from '../../core/words.ts';
import { needsDataset } from '../../core/errors/anywhere.ts';
import { notForTask } from '../../core/errors/tasks.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { noFeatures, noTarget, weightsUnusable } from '../../core/errors/training.ts';
import type { CvSpec, SplitSpec } from '../../core/split.ts';
import { letGo, releaseBuffer } from '../../core/let-go.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { reachesModel } from '../../core/schema.ts';
import { findColumn, type Table } from '../../core/table.ts';
import type { LearningTask } from '../../core/target.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { ProblemRecord, ProjectRecord } from '../../storage/records/project.ts';
import type { Question } from '../../storage/records/run.ts';
import type { Storage } from '../../storage/storage.ts';
import type { LabelledRows } from './labelled-rows.ts';
import { makeTarget, type TargetAndRows } from './make-target.ts';

/** A project's question and data, read and checked: everything a split, a fit or an evaluation starts from. */
export interface Experiment {
  readonly project: ProjectRecord;
  readonly problem: ProblemRecord;
  readonly dataset: DatasetRecord;
  readonly task: LearningTask;
  /** Every column of the dataset that is not ignored. */
  readonly table: Table;
  /** All rows; those without an answer are in no part. */
  readonly rows: LabelledRows;
  readonly usable: TargetAndRows['rows'];
}

/** The data and the question of an earlier run. */
export interface Past {
  readonly datasetId: string;
  readonly question: Question;
  readonly split: SplitSpec;
  readonly cv: CvSpec | null;
}

/**
 * @param past of an earlier run; the project's current data and question when not given. How success is judged is always the current one.
 * @throws LatheError `no-dataset`, `not-for-this-task`, `no-target`, `no-features`, `column-not-found`, or what `makeTarget` throws
 */
export async function loadExperiment(storage: Storage, projectId: string, past?: Past, cv: CvSpec | null = null): Promise<Experiment> {
  const project = await storage.projects.get(projectId);
  const id = past?.datasetId ?? project.datasetId;
  if (id === null) throw needsDataset();
  const dataset = await storage.datasets.get(id);
  const asked: ProblemRecord = { statement: '', task: 'classification', metric: 'accuracy', ...project.problem, ...past?.question };
  if (isSpecialTask(asked.task)) throw notForTask('This', asked.task);
  const targetName = targetOf(asked, dataset);
  const problem: ProblemRecord = { ...asked, target: targetName };
  const names = dataset.columns.filter((column) => column.role !== 'ignore' || column.name === targetName).map((column) => column.name);
  const table = await storage.datasets.readTable(id, names);
  const task: LearningTask = problem.task === 'regression' ? 'regression' : 'classification';
  const { target, rows: usable } = makeTarget(findColumn(table, targetName)!, task);
  const inputs = featuresOf(table, dataset, targetName, dividersOf(past?.split ?? project.split?.spec, past?.cv ?? cv));
  return { project, problem, dataset, task, table, rows: { inputs, target, weights: weightsOf(table, dataset) }, usable };
}

/** Gives its memory back, at once: nobody may look at its rows any more. */
export function letGoOf({ table, rows, usable }: Experiment): void {
  letGo(table.columns);
  releaseBuffer((rows.target.kind === 'classes' ? rows.target.codes : rows.target.values).buffer);
  releaseBuffer(usable.buffer);
}

/** The column the problem names, else the one with the role. */
function targetOf(problem: ProblemRecord, dataset: DatasetRecord): string {
  const name = problem.target ?? dataset.columns.find((column) => column.role === 'target')?.name;
  if (name === undefined) throw noTarget();
  const known = dataset.columns.map((column) => column.name);
  if (!known.includes(name)) throw columnNotFound(name, known);
  return name;
}

/** Columns that say which rows belong together: what divides the rows is no feature of them, whatever role it has. */
function dividersOf(...specs: readonly (SplitSpec | CvSpec | null | undefined)[]): readonly string[] {
  return specs.flatMap((spec) =>
    spec?.column !== undefined && (spec.kind === 'group' || spec.kind === 'fold-column') ? [spec.column] : []
  );
}

function featuresOf(table: Table, dataset: DatasetRecord, target: string, dividers: readonly string[]): Table {
  const isFeature = new Set(dataset.columns.filter((column) => reachesModel(column, target)).map((column) => column.name));
  const columns = table.columns.filter((column) => isFeature.has(column.name) && !dividers.includes(column.name));
  if (columns.length === 0) throw noFeatures();
  return { rows: table.rows, columns };
}

function weightsOf(table: Table, dataset: DatasetRecord): Float64Array | null {
  const name = dataset.columns.find((column) => column.role === 'weight')?.name;
  if (name === undefined) return null;
  const column = findColumn(table, name)!;
  if (column.kind !== 'number') throw weightsUnusable(`${quoted(name)} holds ${column.kind} values, not numbers`);
  const missing = column.values.filter(Number.isNaN).length;
  if (missing > 0) throw weightsUnusable(`${quoted(name)} has no value in ${missing} of ${table.rows} rows`);
  return column.values;
}
