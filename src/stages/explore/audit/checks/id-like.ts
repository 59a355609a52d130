import type { Finding } from '../../../../core/finding.ts';
import type { Column } from '../../../../core/table.ts';
import { counted, grouped, quoted } from '../../../../core/words.ts';
import type { Profile } from '../../profile-type.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';

const FEWEST_ROWS = 20;
const ALMOST_ALL = 0.95;
const ID_NAME =
  /(^|[^a-z])(id|uid|uuid|guid|key|index|idx|row|rowid|nr|serial|ticket)([^a-z]|$)|[a-z](Id|ID)$|^(unnamed|column)[^a-z]*0?$/i;

export const idLike: AuditCheck = {
  id: 'id-like',
  doc: 'Columns that name the row: nearly every value is different, and it is a category, a text of one word, a counter, or called an id.',
  run: (input) => input.features.flatMap((column) => (looksLikeId(column, input) ? [describe(column, input)] : []))
};

function looksLikeId(column: Column, { profile }: AuditInput): boolean {
  const { count, distinct, type, estimates } = profile.columns[column.name]!;
  if (count < FEWEST_ROWS) return false;
  if (column.kind === 'category' || isOneWord(column.name, profile)) return distinct >= ALMOST_ALL * count;
  if (column.kind !== 'number' || type !== 'integer' || distinct < count * (1 - (estimates?.distinct ?? 0))) return false;
  return ID_NAME.test(column.name) || isCounter(column.values, count);
}

/** Texts of one word each are names or codes, not prose. */
export function isOneWord(name: string, profile: Profile): boolean {
  const column = profile.columns[name]!;
  return column.kind === 'text' && column.meanWords !== null && column.meanWords < 1.2;
}

/** Whole numbers that fill their range, or nearly, were counted, not measured. */
function isCounter(values: Float64Array, count: number): boolean {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low + 1 <= 1.05 * count;
}

function describe(column: Column, { profile }: AuditInput): Finding {
  const { count, distinct, estimates } = profile.columns[column.name]!;
  const about = estimates?.distinct === undefined ? '' : 'about ';
  return {
    code: 'id-like',
    severity: 'warning',
    columns: [column.name],
    message: `${quoted(column.name)} has ${about}${grouped(distinct)} different values in ${counted(count, 'row')}: it names the row, it does not describe it.`,
    hint: 'Give it the role id. A model would learn the rows by heart and know nothing of new ones.',
    evidence: { distinct, count }
  };
}
