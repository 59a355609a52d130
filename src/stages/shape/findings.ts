import type { Finding } from '../../core/finding.ts';
import type { ShapeStep } from '../../core/shape-step.ts';
import { unmetValues, type UnmetValue } from '../../core/expression/unmet-values.ts';
import { expressionColumns, type Frame, type FrameColumn } from './frame.ts';
import type { StepOutcome } from './run-steps.ts';
import { grouped, listedNames, quoted } from '../../core/words.ts';

/**
 * What should stop or change a plan of steps: no rows left, conditions that ask for values no row has, columns made of the target, columns made over all rows, rows that were copied.
 * @param target the column the project predicts; undefined while there is none
 */
export function shapeFindings(before: Frame, after: Frame, outcomes: readonly StepOutcome[], target: string | undefined): Finding[] {
  const reaches = after.columns.filter(({ role, name }) => name !== target && (role === 'feature' || role === 'sensitive'));
  return [
    ...(after.rows === 0 && outcomes.length > 0 ? [noRows(emptiedBy(outcomes))] : []),
    ...filtersOf(outcomes).flatMap((where) => unmetValues(where, expressionColumns(before)).map(unmet)),
    ...(target === undefined ? [] : targetFindings(before, after, reaches, target)),
    ...overRows(reaches, target),
    ...outcomes.flatMap(({ step }) => filteredByTarget(step, target)),
    ...outcomes.flatMap(copiedRows)
  ];
}

/** The first step after which no row was left. */
export const emptiedBy = (outcomes: readonly StepOutcome[]): StepOutcome => outcomes.find(({ rows }) => rows === 0) ?? outcomes.at(-1)!;

const noRows = ({ said }: StepOutcome): Finding => ({
  code: 'no-rows',
  severity: 'blocker',
  columns: [],
  message: `No row is left. ${said}`,
  hint: 'Loosen the condition, or check how the values are written: letters and spaces count. A version without rows is not made.'
});

/** Conditions on the data as they were: behind another kind of step a column may hold other values. */
function filtersOf(outcomes: readonly StepOutcome[]): string[] {
  const steps = outcomes.map(({ step }) => step);
  const end = steps.findIndex(({ kind }) => kind !== 'filter');
  return (end < 0 ? steps : steps.slice(0, end)).flatMap((step) => (step.kind === 'filter' ? [step.where] : []));
}

const unmet = ({ column, value, nearest }: UnmetValue): Finding => ({
  code: 'value-not-met',
  severity: 'warning',
  columns: [column],
  message: `No row has ${quoted(value)} in ${quoted(column)}${nearest === null ? '' : `; there is ${quoted(nearest)}`}.`,
  hint: 'Write it as it stands in the data: upper and lower case differ.'
});

function targetFindings(before: Frame, after: Frame, reaches: readonly FrameColumn[], target: string): Finding[] {
  const has = (frame: Frame) => frame.columns.some(({ name }) => name === target);
  const gone: Finding = {
    code: 'target-gone',
    severity: 'warning',
    columns: [target],
    message: `The column ${quoted(target)}, which the project predicts, is not in the new version.`,
    hint: 'Choose the target again on Problem, or keep the column.'
  };
  const made = reaches.filter(({ origin }) => origin?.columns.includes(target));
  return [...(has(before) && !has(after) ? [gone] : []), ...made.map((column) => madeOfTarget(column, target))];
}

function madeOfTarget({ name, origin }: FrameColumn, target: string): Finding {
  const how = origin!.overRows
    ? `adds up the target ${quoted(target)} over rows, the row’s own answer and those of the test part among them`
    : `is made of the target ${quoted(target)} of its own row`;
  return {
    code: origin!.overRows ? 'aggregate-of-target' : 'made-of-target',
    severity: 'blocker',
    columns: [name],
    message: `${quoted(name)} ${how}: with it a model reads the answer instead of predicting it.`,
    hint: `Give ${quoted(name)} the role ignore, or leave it out. An average of the target that does not leak has to be learned inside the training part.`
  };
}

function overRows(reaches: readonly FrameColumn[], target: string | undefined): Finding[] {
  const names = reaches
    .filter(({ origin }) => origin?.overRows && !(target !== undefined && origin.columns.includes(target)))
    .map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    {
      code: 'aggregate-over-rows',
      severity: 'info',
      columns: names,
      message: `${listedNames(names)} ${names.length === 1 ? 'was' : 'were'} added up over rows, those of the later test part among them.`,
      hint: 'Where the aggregate would not yet be known at the time of a prediction, leave it out; where it comes from other data, all is well.'
    }
  ];
}

function filteredByTarget(step: ShapeStep, target: string | undefined): Finding[] {
  if (target === undefined || step.kind !== 'filter') return [];
  const names = new RegExp(`(^|[^\\p{L}\\p{N}_])${target.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[^\\p{L}\\p{N}_])`, 'u');
  if (!names.test(step.where) || /^\s*not\s+isMissing\(/i.test(step.where)) return [];
  return [
    {
      code: 'filter-by-target',
      severity: 'warning',
      columns: [target],
      message: `The rows are chosen by the target ${quoted(target)}, which is not known when a prediction is asked for.`,
      hint: 'Scores will hold for such rows only. Filter by what is known beforehand, unless that is what you want.'
    }
  ];
}

function copiedRows({ join, step }: StepOutcome): Finding[] {
  if (!join || step.kind !== 'join' || step.how === 'anti' || join.largestFanOut < 2) return [];
  const copies = join.rows.inner - join.left.matched;
  const keys = listedNames(step.on.map(({ left }) => left));
  return [
    {
      code: 'join-copies-rows',
      severity: 'warning',
      columns: step.on.map(({ left }) => left),
      message: `The join copies rows: ${grouped(join.left.matched)} become ${grouped(join.rows.inner)}, one of them ${grouped(join.largestFanOut)} times.`,
      hint: `Copies on both sides of a split flatter a model: split by group with ${keys}, or group the other table to one row a key first.`,
      evidence: { copies, largestFanOut: join.largestFanOut }
    }
  ];
}
