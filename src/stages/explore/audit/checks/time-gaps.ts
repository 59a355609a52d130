import { counted, quoted } from '../../../../core/words.ts';
import type { TimeProfile } from '../../profile-type.ts';
import type { AuditCheck } from '../audit-check.ts';

const day = (time: number) => new Date(time).toISOString().slice(0, 10);

export const timeGaps: AuditCheck = {
  id: 'time-gaps',
  doc: 'Regular times with steps left out.',
  run: ({ table, profile }) =>
    table.columns.flatMap(({ kind, name }) => {
      const times = profile.columns[name] as TimeProfile;
      if (kind !== 'time' || !times.isRegular || times.gapCount === 0) return [];
      const first = times.gaps[0]!;
      const example = `the longest from ${day(first.from)} to ${day(first.to)}`;
      return [
        {
          code: 'time-gaps',
          severity: 'info' as const,
          columns: [name],
          message: `${quoted(name)} is regular but for ${counted(times.gapCount, 'gap')}, ${example} (${counted(first.steps, 'step')} missing).`,
          hint: 'Lags and rolling means must not reach over a gap: fill the times in first, with no value.',
          evidence: times.gaps.slice(0, 10)
        }
      ];
    })
};
