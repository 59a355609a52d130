import type { QualityAxis } from '../../../core/looks/quality.ts';
import type { ColumnSchema } from '../../../core/schema.ts';
import { counted, quoted } from '../../../core/words.ts';
import type { Profile, TimeProfile } from '../profile-type.ts';
import { axisOf, notJudged } from './axis.ts';

const DAY = 86_400_000;

/** How much of the days from the first moment until today the data cover. */
export function timeliness(schema: readonly ColumnSchema[], profile: Profile, now: number): QualityAxis {
  const times = schema.filter(({ name }) => profile.columns[name]?.kind === 'time');
  const chosen = times.find(({ role }) => role === 'time') ?? times[0];
  const column = chosen ? (profile.columns[chosen.name] as TimeProfile) : null;
  if (!chosen || !column || column.min === null || column.max === null)
    return notJudged('timeliness', 'day', 'No column holds a time, so nobody can say how old these data are.');
  const name = quoted(chosen.name);
  if (column.min > now) return notJudged('timeliness', 'day', `${name} lies wholly in the future.`);
  const of = Math.floor((now - column.min) / DAY) + 1;
  const good = Math.min(of, Math.floor((column.max - column.min) / DAY) + 1);
  const said = `Days from the first ${name} to the last, of the days from the first until today.`;
  const late = of - good;
  const faults =
    late > 0 ? [{ what: `the ${counted(late, 'day')} since the last ${name} with newer rows`, column: chosen.name, count: late }] : [];
  return axisOf('timeliness', { good, of, unit: 'day' }, said, faults);
}
