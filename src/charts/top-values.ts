import { counted, quoted } from '../core/words.ts';
import { defineChart } from './chart-type.ts';
import { formatNumber, formatShare } from './format.ts';
import { band, position, rowsHeight, safeWord } from './parts.ts';

export interface TopValuesData {
  readonly column: string;
  /** Most common first. */
  readonly values: readonly { readonly label: string; readonly count: number }[];
  /** What is not listed. */
  readonly others: { readonly levels: number; readonly count: number };
  readonly missing: number;
  /** The values stand in their order instead, from least to most. */
  readonly isOrdinal?: boolean;
  /** Values of which a row can hold several, such as words: the rows they were counted in, of which shares are told. */
  readonly heldBy?: { readonly rows: number; readonly noun: string };
}

const total = (data: TopValuesData) => data.values.reduce((sum, { count }) => sum + count, data.others.count);

function bars(data: TopValuesData) {
  const listedValues = data.values.map(({ label, count }) => ({ label: safeWord(label), count, kind: 'value' }));
  const { levels, count } = data.others;
  const others = levels > 0 ? [{ label: `${counted(levels, 'other')}`, count, kind: 'rest' }] : [];
  const missing = data.missing > 0 ? [{ label: '(missing)', count: data.missing, kind: 'rest' }] : [];
  return [...listedValues, ...others, ...missing].map((bar, row) => ({ ...bar, row, words: formatNumber(bar.count) }));
}

/** Room behind the longest bar for its number; a card is narrow, and half of it may be labels. */
const roomFor = (shown: readonly { readonly words: string }[]): number =>
  1.06 + 0.05 * Math.max(0, ...shown.map(({ words }) => words.length));

const heldWords = (
  column: string,
  { label, count }: TopValuesData['values'][number],
  { rows, noun }: NonNullable<TopValuesData['heldBy']>
) =>
  `${quoted(label)} is the most common of the ${column}: it stands in ${formatNumber(count)} of ${counted(rows, noun)} (${formatShare(count / rows)}).`;

/** The most common values of a column, the rest and the gaps in grey. */
export const topValues = defineChart<TopValuesData>({
  id: 'top-values',
  label: 'Most common values',
  shape: 'wide',
  spec: (data, { colours }) => ({
    width: 'container',
    height: rowsHeight(bars(data).length),
    data: { values: bars(data) },
    encoding: {
      y: band('label', null, { scale: { paddingInner: 0.28, paddingOuter: 0.14 } }),
      x: position('count', null, { axis: null, scale: { domainMax: largestCount(data) * roomFor(bars(data)) } })
    },
    layer: [
      {
        mark: { type: 'bar' },
        encoding: { fill: { condition: { test: "datum.kind === 'rest'", value: colours.rest }, value: colours.series[0] } }
      },
      { mark: { type: 'text', align: 'left', dx: 6, fill: colours.ink2 }, encoding: { text: { field: 'words' } } }
    ]
  }),
  describe(data) {
    const first = data.values.reduce<TopValuesData['values'][number] | undefined>(
      (most, value) => (most && most.count >= value.count ? most : value),
      undefined
    );
    const rows = total(data);
    if (first && data.heldBy) return heldWords(data.column, first, data.heldBy);
    if (!first || rows === 0) return `${quoted(data.column)} has no values.`;
    const gaps = data.missing > 0 ? ` ${counted(data.missing, 'row')} without a value.` : '';
    return `${quoted(first.label)} is the most common value of ${quoted(data.column)}: ${formatShare(first.count / rows)} of ${counted(rows, 'row')}.${data.isOrdinal ? ' The values stand from least to most.' : ''}${gaps}`;
  },
  table: (data) => ({
    columns: [data.column, 'Rows', 'Share'],
    rows: bars(data).map((b) => [b.label, b.count, formatShare(b.count / (data.heldBy?.rows ?? total(data) + data.missing))])
  }),
  sample: () => ({
    column: 'island',
    values: [
      { label: 'Biscoe', count: 168 },
      { label: 'Dream', count: 124 },
      { label: 'Torgersen', count: 52 }
    ],
    others: { levels: 0, count: 0 },
    missing: 4
  })
});

const largestCount = (data: TopValuesData) => Math.max(1, ...bars(data).map((bar) => bar.count));
