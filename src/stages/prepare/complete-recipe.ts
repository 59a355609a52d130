import { quoted } from '../../core/words.ts';
import type { FeatureNeeds } from '../../core/model.ts';
import { note, type Note } from '../../core/note.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import type { ColumnSummary } from './column-summary.ts';
import { standing, walkRecipe, type StandingColumn } from './standing-columns.ts';

/** Of categories with more levels than this no column a level is made. */
export const MANY_LEVELS = 50;

/** A step and the sentence that says why it is there. */
export interface ReasonedStep {
  readonly step: RecipeStep;
  readonly reason: string;
}

export interface CompletedRecipe {
  /** The given steps, then the added ones. */
  readonly steps: readonly RecipeStep[];
  readonly added: readonly ReasonedStep[];
  /** One note for each added step, to be kept with the run. */
  readonly notes: readonly Note[];
}

/**
 * Adds behind the user's own steps what a model still needs to be able to take the columns, and nothing else.
 * @param columns the feature columns, before any step
 * @throws LatheError `unknown-id`, `param-out-of-range`, `unknown-param` when a given step is none
 */
export function completeRecipe(steps: readonly RecipeStep[], columns: readonly ColumnSummary[], needs: FeatureNeeds): CompletedRecipe {
  const left = walkRecipe(steps, standing(columns));
  const added =
    needs === 'image'
      ? onlyOneImage(left)
      : [
          ...unusable(left),
          ...wordsOfTexts(left),
          ...datesApart(left),
          ...numbered(left),
          ...(needs === 'encoded' ? encoded(left.map(asNumbered)) : [])
        ];
  return {
    steps: [...steps, ...added.map(({ step }) => step)],
    added,
    notes: added.map(({ step, reason }) => note('step-added', `Added ${quoted(step.kind)}: ${reason}`))
  };
}

const namesOf = (columns: readonly StandingColumn[]) => columns.map(({ name }) => name);

function onlyOneImage(columns: readonly StandingColumn[]): ReasonedStep[] {
  const image = columns.find(({ kind }) => kind === 'image');
  const others = columns.filter((column) => column !== image);
  if (others.length === 0) return [];
  return [
    {
      step: { kind: 'drop', columns: namesOf(others) },
      reason: `this model looks at one image column alone, so ${listed(others)} can’t be used.`
    }
  ];
}

function unusable(columns: readonly StandingColumn[]): ReasonedStep[] {
  const images = columns.filter(({ kind }) => kind === 'image');
  if (images.length === 0) return [];
  return [
    {
      step: { kind: 'drop', columns: namesOf(images) },
      reason: `${listed(images)} ${images.length === 1 ? 'holds' : 'hold'} images, which only a convolutional network can take.`
    }
  ];
}

function wordsOfTexts(columns: readonly StandingColumn[]): ReasonedStep[] {
  const texts = columns.filter(({ kind }) => kind === 'text');
  if (texts.length === 0) return [];
  return [
    {
      step: { kind: 'tf-idf', columns: namesOf(texts) },
      reason: `a model takes no free text as it is: each common word of ${listed(texts)} becomes a number, that counts the more the rarer the word is.`
    }
  ];
}

function datesApart(columns: readonly StandingColumn[]): ReasonedStep[] {
  const times = columns.filter(({ kind }) => kind === 'time');
  if (times.length === 0) return [];
  return [
    {
      step: { kind: 'date-parts', columns: namesOf(times) },
      reason: `a model can use the year, month, weekday and age of ${listed(times)}, not the moment itself.`
    }
  ];
}

/** Levels in an order are numbers to every model: their places. */
function numbered(columns: readonly StandingColumn[]): ReasonedStep[] {
  const ordered = columns.filter(({ isOrdinal }) => isOrdinal);
  if (ordered.length === 0) return [];
  return [
    {
      step: { kind: 'ordinal', columns: namesOf(ordered) },
      reason: `the levels of ${listed(ordered)} stand in an order, so a model is given their places.`
    }
  ];
}

const asNumbered = ({ isOrdinal, ...column }: StandingColumn): StandingColumn => (isOrdinal ? { ...column, kind: 'number' } : column);

function encoded(columns: readonly StandingColumn[]): ReasonedStep[] {
  const categories = columns.filter(({ kind }) => kind === 'category');
  const many = categories.filter(hasManyLevels);
  const few = categories.filter((column) => !hasManyLevels(column));
  const gappy = columns.filter((column) => column.canMiss && (column.kind === 'number' || few.includes(column)));
  // What a time was taken apart into has names of its own.
  const hasTimes = columns.some(({ kind, canMiss, isApart }) => canMiss && (kind === 'time' || isApart));
  const found: ReasonedStep[] = [];
  if (many.length > 0) found.push(toldByAnswers(many));
  if (gappy.length > 0 || hasTimes) {
    found.push({
      step: { kind: 'impute', columns: hasTimes ? [] : namesOf(gappy) },
      reason: 'this model takes no gaps, and a value may be missing later even where none is now.'
    });
  }
  if (few.length > 0)
    found.push({
      step: { kind: 'one-hot', columns: namesOf(few) },
      reason: `this model takes numbers only, so each level of ${listed(few)} becomes a column.`
    });
  return found;
}

export const hasManyLevels = ({ kind, distinct }: Pick<StandingColumn, 'kind' | 'distinct'>): boolean =>
  kind === 'category' && distinct > MANY_LEVELS;

/** @param many categories of many levels */
export function toldByAnswers(many: readonly { readonly name: string }[]): ReasonedStep {
  return {
    step: { kind: 'target-encode', columns: many.map(({ name }) => name) },
    reason: `${listed(many)} ${many.length === 1 ? 'has' : 'have'} more than ${MANY_LEVELS} levels, too many for a column each: a level becomes the mean answer of its rows, told to training rows from folds they are not in.`
  };
}

/** The first names, quoted, and how many more there are. */
export function listed(columns: readonly { readonly name: string }[]): string {
  const names = columns.slice(0, 3).map(({ name }) => quoted(name));
  return columns.length > 3 ? `${names.join(', ')} and ${columns.length - 3} more` : names.join(' and ');
}
