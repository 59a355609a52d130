import { counted, percent, quoted } from '../../../../core/words.ts';
import type { AuditCheck } from '../audit-check.ts';

export const highMissing: AuditCheck = {
  id: 'high-missing',
  doc: 'Columns without a value in more than half of the rows.',
  run: ({ features, profile }) =>
    features.flatMap(({ name }) => {
      const { missing, missingShare, count } = profile.columns[name]!;
      if (missingShare <= 0.5 || count === 0) return [];
      return [
        {
          code: 'high-missing',
          severity: 'warning' as const,
          columns: [name],
          message: `${quoted(name)} is missing in ${counted(missing, 'row')} (${percent(missingShare)}).`,
          hint: 'Find out why it is missing. Often the fact that it is missing tells more than a filled-in value: keep an indicator, or leave the column out.',
          evidence: { missing, share: missingShare }
        }
      ];
    })
};

export const missingTarget: AuditCheck = {
  id: 'missing-target',
  doc: 'Rows without an answer; no answer at all stops the project.',
  run({ target, profile }) {
    if (!target) return [];
    const { name } = target.column;
    const { missing, missingShare, count } = profile.columns[name]!;
    if (missing === 0) return [];
    return [
      {
        code: 'missing-target',
        severity: count === 0 ? ('blocker' as const) : ('warning' as const),
        columns: [name],
        message: `${counted(missing, 'row')} (${percent(missingShare)}) ${missing === 1 ? 'has' : 'have'} no ${quoted(name)}.`,
        hint: 'They are left out of training and testing. Check that they are not of one kind, or what is learned does not hold for it.',
        evidence: { missing, share: missingShare }
      }
    ];
  }
};
