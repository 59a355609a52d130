import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import { nearestName } from '../../core/expression/nearest.ts';
import { generalisations, maskHows, type Generalisation, type MaskHow } from '../../core/protect-step.ts';
import type { Aggregate, JoinHow, ShapeStep } from '../../core/shape-step.ts';

export const aggregates: readonly Aggregate[] = ['count', 'sum', 'mean', 'median', 'min', 'max', 'distinct', 'first', 'last'];
const joinHows: readonly JoinHow[] = ['inner', 'left', 'full', 'anti'];

type Given = Readonly<Record<string, unknown>>;
type Problem = string | null;

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isList = (value: unknown, of: (entry: unknown) => boolean): boolean => Array.isArray(value) && value.every(of);
const isRecord = (value: unknown): value is Given => typeof value === 'object' && value !== null && !Array.isArray(value);
const columnsOf = ({ columns }: Given): Problem =>
  isList(columns, isText) && (columns as unknown[]).length > 0 ? null : '"columns" must be a list of column names';

const rowsOf = ({ rows }: Given): Problem => (isRows(rows) ? null : '"rows" must be a list of row numbers, one at least');

/** What each kind of step must hold; null = it does. */
const checks: Readonly<Record<ShapeStep['kind'], (step: Given) => Problem>> = {
  filter: ({ where }) => (isText(where) ? null : '"where" must be a condition'),
  derive: ({ column, formula }) =>
    !isText(column) ? '"column" must name the new column' : isText(formula) ? null : '"formula" must be an expression',
  convert: checkConvert,
  keep: columnsOf,
  drop: columnsOf,
  reorder: columnsOf,
  rename: ({ from, to }) => (isText(from) && isText(to) ? null : '"from" and "to" must be column names'),
  sort: ({ by }) =>
    isList(by, (entry) => isRecord(entry) && isText(entry['column'])) && (by as unknown[]).length > 0
      ? null
      : '"by" must be a list of columns to sort by',
  sample: checkSample,
  group: checkGroup,
  join: ({ datasetId, on, how }) => {
    if (!isText(datasetId)) return '"datasetId" must name the other table';
    if (!joinHows.includes(how as JoinHow)) return `"how" must be one of ${joinHows.join(', ')}`;
    return isList(on, (key) => isRecord(key) && isText(key['left'])) && (on as unknown[]).length > 0
      ? null
      : '"on" must be a list of keys, one at least';
  },
  'keep-rows': rowsOf,
  'drop-rows': (step) => rowsOf(step) ?? (step['why'] === undefined || isText(step['why']) ? null : '"why" must be a reason'),
  'group-rows': ({ groups, column }) =>
    isList(groups, (group) => isRows(group, 2)) && (groups as unknown[]).length > 0 && (column === undefined || isText(column))
      ? null
      : '"groups" must be a list of lists of row numbers, two at least in each',
  'label-rows': ({ column, labels }) => {
    if (!isText(column)) return '"column" must be a column';
    return isList(labels, (entry) => isRecord(entry) && isText(entry['label']) && isRows(entry['rows'])) && (labels as unknown[]).length > 0
      ? null
      : '"labels" must be a list of { label, rows }, one at least';
  },
  pseudonymise: (step) => columnsOf(step) ?? (isText(step['keyId']) ? null : '"keyId" must name a key'),
  mask: ({ column, how, keep }) => {
    if (!isText(column)) return '"column" must be a column';
    if (!maskHows.includes(how as MaskHow)) return `"how" must be one of ${maskHows.join(', ')}`;
    return keep === undefined || isCount(keep, 0) ? null : '"keep" must be a whole number from 0';
  },
  generalise: ({ column, into }) => (isText(column) ? checkGeneralisation(into) : '"column" must be a column')
};

const isRows = (value: unknown, least = 1): boolean => isList(value, (row) => isCount(row, 0)) && (value as unknown[]).length >= least;
const isCount = (value: unknown, least: number): boolean => Number.isInteger(value) && (value as number) >= least;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function checkGeneralisation(into: unknown): Problem {
  if (!isRecord(into) || !generalisations.includes(into['by'] as Generalisation['by']))
    return `"into" must say "by": one of ${generalisations.join(', ')}`;
  const { by, width, lowest, highest, keep, least } = into;
  if (by === 'leading') return isCount(keep, 1) ? null : '"keep" must be a whole number of at least 1';
  if (by === 'merge-rare') return isCount(least, 2) ? null : '"least" must be a whole number of at least 2';
  if (by !== 'bands') return null;
  if (!isNumber(width) || width <= 0) return '"width" must be a number above 0';
  for (const bound of [lowest, highest]) if (bound !== undefined && !isNumber(bound)) return 'a bound must be a number';
  return isNumber(lowest) && isNumber(highest) && lowest >= highest ? '"lowest" must be below "highest"' : null;
}

function checkConvert({ column, from, to, where, as }: Given): Problem {
  if (!isText(column)) return '"column" must be a column';
  if (!isText(to)) return '"to" must be a unit';
  const wrong = Object.entries({ from, where, as }).find(([, value]) => value !== undefined && !isText(value));
  return wrong ? `"${wrong[0]}" must be a text` : null;
}

function checkSample({ rows, share, seed, by }: Given): Problem {
  if ((rows === undefined) === (share === undefined)) return 'give either "rows" or "share"';
  if (rows !== undefined && !(Number.isInteger(rows) && (rows as number) >= 1)) return '"rows" must be a whole number of at least 1';
  if (share !== undefined && !(typeof share === 'number' && share > 0 && share <= 1)) return '"share" must be above 0 and at most 1';
  if (seed !== undefined && !Number.isInteger(seed)) return '"seed" must be a whole number';
  return by === undefined || isText(by) ? null : '"by" must be a column';
}

function checkGroup({ by, aggregates: specs }: Given): Problem {
  if (!isList(by, isText)) return '"by" must be a list of columns';
  if (!Array.isArray(specs) || specs.length === 0) return '"aggregates" must be a list, one at least';
  for (const spec of specs as unknown[]) {
    if (!isRecord(spec) || !aggregates.includes(spec['how'] as Aggregate)) return `an aggregate is one of ${aggregates.join(', ')}`;
    if (spec['how'] !== 'count' && !isText(spec['column'])) return `the aggregate "${String(spec['how'])}" needs a column`;
  }
  return null;
}

/**
 * Steps as they come from a script or an older version, checked for what they hold; names and types are checked when they are run.
 * @throws LatheError `shape-step-invalid`
 */
export function checkSteps(steps: readonly unknown[]): ShapeStep[] {
  return steps.map((step) => {
    const kind = isRecord(step) ? String(step['kind']) : String(step);
    const check = Object.hasOwn(checks, kind) ? checks[kind as ShapeStep['kind']] : undefined;
    const known = Object.keys(checks);
    if (!check) {
      const nearest = nearestName(kind, known);
      throw shapeStepInvalid(kind, 'there is no such step', nearest ? `Did you mean "${nearest}"?` : `The steps are: ${known.join(', ')}.`);
    }
    const problem = check(step as Given);
    if (problem) throw shapeStepInvalid(kind, problem, 'Complete the step.');
    return step as ShapeStep;
  });
}
