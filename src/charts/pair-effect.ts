import { quoted } from '../core/words.ts';
import { defineChart } from './chart-type.ts';
import { formatNumber } from './format.ts';
import { isNarrow, largest, safeWord } from './parts.ts';

export interface PairEffectData {
  readonly columns: readonly [string, string];
  /** What is changed: "the probability of yes". */
  readonly answer: string;
  /** Cells between ends of both columns, told by their bounds in words and numbers. */
  readonly cells: readonly {
    readonly from: readonly [number, number];
    readonly to: readonly [number, number];
    /** What the pair adds there beyond what either adds alone. */
    readonly adds: number;
    readonly rows: number;
  }[];
  /** The mean size of that, over the rows. */
  readonly size: number;
  readonly kinds: readonly ['number' | 'time', 'number' | 'time'];
}

/** What two columns add together, beyond what either adds alone, as a heat map. Cells without a row are left out. */
export const pairEffect = defineChart<PairEffectData>({
  id: 'pair-effect',
  label: 'Effect of a pair',
  shape: 'square',
  spec: (data, look) => {
    const most = Math.max(1e-12, ...data.cells.map(({ adds }) => Math.abs(adds)));
    const axis = (j: 0 | 1) => ({ title: safeWord(data.columns[j] ?? ''), axis: { tickCount: isNarrow(look) ? 4 : 6, grid: false } });
    const kind = (j: 0 | 1) => (data.kinds[j] === 'time' ? { type: 'temporal' as const, scale: { type: 'utc' as const, nice: false } } : { type: 'quantitative' as const, scale: { zero: false, nice: false } }); // prettier-ignore
    return {
      width: 'container',
      height: isNarrow(look) ? 260 : 340,
      data: { values: shownCells(data).map((cell, row) => ({ ...cell, row, strength: Math.abs(cell.adds) / most, falls: cell.adds < 0 })) },
      encoding: {
        x: { field: 'x', ...kind(0), ...axis(0) },
        x2: { field: 'x2' },
        y: { field: 'y', ...kind(1), ...axis(1) },
        y2: { field: 'y2' }
      },
      layer: [
        { mark: { type: 'rect', fill: look.colours.sunk, strokeWidth: 0 } },
        {
          mark: { type: 'rect', strokeWidth: 0 },
          encoding: {
            fill: { condition: { test: 'datum.falls', value: look.colours.series[1] }, value: look.colours.accent },
            opacity: { field: 'strength', type: 'quantitative', scale: { domain: [0, 1], range: [0, 1] }, legend: null }
          }
        }
      ]
    };
  },
  describe(data) {
    const [first, second] = data.columns.map(quoted);
    if (first === undefined || second === undefined) return 'There are no two columns to look at together.';
    const top = largest(data.cells.filter(({ rows }) => rows > 0), (cell) => Math.abs(cell.adds)); // prettier-ignore
    if (!top || Math.abs(top.adds) < 1e-9) return `${first} and ${second} add nothing together beyond what each adds alone.`;
    const where = ([0, 1] as const).map((j) => `${quoted(data.columns[j])} is ${say(data, j, top.from[j])} to ${say(data, j, top.to[j])}`).join(' and '); // prettier-ignore
    const way = top.adds > 0 ? 'raise' : 'lower';
    return `Together ${first} and ${second} ${way} ${data.answer} most where ${where}: by ${brief(Math.abs(top.adds))} beyond what each adds alone, ${brief(data.size)} on average over the rows, either way.`;
  },
  table: (data) => ({
    columns: [`${data.columns[0]} from`, 'to', `${data.columns[1]} from`, 'to', 'Adds', 'Rows'],
    rows: data.cells.filter(({ rows }) => rows > 0).map(({ from, to, adds, rows }) => [say(data, 0, from[0]), say(data, 0, to[0]), say(data, 1, from[1]), say(data, 1, to[1]), adds, rows]) // prettier-ignore
  }),
  sample: () => {
    const ends = [18, 26, 34, 45, 60, 80];
    const hours = [1, 20, 35, 40, 50, 80];
    const cells = ends.slice(1).flatMap((to, i) =>
      hours.slice(1).map((hour, j) => ({
        from: [ends[i]!, hours[j]!] as const,
        to: [to, hour] as const,
        adds: (i - 2) * (j - 2) * 0.02,
        rows: i === 4 && j === 4 ? 0 : 10 + ((i * 7 + j * 5) % 13)
      }))
    );
    return { columns: ['age', 'hours'], answer: 'the probability of “>50K”', cells, size: 0.024, kinds: ['number', 'number'] };
  }
});

const shownCells = ({ cells }: PairEffectData) =>
  cells.filter(({ rows }) => rows > 0).map(({ from, to, adds }) => ({ x: from[0], x2: to[0], y: from[1], y2: to[1], adds }));

const brief = (value: number): string => formatNumber(Number(value.toPrecision(3)));

const say = ({ kinds }: PairEffectData, j: 0 | 1, value: number): string =>
  kinds[j] === 'time' ? new Date(value).toISOString().slice(0, 10) : formatNumber(Number(value.toPrecision(6)));
