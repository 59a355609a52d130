import { counted, quoted } from '../../../../core/words.ts';
import type { AuditCheck } from '../audit-check.ts';

const MANY = 50;
const ALMOST_ALL = 0.95;

export const highCardinality: AuditCheck = {
  id: 'high-cardinality',
  doc: 'Category columns with more than 50 levels.',
  run: ({ features, profile }) =>
    features.flatMap((column) => {
      const { distinct, count } = profile.columns[column.name]!;
      if (column.kind !== 'category' || distinct <= MANY || distinct >= ALMOST_ALL * count) return [];
      return [
        {
          code: 'high-cardinality',
          severity: distinct > 2 * MANY ? ('warning' as const) : ('info' as const),
          columns: [column.name],
          message: `${quoted(column.name)} has ${counted(distinct, 'level')}, one for every ${(count / distinct).toFixed(1)} rows.`,
          hint: 'Group the rare levels, or keep the common part of the name only; one-hot would add a column for each.',
          evidence: { distinct, count }
        }
      ];
    })
};
