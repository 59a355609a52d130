import type { WorkContext } from '../../core/context.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import { foldsFor } from '../../core/folds-for.ts';
import { note, type Note } from '../../core/note.ts';
import type { CvSpec, Fold, Parts, SplitSpec } from '../../core/split.ts';
import { findColumn, type Column, type Table } from '../../core/table.ts';
import { counted, quoted } from '../../core/words.ts';
import { copiesAcrossFolds, groupsAcrossFolds } from '../../stages/split/across-folds.ts';
import { describeDivision } from '../../stages/split/describe-division.ts';
import { duplicatesAcross } from '../../stages/split/duplicates-across.ts';
import { makeFolds } from '../../stages/split/make-folds.ts';
import type { Experiment } from '../experiment/load-experiment.ts';

const quiet: WorkContext = { signal: new AbortController().signal, breathe: () => Promise.resolve(), onProgress: () => undefined };

/** What of a later part, or of what a fold judges, was met before: copies of rows, and groups on both sides. Said with every run. */
export async function contaminationOf(experiment: Experiment, parts: Parts, spec: SplitSpec): Promise<string[]> {
  return [
    ...(await copiesAcross(experiment, parts)),
    ...(await copiesWithin(experiment, parts, spec)),
    ...groupsAcross(experiment, parts, spec)
  ];
}

/** Rows that stand, value for value, on both sides: their answers have been seen. */
async function copiesAcross(experiment: Experiment, parts: Parts): Promise<string[]> {
  const { validationInTrain, testInTrain } = await duplicatesAcross(judgedTable(experiment), parts, quiet);
  const found = [
    { copies: validationInTrain, of: parts.validation.length, part: 'validation' },
    { copies: testInTrain, of: parts.test.length, part: 'test' }
  ];
  return found
    .filter(({ copies }) => copies > 0)
    .map(
      ({ copies, of, part }) => `${copies} of ${of} ${part} rows are exact copies of training rows: the score there flatters the model.`
    );
}

/** The same for the folds that runs are compared by. */
async function copiesWithin(experiment: Experiment, parts: Parts, spec: SplitSpec): Promise<string[]> {
  const folds = usualFolds(experiment, parts, spec);
  const copies = await copiesAcrossFolds(judgedTable(experiment), parts.train, folds, quiet);
  if (copies === 0) return [];
  return [
    `${counted(copies, 'training row has', 'training rows have')} an exact copy on the other side of a fold: the score over folds flatters the model too.`
  ];
}

function judgedTable({ rows, table, problem }: Experiment): Table {
  return { rows: table.rows, columns: [...rows.inputs.columns, ...table.columns.filter((column) => column.name === problem.target)] };
}

/** None where the training part can't be folded so. */
function usualFolds({ table, dataset, rows, task }: Experiment, parts: Parts, spec: SplitSpec): readonly Fold[] {
  const sizes = { train: parts.train.length, validation: parts.validation.length, test: parts.test.length };
  try {
    const given = { target: rows.target, rows: parts.train, schema: dataset.columns };
    return makeFolds(table, foldsFor({ ...spec, rows: sizes }, task), given, 0).folds;
  } catch (error) {
    if (!isLatheError(error)) throw error;
    return [];
  }
}

/** A column that says what belongs together, where the division does not go by it. */
function kin({ table, dataset }: Experiment, { kind }: Pick<SplitSpec | CvSpec, 'kind'>): Column | null {
  const name = kind === 'group' || kind === 'fold-column' ? undefined : dataset.columns.find(({ role }) => role === 'group')?.name;
  return (name === undefined ? undefined : findColumn(table, name)) ?? null;
}

function groupsAcross(experiment: Experiment, parts: Parts, spec: SplitSpec): string[] {
  const column = kin(experiment, spec);
  const groups = column && describeDivision(parts, { target: null, order: null, group: column }).groups;
  if (!groups || groups.shared === 0) return [];
  return [
    `${quoted(groups.column)} says which rows belong together, and ${counted(groups.shared, 'group stands', 'groups stand')} in more than one part: what was learned of them helps to answer. Divide by group to ask about new ones.`
  ];
}

/** The same for the folds of one run. */
export function groupsInFolds(experiment: Experiment, parts: Parts, cv: CvSpec, folds: readonly Fold[]): Note[] {
  const column = kin(experiment, cv);
  if (!column) return [];
  const { shared, groups } = groupsAcrossFolds(column, parts.train, folds);
  if (shared === 0) return [];
  return [
    note(
      'groups-across-folds',
      `${quoted(column.name)} says which rows belong together, and ${shared} of its ${counted(groups, 'group')} stand on both sides of a fold: the score over folds may flatter. Cross-validate by group to ask about new ones.`
    )
  ];
}
