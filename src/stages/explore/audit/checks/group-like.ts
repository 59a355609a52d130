import type { Finding } from '../../../../core/finding.ts';
import { counted, quoted } from '../../../../core/words.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';
import { isGroupLike } from '../group-like.ts';

export const groupLike: AuditCheck = {
  id: 'group-like',
  doc: 'Columns of at least 20 names that are met again, where 99 % of the rows of a name have one answer: a division has to keep them together.',
  run: (input) => input.features.filter((column) => isGroupLike(column, input)).map(({ name }) => finding(name, input))
};

function finding(column: string, { profile, target }: AuditInput): Finding {
  const answer = quoted(target!.column.name);
  const groups = profile.columns[column]!.distinct;
  return {
    code: 'group-like',
    severity: 'blocker',
    columns: [column],
    message: `All rows of one ${quoted(column)} have the same ${answer}: ${counted(groups, 'value')} over ${counted(profile.rows, 'row')}. A model that meets them again knows the answer by heart.`,
    hint: `If rows of one ${quoted(column)} are of one thing, such as the visits of a patient, give it the role group: a division then keeps them together. If it is made from ${answer}, give it the role ignore.`,
    evidence: { groups, rows: profile.rows, target: target!.column.name }
  };
}
