import { counted, quoted } from '../core/words.ts';
import { defineChart } from './chart-type.ts';
import { formatShare } from './format.ts';
import { band, position, rowsHeight, safeWord } from './parts.ts';

export interface MissingValuesData {
  readonly rows: number;
  /** Most gaps first; columns without any may be left out. */
  readonly columns: readonly { readonly name: string; readonly missing: number }[];
}

const shareOf = (data: MissingValuesData, missing: number) => (data.rows > 0 ? missing / data.rows : 0);

/** How many rows lack a value, column by column, on the scale of all rows. */
export const missingValues = defineChart<MissingValuesData>({
  id: 'missing-values',
  label: 'Missing values',
  shape: 'wide',
  spec: (data, { colours }) => ({
    width: 'container',
    height: rowsHeight(data.columns.length, 24),
    data: {
      values: data.columns.map(({ name, missing }, row) => ({
        name: safeWord(name),
        share: shareOf(data, missing),
        all: 1,
        row,
        words: formatShare(shareOf(data, missing))
      }))
    },
    encoding: { y: band('name', null) },
    layer: [
      {
        mark: { type: 'bar', fill: colours.sunk, height: 10 },
        encoding: { x: position('all', null, { axis: null, scale: { domain: [0, 1.12], nice: false } }) }
      },
      { mark: { type: 'bar', fill: colours.warn, height: 10 }, encoding: { x: position('share', null) } },
      { mark: { type: 'text', align: 'left', dx: 8 }, encoding: { x: position('all', null), text: { field: 'words' } } }
    ]
  }),
  describe(data) {
    const gaps = data.columns.filter((column) => column.missing > 0);
    const [first] = gaps;
    if (!first) return `No value is missing in ${counted(data.rows, 'row')}.`;
    const words = gaps.length === 1 ? 'One column has gaps' : `${gaps.length} columns have gaps`;
    return `${words}; most in ${quoted(first.name)}: ${counted(first.missing, 'row')}, ${formatShare(shareOf(data, first.missing))}.`;
  },
  table: (data) => ({
    columns: ['Column', 'Missing', 'Share'],
    rows: data.columns.map((c) => [c.name, c.missing, formatShare(shareOf(data, c.missing))])
  }),
  sample: () => ({
    rows: 891,
    columns: [
      { name: 'deck', missing: 688 },
      { name: 'age', missing: 177 },
      { name: 'embarked', missing: 2 }
    ]
  })
});
