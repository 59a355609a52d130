import { capital, quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber } from './format.ts';
import { band, dashed, position, rowsHeight, safeWord } from './parts.ts';

export interface ImportanceData {
  /** What gets worse when a column is shuffled: "area under ROC". */
  readonly metric: string;
  /** It gets worse by growing: an error. */
  readonly isError: boolean;
  /** Most important first; `low` and `high` are the spread over the repeats. `beside` is what the same column is worth when shuffled another way. */
  readonly features: readonly {
    readonly name: string;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
    readonly beside?: number;
  }[];
  /** What the hollow points of `beside` are, in words: "shuffled among all rows". */
  readonly besideName?: string;
}

/** How much worse the model gets without each feature, with the spread over repeats. */
export const importance = defineChart<ImportanceData>({
  id: 'importance',
  label: 'Importance',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: rowsHeight(data.features.length, 28), layer: layers(data, look) }),
  describe(data) {
    const [first] = data.features;
    if (!first) return 'No feature was tried.';
    const none = data.features.filter((feature) => feature.low <= 0).length;
    const rest = none > 0 ? ` For ${none} of ${data.features.length} the spread reaches zero: they may not matter.` : '';
    return `Without ${quoted(first.name)} the ${data.metric} ${data.isError ? 'grows' : 'falls'} by ${formatNumber(first.mean)} (${formatNumber(first.low)} to ${formatNumber(first.high)} over the repeats).${rest}${besideWords(data)}`;
  },
  table: (data) => ({
    columns: ['Feature', data.isError ? 'Mean growth' : 'Mean loss', 'Low', 'High', ...(data.besideName ? [capital(data.besideName)] : [])],
    rows: data.features.map((f) => [f.name, f.mean, f.low, f.high, ...(data.besideName ? [f.beside ?? null] : [])])
  }),
  sample: () => ({
    metric: 'area under ROC',
    isError: false,
    features: [
      { name: 'bill length, mm', mean: 0.21, low: 0.17, high: 0.26 },
      { name: 'flipper length, mm', mean: 0.13, low: 0.1, high: 0.16 },
      { name: 'bill depth, mm', mean: 0.08, low: 0.05, high: 0.11 },
      { name: 'island', mean: 0.03, low: 0.01, high: 0.05 },
      { name: 'sex', mean: 0.002, low: -0.006, high: 0.01 }
    ]
  })
});

const besideWords = ({ besideName, features }: ImportanceData): string =>
  besideName && features.some(({ beside }) => beside !== undefined) ? ` Hollow points: ${besideName}.` : '';

function layers(data: ImportanceData, look: ChartLook) {
  const { colours } = look;
  const values = data.features.map((feature, row) => ({ ...feature, name: safeWord(feature.name), row }));
  const y = band('name', null);
  const x = (field: string) => position(field, data.isError ? 'Growth of the error when shuffled' : 'Fall of the score when shuffled');
  return [
    { data: { values: [{ zero: 0 }] }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { x: x('zero') } },
    {
      data: { values },
      mark: { type: 'bar' as const, fill: colours.accentSoft, height: 12, cornerRadiusEnd: 3 },
      encoding: { x: x('mean'), y }
    },
    {
      data: { values },
      mark: { type: 'rule' as const, stroke: colours.series[0], strokeWidth: 2 },
      encoding: { x: x('low'), x2: { field: 'high' }, y }
    },
    ...(data.besideName ? [hollow(values, look, { x: x('beside'), y })] : []),
    { data: { values }, mark: { type: 'point' as const, fill: colours.series[0], size: 70 }, encoding: { x: x('mean'), y } }
  ];
}

const hollow = (values: readonly { readonly beside?: number }[], { colours }: ChartLook, encoding: object) => ({
  data: { values: values.filter(({ beside }) => beside !== undefined) },
  mark: { type: 'point' as const, fill: colours.surface, stroke: colours.ink2, strokeWidth: 1.5, size: 70 },
  encoding
});
