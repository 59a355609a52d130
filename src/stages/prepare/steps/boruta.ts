import { stepNeedsTarget } from '../../../core/errors/preparing.ts';
import { counted, listedNames } from '../../../core/words.ts';
import { beatShadows } from '../selection/beat-shadows.ts';
import { chosen, orTheBest } from '../selection/choose.ts';
import { someRows } from '../selection/standard-columns.ts';
import { defineStep } from '../step-type.ts';

const MOST_ROWS = 5000;

/** Keeps the columns that do better than shuffled copies of them. */
export const boruta = defineStep({
  id: 'boruta',
  purpose: 'select',
  label: 'Keep what beats chance',
  doc: 'Keeps the number columns that a random forest finds more important than the best of shuffled copies, round after round (Boruta): all that tell something, not only the few best; a tie by chance within these rows can pass too.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'kept',
  params: {
    maxIter: { type: 'int', default: 30, min: 5, max: 500, doc: 'Rounds at most; what is undecided then is tentative.' },
    alpha: { type: 'float', default: 0.05, min: 1e-6, max: 0.5, doc: 'The chance of a wrong verdict, over all columns together.' },
    nEstimators: { type: 'int', default: 50, min: 10, max: 1000, doc: 'Trees of each round’s forest.' },
    maxDepth: { type: 'int', default: 7, min: 0, max: 50, doc: 'Most questions of a tree; 0 = no limit.' },
    keepTentative: { type: 'bool', default: false, doc: 'Keeps what is undecided after the last round.' }
  },

  async fit(table, columns, { keepTentative, ...settings }, context) {
    if (!context.target) throw stepNeedsTarget('Keep what beats chance');
    if (columns.length === 0 || table.rows === 0) return { ...chosen(columns, [...columns.keys()], context.tell) };
    const some = someRows({ rows: table.rows, columns }, context.target, MOST_ROWS, context);
    const { confirmed, tentative, hits, rounds } = await beatShadows(some.table, some.target, settings, context);
    if (tentative.length > 0)
      context.tell(
        'columns-undecided',
        `After ${counted(rounds, 'round')} ${counted(tentative.length, 'column')} ${tentative.length === 1 ? 'is' : 'are'} undecided and ${keepTentative ? 'kept' : 'left out'}: ${listedNames(tentative.map((place) => columns[place]!.name))}.`
      );
    const kept = keepTentative ? [...confirmed, ...tentative] : confirmed;
    return { ...chosen(columns, orTheBest(kept, hits, context.tell), context.tell) };
  }
});
