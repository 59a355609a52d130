import { ruleInvalid } from '../../../../core/errors/tables.ts';
import type { Rule } from '../../../../core/rule.ts';
import type { Column } from '../../../../core/table.ts';
import { brief, counted } from '../../../../core/words.ts';
import { chiSquareQuantile } from '../../../../kernels/distributions.ts';
import type { ColumnFacts, Piece, ProposeGround, Proposer, RuleKind } from '../rule-kind.ts';
import { numberField, numbersField, textsField } from '../values.ts';

/** Above this a distribution is called moved. */
const MOST = 0.2;
const FEWEST_ROWS = 100;
const MOST_LABELS = 30;
/** Nobody is alarmed by what chance brings about in one of a thousand tables. */
const SURE = 0.999;

export const sameDistribution: RuleKind = {
  id: 'same-distribution',
  label: 'Distribution not moved',
  doc: 'The shares of the values are those of the table it was proposed from: population stability index at most so large, and not by chance.',
  takes: 'column',
  types: ['number', 'integer', 'category', 'boolean'],
  isWhole: true,
  isProposedOnly: true,
  value: {
    holds: 'fields',
    fields: [{ name: 'most', label: 'Index at most', holds: 'number', doc: 'Below 0.1 little has moved, above 0.25 a lot.' }]
  },
  describe: (rule) => `keeps its distribution (stability index at most ${brief(numberField(rule, 'most') ?? MOST)})`,
  begin(rule) {
    const { cells, shares, rows, most } = referenceOf(rule);
    const counts = new Float64Array(shares.length);
    return {
      take: (piece) => countCells(piece.columns[0]!, piece, cells, counts),
      end() {
        const now = counts.reduce((total, count) => total + count, 0);
        const index = stabilityIndex(shares, counts, rows);
        const bound = Math.max(most, chanceBound(shares.length, rows, now));
        return {
          broken: now > 0 && index > bound,
          seen: `the index is ${brief(index)} over ${counted(now, 'row')}, beside ${counted(rows, 'row')} of the reference`
        };
      }
    };
  },
  propose: (ground) => proposer(ground)
};

/** Upper bounds of the cells of a number; the labels of a category, one cell behind for all others. */
type Cells =
  { readonly kind: 'edges'; readonly edges: readonly number[] } | { readonly kind: 'labels'; readonly labels: readonly string[] };

function referenceOf(rule: Rule): { cells: Cells; shares: readonly number[]; rows: number; most: number } {
  const [edges, labels, shares] = [numbersField(rule, 'edges'), textsField(rule, 'labels'), numbersField(rule, 'shares')];
  const [rows, most] = [numberField(rule, 'rows') ?? NaN, numberField(rule, 'most') ?? MOST];
  const cells: Cells | null = edges ? { kind: 'edges', edges } : labels ? { kind: 'labels', labels } : null;
  if (!cells || shares?.length !== cellCount(cells) || !(rows > 0) || !(most >= 0))
    throw ruleInvalid(
      rule.column,
      rule.kind,
      'the reference it was proposed from: propose it on the version that later ones should be like'
    );
  return { cells, shares, rows, most };
}

const cellCount = (cells: Cells): number => (cells.kind === 'edges' ? cells.edges.length + 1 : cells.labels.length + 1);

function countCells(column: Column, { rows }: Pick<Piece, 'rows'>, cells: Cells, counts: Float64Array): void {
  if (cells.kind === 'edges' && column.kind === 'number') {
    const { edges } = cells;
    for (let row = 0; row < rows; row++) {
      const value = column.values[row]!;
      if (value !== value) continue;
      let cell = 0;
      while (cell < edges.length && value > edges[cell]!) cell++;
      counts[cell]!++;
    }
  }
  if (cells.kind === 'labels' && column.kind === 'category') {
    const places = column.labels.map((label) => cells.labels.indexOf(label));
    for (let row = 0; row < rows; row++) {
      const code = column.codes[row]!;
      if (code >= 0) counts[places[code]! < 0 ? cells.labels.length : places[code]!]!++;
    }
  }
}

/** Sum over the cells of (q - p) ln(q / p), half a row added to each cell. Source: Siddiqi (2006), Credit Risk Scorecards. */
function stabilityIndex(shares: readonly number[], counts: Float64Array, rows: number): number {
  const now = counts.reduce((total, count) => total + count, 0);
  const smooth = (count: number, all: number) => (count + 0.5) / (all + shares.length / 2);
  return shares.reduce((index, share, cell) => {
    const [before, after] = [smooth(share * rows, rows), smooth(counts[cell]!, now)];
    return index + (after - before) * Math.log(after / before);
  }, 0);
}

/** Without any change the index is (1/n + 1/m) times a chi-square of cells - 1 degrees. Source: Yurdakul (2018). */
const chanceBound = (cells: number, before: number, now: number): number =>
  (1 / Math.max(1, before) + 1 / Math.max(1, now)) * chiSquareQuantile(SURE, Math.max(1, cells - 1));

function proposer({ columns, rows }: ProposeGround): Proposer {
  const looked = columns.map((column) => {
    const cells = rows - column.missing >= FEWEST_ROWS ? cellsOf(column) : null;
    return cells && { cells, counts: new Float64Array(cellCount(cells)) };
  });
  return {
    take: (piece) => looked.forEach((one, j) => one && countCells(piece.columns[j]!, piece, one.cells, one.counts)),
    end: () => looked.flatMap((one, j) => (one ? [ruleOf(columns[j]!.name, one.cells, one.counts)] : []))
  };
}

function cellsOf({ type, role, quantiles, labels, distinct }: ColumnFacts): Cells | null {
  if (role === 'id' || role === 'time') return null;
  if ((type === 'number' || type === 'integer') && distinct > 2) {
    const edges = [...new Set(quantiles)];
    return edges.length > 0 ? { kind: 'edges', edges } : null;
  }
  return labels && labels.length > 1 && labels.length <= MOST_LABELS ? { kind: 'labels', labels: [...labels] } : null;
}

function ruleOf(column: string, cells: Cells, counts: Float64Array): Rule {
  const rows = counts.reduce((total, count) => total + count, 0);
  const shares = Array.from(counts, (count) => count / Math.max(1, rows));
  const where = cells.kind === 'edges' ? { edges: cells.edges } : { labels: cells.labels };
  const because = `The shares of ${counted(shares.length, 'cell')} over ${counted(rows, 'row')} of this version are kept as the reference.`;
  return { column, kind: 'same-distribution', value: { ...where, shares, rows, most: MOST }, severity: 'warn', because };
}
