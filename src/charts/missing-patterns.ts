import { counted, listed, listedNames } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber, formatShare } from './format.ts';
import { band, rowsHeight, safeWord } from './parts.ts';

export interface MissingPatternsData {
  /** Columns that have gaps. */
  readonly columns: readonly string[];
  /** Which columns lack a value together, most common first. */
  readonly patterns: readonly { readonly missing: readonly string[]; readonly rows: number }[];
  readonly rows: number;
}

/** Which gaps come together: one line for each pattern, a filled cell for each gap. */
export const missingPatterns = defineChart<MissingPatternsData>({
  id: 'missing-patterns',
  label: 'Gaps that come together',
  shape: 'wide',
  spec: (data, look) => ({
    width: 'container',
    height: rowsHeight(data.patterns.length, 24),
    data: { values: cells(data) },
    encoding: {
      x: band('column', null, { axis: { orient: 'top', labelAngle: data.columns.length > 5 ? -40 : 0 } }),
      y: band('rows', null, { axis: { labelExpr: "split(datum.label, '|')[1]" } })
    },
    layer: layers(look)
  }),
  describe(data) {
    const together = data.patterns.find((pattern) => pattern.missing.length > 1);
    if (!together) return 'No two columns lack a value in the same row.';
    return `${listedNames(together.missing)} are missing together in ${counted(together.rows, 'row')} (${formatShare(together.rows / Math.max(1, data.rows))}).`;
  },
  table: (data) => ({
    columns: ['Missing', 'Rows'],
    rows: data.patterns.map((pattern) => [listed(pattern.missing) || 'nothing', pattern.rows])
  }),
  sample: () => ({
    rows: 891,
    columns: ['deck', 'age', 'embarked'],
    patterns: [
      { missing: ['deck'], rows: 529 },
      { missing: [], rows: 182 },
      { missing: ['deck', 'age'], rows: 158 },
      { missing: ['age'], rows: 19 },
      { missing: ['embarked'], rows: 2 }
    ]
  })
});

function cells(data: MissingPatternsData) {
  return data.patterns.flatMap(({ missing, rows }, row) => {
    const gone = new Set(missing);
    return data.columns.map((column) => ({
      column: safeWord(column),
      rows: `${row}|${formatNumber(rows)} rows`,
      gone: gone.has(column),
      row
    }));
  });
}

function layers({ colours }: ChartLook) {
  const fill = { condition: { test: 'datum.gone', value: colours.warn }, value: colours.sunk };
  return [{ mark: { type: 'rect' as const, cornerRadius: 3, xOffset: 1, x2Offset: -1, yOffset: 2, y2Offset: -2 }, encoding: { fill } }];
}
