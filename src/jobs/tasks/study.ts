import { needsDataset } from '../../core/errors/anywhere.ts';
import { noFeatures } from '../../core/errors/training.ts';
import { notForTask } from '../../core/errors/tasks.ts';
import { reachesModel } from '../../core/schema.ts';
import { withoutForecast } from '../../core/forecast-question.ts';
import { withoutRecommendation } from '../../core/recommendation-question.ts';
import { isSpecialTask, type SpecialTask } from '../../core/special-task.ts';
import type { Table } from '../../core/table.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { ProblemRecord, ProjectRecord } from '../../storage/records/project.ts';
import type { Question } from '../../storage/records/run.ts';
import type { Storage } from '../../storage/storage.ts';

/** A project's question and data where no answer is learned for every row: what a special task starts from. */
export interface Study {
  readonly project: ProjectRecord;
  readonly problem: ProblemRecord;
  readonly dataset: DatasetRecord;
  readonly task: SpecialTask;
  /** Every column of the dataset that is not ignored. */
  readonly table: Table;
  /** The columns that may be learned from: no roles but those of features, and not the target. */
  readonly inputs: Table;
  /** The column the problem names, else the one with the role. */
  readonly target: string | undefined;
}

/**
 * @param past question and data of an earlier run; the project's current ones when not given
 * @throws LatheError `no-dataset`, `not-for-this-task` or `no-features`
 */
export async function loadStudy(
  storage: Storage,
  projectId: string,
  past?: { readonly datasetId: string; readonly question: Question }
): Promise<Study> {
  const project = await storage.projects.get(projectId);
  const id = past?.datasetId ?? project.datasetId;
  if (id === null) throw needsDataset();
  const dataset = await storage.datasets.get(id);
  const now = past && project.problem ? withoutForecast(withoutRecommendation(project.problem)) : project.problem;
  const problem: ProblemRecord = { statement: '', task: '', metric: '', ...now, ...past?.question };
  const { task } = problem;
  if (!isSpecialTask(task)) throw notForTask('This', task);
  const target = problem.target ?? dataset.columns.find((column) => column.role === 'target')?.name;
  const names = dataset.columns.filter(({ role, name }) => role !== 'ignore' || name === target).map(({ name }) => name);
  const table = await storage.datasets.readTable(id, names);
  const isInput = new Set(dataset.columns.filter((column) => reachesModel(column, target)).map(({ name }) => name));
  const columns = table.columns.filter(({ name }) => isInput.has(name));
  if (columns.length === 0 && task !== 'recommendation' && task !== 'forecasting') throw noFeatures();
  return {
    project,
    problem: { ...problem, ...(target === undefined ? {} : { target }) },
    dataset,
    task,
    table,
    inputs: { rows: table.rows, columns },
    target
  };
}
