import type { Finding } from '../../../../core/finding.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';
import { quoted } from '../../../../core/words.ts';

export const madeOfTarget: AuditCheck = {
  id: 'made-of-target',
  doc: 'Columns that were computed from the target by a formula, or as an aggregate of it over rows; told by where they come from, not by their values.',
  run({ schema, features, target }: AuditInput): Finding[] {
    if (!target) return [];
    const { name: answer } = target.column;
    const used = new Set(features.map(({ name }) => name));
    return schema.flatMap(({ name, origin }) => {
      if (!used.has(name) || !origin?.columns.includes(answer)) return [];
      const how = origin.overRows
        ? `adds up the target ${quoted(answer)} over rows, the row’s own answer and those of the test part among them`
        : `was computed from the target ${quoted(answer)} of its own row`;
      return [
        {
          code: 'made-of-target',
          severity: 'blocker',
          columns: [name],
          message: `${quoted(name)} ${how}.`,
          hint: `Give ${quoted(name)} the role ignore: it would not be known when a prediction is needed.`,
          evidence: { target: answer, overRows: origin.overRows, madeFrom: [...origin.columns] }
        }
      ];
    });
  }
};
