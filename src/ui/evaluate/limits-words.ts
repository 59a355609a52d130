import type { Metric } from '../../core/outcome.ts';
import { counted, inWords } from '../../core/words.ts';
import type { IntervalsData } from '../../charts/intervals.ts';
import { formatNumber } from '../../charts/format.ts';
import type { LimitsReport } from '../../core/limits-report.ts';
import { partName } from './evaluation.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const between = ({ low, high }: Metric) => (Number.isFinite(low) ? `${percent(low)} to ${percent(high)}` : 'no interval');

/** How often the promise was kept, and how often it answers at all. @param on the part it was measured on */
export function limitsSentences({ sets, widths, far }: LimitsReport, on: string): string[] {
  const told: string[] = [];
  if (sets) {
    told.push(
      `On ${partName(on)} the set of classes it gives holds the right one for ${percent(sets.inside.value)} of ${counted(sets.inside.n, 'row')} (${between(sets.inside)}). ${kept(sets.inside)}`,
      `It gives one class alone for ${percent(sets.single.value)} of the rows${Number.isNaN(sets.rightAlone.value) ? '' : `, and is right in ${percent(sets.rightAlone.value)} of these (${between(sets.rightAlone)})`}; on the others it abstains.`
    );
  }
  if (widths)
    told.push(
      `On ${partName(on)} the truth lay in its interval for ${percent(widths.inside.value)} of ${counted(widths.inside.n, 'row')} (${between(widths.inside)}), ${formatNumber(Number(widths.meanWidth.toPrecision(3)))} wide on average, wider where it is missed by more. ${kept(widths.inside)}`
    );
  if (far) told.push(farSentence(far));
  if (told.length === 0) told.push('There were too few rows to learn its limits from.');
  return told;
}

function farSentence({ share, wrong, columns }: NonNullable<LimitsReport['far']>): string {
  const of = columns === 1 ? 'one number' : `${inWords(columns)} numbers`;
  const told = `${percent(share.value)} of these rows lie farther out than 99 in 100 training rows, by how ${of} vary together; one in a hundred is usual.`;
  return wrong && !Number.isNaN(wrong.value) ? `${told} Of those it gets ${percent(wrong.value)} wrong (${between(wrong)}).` : told;
}

function kept({ low, high }: Metric): string {
  if (!Number.isFinite(low)) return '';
  if (high < 0.95) return 'That is fewer than the 95 % that were promised.';
  return low > 0.95 ? 'That is more than the 95 % that were promised.' : 'The promise of 95 % holds, as far as these rows tell.';
}

/** The coverage class by class, the one with the least first: a promise kept on average may be broken to some. */
export function coverageData({ sets, widths }: LimitsReport): IntervalsData {
  const rows = sets
    ? [
        { label: 'All rows', ...sets.inside },
        ...sets.classes.filter(({ inside }) => inside.n > 0).map(({ label, inside }) => ({ label, ...inside }))
      ]
    : widths
      ? [{ label: 'All rows', ...widths.inside }]
      : [];
  return {
    metric: 'share held',
    rows: rows.map(({ label, value, low, high }) => ({ label, value, low, high })),
    reference: { label: 'promised', value: 0.95 }
  };
}

export function coverageCaption({ sets }: LimitsReport): string {
  const broken = (sets?.classes ?? []).filter(({ inside }) => inside.high < 0.95).map(({ label }) => label);
  return broken.length === 0
    ? 'No class has its promise of 95 % clearly broken.'
    : `For ${broken.slice(0, 3).join(', ')} the right class is left out more often than promised.`;
}
