import type { Finding } from '../../../../core/finding.ts';
import type { TimeColumn } from '../../../../core/table.ts';
import { counted, percent, quoted } from '../../../../core/words.ts';
import { saidByName, type AuditCheck, type AuditInput } from '../audit-check.ts';

const FEWEST_ROWS = 20;
/** A few later dates are slips; from this share on the column is written down afterwards. */
const OFTEN = 0.05;
const EVENT = /(^|[^a-z])(event|outcome|decision|predicted|prediction|snapshot|cutoff|cut_off|as_of|asof|reference|index_date)([^a-z]|$)/i;

/**
 * Times later than the moment of the row: what a prediction is made at. That moment is the column with the role time, else the one whose name says
 * so; without either nothing can be said.
 */
export const dateAfterEvent: AuditCheck = {
  id: 'date-after-event',
  doc: 'Time columns that lie after the moment of the row (the column with the role time, or one called event, outcome, cutoff and the like) in a twentieth of the rows.',
  run(input) {
    const moment = momentOf(input);
    if (!moment) return [];
    return input.features.flatMap((column) => (column.kind === 'time' && column !== moment ? compare(column, moment, input) : []));
  }
};

function momentOf({ table, schema, target }: AuditInput): TimeColumn | null {
  const times = table.columns.filter((column): column is TimeColumn => column.kind === 'time' && column !== target?.column);
  const said = saidByName(schema);
  const roleOf = (name: string) => said.get(name)?.role;
  const named = times.filter(({ name }) => EVENT.test(name));
  return times.find(({ name }) => roleOf(name) === 'time') ?? (named.length === 1 ? named[0]! : null);
}

function compare(column: TimeColumn, moment: TimeColumn, { table, target }: AuditInput): Finding[] {
  let [both, later] = [0, 0];
  for (let row = 0; row < table.rows; row++) {
    const difference = column.values[row]! - moment.values[row]!;
    if (difference !== difference) continue;
    both++;
    if (difference > 0) later++;
  }
  const share = later / Math.max(1, both);
  if (both < FEWEST_ROWS || share < OFTEN) return [];
  const answer = target ? `; if it tells of ${quoted(target.column.name)}, it gives the answer away` : '';
  return [
    {
      code: 'date-after-event',
      severity: 'warning',
      columns: [column.name, moment.name],
      message: `${quoted(column.name)} lies after ${quoted(moment.name)} in ${counted(later, 'row')} (${percent(share)}): it is written down later than the moment a row stands for${answer}.`,
      hint: `A prediction made at ${quoted(moment.name)} cannot know it: give ${quoted(column.name)} the role ignore, unless it is a date that was planned before.`,
      evidence: { later, both, share, moment: moment.name }
    }
  ];
}
