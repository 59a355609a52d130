import type { Finding } from '../../../../core/finding.ts';
import { brief, counted, percent, quoted } from '../../../../core/words.ts';
import type { NumberProfile } from '../../profile-type.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';

function numbersOf({ table, features, target, profile }: AuditInput): [string, NumberProfile][] {
  const looked = new Set([...features, ...(target ? [target.column] : [])]);
  return table.columns
    .filter((column) => column.kind === 'number' && looked.has(column))
    .map(({ name }) => [name, profile.columns[name] as NumberProfile]);
}

export const outliers: AuditCheck = {
  id: 'outliers',
  doc: 'Values more than three interquartile ranges outside the quartiles.',
  run: (input) =>
    numbersOf(input).flatMap(([name, stats]) => (stats.farOut > 0 && stats.distinct > 10 ? [outlierFinding(name, stats)] : []))
};

function outlierFinding(name: string, stats: NumberProfile): Finding {
  const share = stats.farOut / stats.count;
  const isEstimate = stats.estimates?.quantiles !== undefined;
  const normally = `${isEstimate ? 'about ' : ''}${brief(stats.quantiles['0.25']!)} and ${brief(stats.quantiles['0.75']!)}`;
  return {
    code: 'outliers',
    severity: 'info',
    columns: [name],
    message: `${isEstimate ? 'About ' : ''}${counted(stats.farOut, 'value')} of ${quoted(name)} (${percent(share)}) ${stats.farOut === 1 ? 'lies' : 'lie'} more than three interquartile ranges outside the quartiles, ${where(stats)}; half of the rows lie between ${normally}.`,
    hint: 'Look at them: mistakes should be mended, rare but true cases should stay. Trees mind them little, linear models and networks do.',
    evidence: { farOut: stats.farOut, share, min: stats.min, max: stats.max }
  };
}

/** On which side of the outer fences, and how far: what lies between them is not far out. */
function where({ quantiles, min, max, estimates }: NumberProfile): string {
  const [low, high] = [quantiles['0.25']!, quantiles['0.75']!];
  const [floor, ceiling] = [low - 3 * (high - low), high + 3 * (high - low)];
  const about = estimates?.quantiles === undefined ? '' : 'about ';
  const sides = [
    ...(min! < floor ? [`below ${about}${brief(floor)} (the smallest is ${brief(min!)})`] : []),
    ...(max! > ceiling ? [`above ${about}${brief(ceiling)} (the largest is ${brief(max!)})`] : [])
  ];
  return sides.join(' or ');
}

export const skew: AuditCheck = {
  id: 'skew',
  doc: 'Number columns with a skewness beyond 2.',
  run: (input) =>
    numbersOf(input).flatMap(([name, stats]) => {
      if (stats.skew === null || Math.abs(stats.skew) <= 2 || stats.distinct <= 10) return [];
      return [
        {
          code: 'skew',
          severity: 'info' as const,
          columns: [name],
          message: `${quoted(name)} has a long tail to the ${stats.skew > 0 ? 'right' : 'left'}: skewness ${brief(stats.skew)}, median ${stats.estimates?.quantiles === undefined ? '' : 'about '}${brief(stats.median!)}, largest ${brief(stats.max!)}.`,
          hint:
            stats.skew > 0 && stats.negatives === 0
              ? 'A logarithm helps linear models and networks; trees do not care.'
              : 'Quantile scaling helps linear models and networks; trees do not care.',
          evidence: { skew: stats.skew }
        }
      ];
    })
};
