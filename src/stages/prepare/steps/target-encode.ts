import { stepNeedsTarget } from '../../../core/errors/preparing.ts';
import type { CategoryColumn, NumberColumn } from '../../../core/table.ts';
import type { Target } from '../../../core/target.ts';
import { counted, quoted } from '../../../core/words.ts';
import { replaceColumns } from '../../../predict/steps/replace-columns.ts';
import type { TargetEncodeState } from '../../../predict/steps/target-encode.ts';
import { freshNames } from '../fresh-names.ts';
import { innerFolds, type InnerFolds } from '../inner-folds.ts';
import { answersTo, codesWithGap, countAnswers, levelMeans, meanAnswer, outputsOf, type Outputs, type Smoothing } from '../level-means.ts';
import { defineStep, type StepContext } from '../step-type.ts';

const LABEL = 'Mean answer of a level';

/**
 * Target encoding. What is scored later gets what all training rows tell of a level. A training row gets what the rows of other folds tell of it: told its
 * own answer, a model would learn to trust levels that have one row each.
 * Source: as scikit-learn's TargetEncoder, `fit` and `fit_transform`. Departs from it in levels of few rows, which get the mean of all, in made-up rows,
 * which nothing is learned from, and in folds, which go by the division of the project.
 */
export const targetEncode = defineStep({
  id: 'target-encode',
  purpose: 'encode',
  label: LABEL,
  doc: 'Turns a category of many levels into the mean answer of its level, drawn to the mean of all; training rows get it from folds they are not in.',
  accepts: ['category'],
  turnsInto: 'number',
  renames: () => true,
  gapsAfter: () => 'none',
  params: {
    smooth: {
      type: 'choice',
      default: 'auto',
      options: ['auto', 'rows'],
      doc: 'How strongly levels are drawn to the mean of all: by how answers vary, or by a number of rows.'
    },
    smoothRows: {
      type: 'float',
      default: 10,
      min: 0,
      max: 1_000_000,
      doc: 'With "rows": as if so many more rows of a level had the mean of all.'
    },
    minRows: {
      type: 'int',
      default: 5,
      min: 1,
      max: 1_000_000,
      doc: 'Levels of fewer training rows get the mean of all; a package then tells the answer of no single row.'
    },
    cv: { type: 'int', default: 5, min: 2, max: 50, doc: 'Folds by which training rows are told apart from what is learned from them.' }
  },

  fit(table, columns, params, context) {
    const target = needTarget(context);
    const fresh = freshNames(table);
    const outputs = outputsOf(target);
    const answers = outputs.said.map((_, k) => answersTo(outputs, k, table.rows, isReal(context)));
    const learned = columns.map((column) => learn(column as CategoryColumn, answers, smoothingOf(params)));
    columns.forEach((column, i) => tellAbout(column as CategoryColumn, learned[i]!.levels.length, answers[0]!, params, context));
    return {
      levels: learned.map(({ levels }) => levels),
      names: columns.map((column) => outputs.said.map((said) => fresh(`${column.name}: ${said}`))),
      values: learned.map(({ values }) => values),
      gaps: Float64Array.from(learned.flatMap(({ gaps }) => gaps)),
      means: Float64Array.from(answers, (own) => finite(meanAnswer(own)))
    };
  },

  ofTrainingRows(table, columns, params, state, context) {
    const { names } = state as TargetEncodeState;
    const outputs = outputsOf(needTarget(context));
    const folds = innerFolds(table.rows, params.cv, needTarget(context), context);
    const isLearned = isReal(context);
    const perFold = Array.from({ length: folds.count }, (_, fold) =>
      outputs.said.map((_said, k) => answersTo(outputs, k, table.rows, (row) => isLearned(row) && folds.mayLearn(fold, folds.of[row]!)))
    );
    return replaceColumns(
      table,
      columns.map(({ name }) => name),
      (column, i) => {
        const codes = codesWithGap(column as CategoryColumn);
        return names[i]!.map((name, k): NumberColumn => {
          const told = perFold.map((answers, fold) => foldMeans(codes, answers[k]!, smoothingOf(params), ownMean(outputs, k, folds, fold)));
          return { kind: 'number', name, values: Float64Array.from(codes, (code, row) => told[folds.of[row]!]![code]!) };
        });
      }
    );
  }
});

function needTarget({ target }: StepContext): Target {
  if (!target) throw stepNeedsTarget(LABEL);
  return target;
}

const isReal =
  ({ made }: StepContext) =>
  (row: number) =>
    made === null || row < made.from;

const smoothingOf = ({ smooth, smoothRows, minRows }: { smooth: string; smoothRows: number; minRows: number }): Smoothing => ({
  rows: smooth === 'auto' ? null : smoothRows,
  minRows
});

const finite = (value: number) => (Number.isFinite(value) ? value : 0);

/** Levels that have rows enough, with their values, level by level, and those of a missing value. */
function learn(column: CategoryColumn, answers: readonly Float64Array[], smoothing: Smoothing) {
  const codes = codesWithGap(column);
  const gap = column.labels.length;
  const counts = countAnswers(codes, gap + 1, answers[0]!);
  const kept = column.labels.flatMap((_, code) => (counts[code]! > 0 && counts[code]! >= smoothing.minRows ? [code] : []));
  const means = answers.map((own) => levelMeans(codes, gap + 1, own, smoothing));
  return {
    levels: kept.map((code) => column.labels[code]!),
    values: Float64Array.from(kept.flatMap((code) => means.map((own) => own[code]!))),
    gaps: means.map((own) => finite(own[gap]!))
  };
}

/** What rows of a fold are told of each level. With nothing to learn from, as before the first stretch of time, all are told the same. */
function foldMeans(codes: Int32Array, answers: Float64Array, smoothing: Smoothing, ownMean: () => number): Float64Array {
  const levels = codes.reduce((most, code) => Math.max(most, code), 0) + 1;
  const means = levelMeans(codes, levels, answers, smoothing);
  return Number.isNaN(means[0]) ? means.fill(ownMean()) : means;
}

const ownMean =
  (outputs: Outputs, k: number, { of }: InnerFolds, fold: number) =>
  () =>
    finite(meanAnswer(answersTo(outputs, k, of.length, (row) => of[row] === fold)));

function tellAbout(
  column: CategoryColumn,
  kept: number,
  answers: Float64Array,
  { minRows }: { minRows: number },
  { tell }: StepContext
): void {
  const counts = countAnswers(codesWithGap(column), column.labels.length + 1, answers).subarray(0, column.labels.length);
  const seen = counts.filter((count) => count > 0).length;
  if (seen === 0)
    tell('column-all-missing', `${quoted(column.name)} has no level in the training rows; every row gets the mean of all answers.`);
  else if (kept < seen)
    tell(
      'levels-few-rows',
      `${counted(seen - kept, 'level')} of ${quoted(column.name)} ${seen - kept === 1 ? 'has' : 'have'} fewer than ${minRows} training rows and ${seen - kept === 1 ? 'gets' : 'get'} the mean of all answers.`
    );
}
