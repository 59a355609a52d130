import type { JoinHow, ShapeStep } from '../../core/shape-step.ts';
import type { Generalisation, MaskHow } from '../../core/protect-step.ts';
import type { Frame } from './frame.ts';
import { aggregateName } from './group.ts';
import { LETTERS_KEPT } from './mask.ts';
import { describeRowStep } from './rows.ts';
import { counted, grouped, listed, listedNames, quoted } from '../../core/words.ts';

interface Around {
  readonly before: Pick<Frame, 'rows'>;
  readonly after: Pick<Frame, 'rows'>;
  /** The name of a joined table. */
  readonly other?: string;
}

const joins: Readonly<Record<JoinHow, string>> = {
  inner: 'keeping matched rows only',
  left: 'keeping every row',
  full: 'keeping every row of both',
  anti: 'keeping the rows without a match'
};

/** What a step did, in a sentence. Names and values stand in quotes. */
export function describeStep(step: ShapeStep, { before, after, other }: Around): string {
  const kept = `${grouped(after.rows)} of ${counted(before.rows, 'row')}`;
  switch (step.kind) {
    case 'filter':
      return `Kept the rows where ${step.where}: ${kept}.`;
    case 'derive':
      return `Made ${quoted(step.column)} = ${step.formula}.`;
    case 'convert': {
      const from = step.from === undefined ? '' : ` from ${step.from}`;
      const rows = step.where === undefined ? '' : ` where ${step.where}`;
      return `Converted ${quoted(step.column)}${from} to ${step.to}${rows}${step.as === undefined ? '' : `, and called it ${quoted(step.as)}`}.`;
    }
    case 'keep':
      return `Kept the columns ${listedNames(step.columns)}.`;
    case 'drop':
      return `Dropped ${listedNames(step.columns)}.`;
    case 'rename':
      return `Renamed ${quoted(step.from)} to ${quoted(step.to)}.`;
    case 'reorder':
      return `Put ${listedNames(step.columns)} first.`;
    case 'sort':
      return `Sorted by ${listed(step.by.map(({ column, descending }) => `${quoted(column)}${descending ? ', largest first' : ''}`))}.`;
    case 'sample':
      return `Drew ${kept} at random${step.by === undefined ? '' : `, the same share of each ${quoted(step.by)}`} (seed ${step.seed ?? 0}).`;
    case 'group': {
      const made = listedNames(step.aggregates.map(aggregateName));
      const by = step.by.length === 0 ? 'all rows' : listedNames(step.by);
      return step.keepRows ? `Gave each row ${made} of its group by ${by}.` : `Grouped by ${by}: ${made}, ${counted(after.rows, 'row')}.`;
    }
    case 'join':
      return `Joined ${quoted(other ?? 'another table')} by ${listedNames(step.on.map(({ left }) => left))}, ${joins[step.how]}: ${grouped(before.rows)} rows became ${grouped(after.rows)}.`;
    case 'keep-rows':
    case 'drop-rows':
    case 'group-rows':
    case 'label-rows':
      return describeRowStep(step, kept);
    case 'pseudonymise':
      return `Replaced the values of ${listedNames(step.columns)} by codes made with the key ${step.keyId}.`;
    case 'mask':
      return `Masked ${quoted(step.column)}: ${maskWords(step.how, step.keep)}.`;
    case 'generalise':
      return `Made ${quoted(step.column)} coarser: ${coarserWords(step.into)}.`;
  }
}

function maskWords(how: MaskHow, keep = LETTERS_KEPT): string {
  switch (how) {
    case 'last':
      return keep === 0 ? 'nothing is left' : `the last ${keep} letters or digits are left`;
    case 'domain':
      return 'the domain is left';
    case 'first-letter':
      return 'the first letter of each word is left';
    case 'free-text':
      return 'addresses and numbers of people inside the texts are replaced';
  }
}

function coarserWords(into: Generalisation): string {
  switch (into.by) {
    case 'bands': {
      const below = into.lowest === undefined ? '' : `, all below ${into.lowest} as one`;
      const above = into.highest === undefined ? '' : `, all from ${into.highest} on as one`;
      return `bands of ${into.width}${below}${above}`;
    }
    case 'month':
    case 'year':
      return `the ${into.by} is left`;
    case 'leading':
      return `the first ${into.keep === 1 ? 'letter or digit is' : `${into.keep} letters or digits are`} left`;
    case 'merge-rare':
      return `values in fewer than ${into.least} rows are “other”`;
  }
}
