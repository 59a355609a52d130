import { sayerOf } from '../../core/say-value.ts';
import { counted, listed, quoted } from '../../core/words.ts';
import type { SplitPicture } from '../../app/api/splitting.ts';
import { formatNumber, formatShare } from '../../charts/format.ts';

export const parts = ['train', 'validation', 'test'] as const;
export type Part = (typeof parts)[number];

export const partLabels: Readonly<Record<Part, string>> = { train: 'Training', validation: 'Validation', test: 'Test' };

/** More classes than this are put together: a bar of thirty colours says nothing. */
const COLOURED = 4;

export interface Slice {
  readonly label: string;
  readonly count: number;
  /** Of the rows of the part. */
  readonly share: number;
  /** Place in the colours; -1 = the rest. */
  readonly series: number;
}

/** The classes of one part in the order of their size over all parts, the small ones gathered. */
export function slicesOf(picture: SplitPicture, part: Part): Slice[] {
  const { target } = picture;
  if (target?.kind !== 'classes') return [];
  const total = target.labels.map((_, i) => parts.reduce((sum, name) => sum + (target.counts[name][i] ?? 0), 0));
  const order = target.labels.map((_, i) => i).sort((a, b) => total[b]! - total[a]! || a - b);
  const rows = Math.max(1, picture.rows[part]);
  const slice = (label: string, count: number, series: number): Slice => ({ label, count, share: count / rows, series });
  const shown = order.length <= COLOURED ? order : order.slice(0, COLOURED - 1);
  const rest = order.slice(shown.length);
  const own = shown.map((code, place) => slice(target.labels[code]!, target.counts[part][code] ?? 0, place));
  if (rest.length === 0) return own;
  const count = rest.reduce((sum, code) => sum + (target.counts[part][code] ?? 0), 0);
  return [...own, slice(counted(rest.length, 'other class', 'other classes'), count, -1)];
}

/** How far the share of any class differs between the parts, at most. */
export function largestGap(picture: SplitPicture): { readonly label: string; readonly gap: number } | null {
  const filled = parts.filter((part) => picture.rows[part] > 0);
  const { target } = picture;
  if (target?.kind !== 'classes' || filled.length < 2) return null;
  const gaps = target.labels.map((label, i) => {
    const shares = filled.map((part) => (target.counts[part][i] ?? 0) / picture.rows[part]);
    return { label, gap: Math.max(...shares) - Math.min(...shares) };
  });
  return gaps.reduce<{ label: string; gap: number } | null>((worst, entry) => (worst && worst.gap >= entry.gap ? worst : entry), null);
}

/** What the drawing shows, for those who don't see it and for those who do. */
export function describeParts(picture: SplitPicture): string {
  const sizes = listed(parts.map((part) => `${formatNumber(picture.rows[part])} ${partLabels[part].toLowerCase()}`));
  const left = picture.left > 0 ? ` ${counted(picture.left, 'row is', 'rows are')} in no part.` : '';
  return `${sizes} rows.${left} ${describeAnswers(picture)}`.trim();
}

function describeAnswers(picture: SplitPicture): string {
  const { target } = picture;
  if (target?.kind === 'numbers') {
    const medians = parts.flatMap((part) =>
      target.quartiles[part] ? [`${formatNumber(target.quartiles[part][1])} in ${partLabels[part].toLowerCase()}`] : []
    );
    return `Median of ${quoted(target.name)}: ${listed(medians)}.`;
  }
  const gap = largestGap(picture);
  if (!gap) return '';
  const points = `${Number((gap.gap * 100).toFixed(1))} percentage points`;
  return gap.gap < 0.005
    ? 'Every class has the same share in each part.'
    : `The share that differs most between the parts is that of ${quoted(gap.label)}, by ${points}.`;
}

/** A moment or a number of the column that orders the rows. */
export const momentSayer = ({ isTime, zone }: NonNullable<SplitPicture['order']>): ((value: number) => string) =>
  sayerOf({ kind: isTime ? 'time' : 'number', ...(zone === undefined ? {} : { zone }) }, formatNumber);

/** Rows of a table of the class shares. */
export const shareLine = (picture: SplitPicture, part: Part): string =>
  slicesOf(picture, part)
    .map(({ label, share }) => `${label} ${formatShare(share)}`)
    .join(', ');
