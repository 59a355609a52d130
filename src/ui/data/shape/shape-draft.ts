import { compileExpression } from '../../../core/expression/compile.ts';
import { isLatheError } from '../../../core/errors/lathe-error.ts';
import type { ExpressionColumn, ValueType } from '../../../core/expression/syntax.ts';
import type { Generalisation } from '../../../core/protect-step.ts';
import type { RowStep } from '../../../core/row-step.ts';
import type { Aggregate, ShapeStep } from '../../../core/shape-step.ts';
import { freshCoarseness, maskWords } from './protect-draft.ts';
import { listedNames, quoted } from '../../../core/words.ts';

/** Rows picked by hand are changed where they are seen, not in this list. */
export type StepKind = Exclude<ShapeStep['kind'], RowStep['kind']>;

/** The steps in the order in which they are most often wanted. */
export const stepKinds: readonly { readonly value: StepKind; readonly label: string }[] = [
  { value: 'filter', label: 'Keep some rows' },
  { value: 'derive', label: 'Make a column by a formula' },
  { value: 'convert', label: 'Convert to another unit' },
  { value: 'join', label: 'Join another table' },
  { value: 'group', label: 'Group and add up' },
  { value: 'sort', label: 'Sort the rows' },
  { value: 'sample', label: 'Draw a sample' },
  { value: 'keep', label: 'Keep some columns' },
  { value: 'drop', label: 'Drop columns' },
  { value: 'rename', label: 'Rename a column' },
  { value: 'reorder', label: 'Put columns first' },
  { value: 'mask', label: 'Mask values' },
  { value: 'generalise', label: 'Make values coarser' },
  { value: 'pseudonymise', label: 'Put codes in the place of values' }
];

/** Those that begin empty in the list: a join is made in its dialog, pseudonyms on Govern, where their keys are. */
export type FreshKind = Exclude<StepKind, 'join' | 'pseudonymise'>;

export const offeredKinds = stepKinds.filter(({ value }) => value !== 'pseudonymise');

export const stepTitle = (kind: ShapeStep['kind']): string => stepKinds.find(({ value }) => value === kind)?.label ?? 'Rows picked by hand';

export const aggregateWords: readonly { readonly value: Aggregate; readonly label: string }[] = [
  { value: 'count', label: 'count' },
  { value: 'sum', label: 'sum' },
  { value: 'mean', label: 'mean' },
  { value: 'median', label: 'median' },
  { value: 'min', label: 'smallest' },
  { value: 'max', label: 'largest' },
  { value: 'distinct', label: 'different values' },
  { value: 'first', label: 'first' },
  { value: 'last', label: 'last' }
];

/** A step as it is when it is added: empty, to be filled in. */
export function freshStep(kind: FreshKind): ShapeStep {
  switch (kind) {
    case 'filter':
      return { kind, where: '' };
    case 'derive':
      return { kind, column: '', formula: '' };
    case 'convert':
      return { kind, column: '', to: '' };
    case 'rename':
      return { kind, from: '', to: '' };
    case 'sort':
      return { kind, by: [] };
    case 'sample':
      return { kind, share: 0.1, seed: 0 };
    case 'group':
      return { kind, by: [], aggregates: [{ how: 'count' }] };
    case 'mask':
      return { kind, column: '', how: 'last' };
    case 'generalise':
      return { kind, column: '', into: freshCoarseness(undefined) };
    default:
      return { kind, columns: [] };
  }
}

/** Whether a step says enough to be tried. */
export function isComplete(step: ShapeStep): boolean {
  switch (step.kind) {
    case 'filter':
      return step.where.trim() !== '';
    case 'derive':
      return step.column.trim() !== '' && step.formula.trim() !== '';
    case 'convert':
      return step.column !== '' && step.to !== '' && step.from !== '';
    case 'rename':
      return step.from !== '' && step.to.trim() !== '';
    case 'sort':
      return step.by.length > 0;
    case 'group':
      return step.aggregates.length > 0 && step.aggregates.every(({ how, column }) => how === 'count' || column !== undefined);
    case 'mask':
    case 'generalise':
      return step.column !== '';
    case 'pseudonymise':
    case 'keep':
    case 'drop':
    case 'reorder':
      return step.columns.length > 0;
    default:
      return true;
  }
}

/** A step in a line, for the list. */
export function stepLine(step: ShapeStep): string {
  switch (step.kind) {
    case 'filter':
      return step.where.trim() === '' ? 'No condition yet' : `where ${step.where}`;
    case 'derive':
      return step.column === '' ? 'No formula yet' : `${quoted(step.column)} = ${step.formula}`;
    case 'convert':
      return step.column === '' || step.to === '' ? 'No unit yet' : `${quoted(step.column)} to ${step.to}`;
    case 'rename':
      return step.from === '' ? 'No column yet' : `${quoted(step.from)} to ${quoted(step.to)}`;
    case 'sort':
      return step.by.length === 0 ? 'No column yet' : `by ${listedNames(step.by.map(({ column }) => column))}`;
    case 'sample':
      return step.rows === undefined ? `${Math.round((step.share ?? 0) * 1000) / 10} % of the rows` : `${step.rows} rows`;
    case 'group':
      return step.by.length === 0 ? 'all rows as one group' : `by ${listedNames(step.by)}`;
    case 'mask':
      return step.column === ''
        ? 'No column yet'
        : `${quoted(step.column)}, leaving ${maskWords.find(({ value }) => value === step.how)!.label}`;
    case 'generalise':
      return step.column === '' ? 'No column yet' : `${quoted(step.column)} ${coarseWords(step.into)}`;
    case 'keep-rows':
    case 'drop-rows':
    case 'group-rows':
    case 'label-rows':
      return 'rows picked by hand';
    case 'join':
      return `by ${listedNames(step.on.map(({ left }) => left))}`;
    default:
      return step.columns.length === 0 ? 'No column yet' : listedNames(step.columns);
  }
}

function coarseWords(into: Generalisation): string {
  switch (into.by) {
    case 'bands':
      return `in bands of ${into.width}`;
    case 'leading':
      return `by its first ${into.keep}`;
    case 'merge-rare':
      return `with values in fewer than ${into.least} rows as one`;
    default:
      return `by the ${into.by}`;
  }
}

export interface ExpressionFault {
  readonly message: string;
  readonly hint: string;
  /** Where in the text: characters `from` to `to - 1`. */
  readonly from: number;
  readonly to: number;
}

/** What is wrong with an expression; null when nothing is, or nothing was written yet. */
export function faultOf(text: string, columns: readonly ExpressionColumn[], wanted?: ValueType): ExpressionFault | null {
  if (text.trim() === '') return null;
  try {
    compileExpression(text, columns, wanted);
    return null;
  } catch (error) {
    if (!isLatheError(error)) throw error;
    const { from, to } = error.context as { from: number; to: number };
    return { message: error.message, hint: error.hint, from, to };
  }
}
