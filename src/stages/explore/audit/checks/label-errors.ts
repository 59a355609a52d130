import { counted, percent, quoted } from '../../../../core/words.ts';
import type { AuditCheck } from '../audit-check.ts';

const EXAMPLES = 10;

export const labelErrors: AuditCheck = {
  id: 'label-errors',
  doc: 'Labels that a learner which had not seen the row contradicts with confidence (confident learning), where it agrees with the other labels; once a search was made.',
  run({ labels, target }) {
    if (!labels || labels.silent !== null || labels.suspects.length === 0 || labels.target !== target?.column.name) return [];
    const { suspects, rows, sealed, estimated, agreementWithout } = labels;
    const first = suspects[0]!;
    return [
      {
        code: 'label-errors',
        severity: 'warning',
        columns: [labels.target],
        message: `${counted(suspects.length, 'label')} of ${quoted(labels.target)} (${percent(suspects.length / rows)}) ${suspects.length === 1 ? 'looks' : 'look'} wrong: a model that had not seen the rows is sure of another answer, and agrees with ${percent(agreementWithout)} of the other labels. Row ${first.row + 1}, for one, is ${quoted(first.given)} and looks like ${quoted(first.suggested)}.`,
        hint:
          'Look at the first of them. If they are wrong, relabel them or set them aside; if they are rare but true, leave them, for they are what a model has to learn.' +
          (sealed > 0 ? ` The test part, ${counted(sealed, 'row')}, stays sealed and was not looked at.` : ''),
        evidence: {
          rows,
          sealed,
          suspects: suspects.length,
          estimated,
          agreementWithout,
          first: suspects.slice(0, EXAMPLES).map(({ row, given, suggested, confidence, suggestedConfidence }) => ({
            row: row + 1,
            given,
            suggested,
            confidence,
            suggestedConfidence
          }))
        }
      }
    ];
  }
};
