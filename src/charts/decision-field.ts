import { counted, listed, percent, quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber, formatShort } from './format.ts';
import { isNarrow, safeWord, seriesColour } from './parts.ts';

export interface DecisionFieldData {
  readonly columns: readonly [string, string];
  readonly kinds: readonly ['number' | 'time', 'number' | 'time'];
  /** What `value` is: "probability of yes", "price". */
  readonly answer: string;
  /** Where the other columns are from, in words: "as this row has them". */
  readonly others: string;
  /** Names of the classes that codes count into; empty for numbers. */
  readonly classes: readonly string[];
  readonly cells: readonly {
    readonly from: readonly [number, number];
    readonly to: readonly [number, number];
    readonly value: number;
    /** The class that is called there; null for numbers. */
    readonly code: number | null;
    /** Held-out rows that lie there, and of classes how many of them are rightly called. */
    readonly rows: number;
    readonly right: number | null;
  }[];
  /** The row that is looked at; empty where it has no place. */
  readonly at: readonly { readonly x: number; readonly y: number }[];
  /** Held-out rows: their true class, and whether it is the one the model calls; null for numbers. */
  readonly points: readonly { readonly x: number; readonly y: number; readonly code: number | null; readonly isRight: boolean }[];
  /** How far the field says of them what the model says by all of their columns: a share of the rows, of numbers a share of the variance. */
  readonly agreement: { readonly value: number; readonly low: number; readonly high: number };
}

type Cell = DecisionFieldData['cells'][number];

/** What a model says over two columns, all others held, with held-out rows over it: a field for each class, or darker where a number is larger. */
export const decisionField = defineChart<DecisionFieldData>({
  id: 'decision-field',
  label: 'Field of two columns',
  shape: 'square',
  spec: (data, look) => ({ width: 'container', height: isNarrow(look) ? 280 : 380, layer: layers(data, look) }),
  describe(data) {
    const [first, second] = data.columns.map(quoted);
    if (first === undefined || second === undefined || data.cells.length === 0) return 'There are no two columns to lay out.';
    return `Over ${first} and ${second}, the other columns ${data.others}, ${saidOver(data)}. ${saidOfRows(data)}`;
  },
  table: (data) => ({
    columns: [`${data.columns[0]} from`, 'to', `${data.columns[1]} from`, 'to', ...(data.classes.length > 0 ? ['Called'] : []), `The ${data.answer}`, 'Rows', ...(data.classes.length > 0 ? ['Rightly called'] : [])], // prettier-ignore
    rows: data.cells.map((cell) => [say(data, 0, cell.from[0]), say(data, 0, cell.to[0]), say(data, 1, cell.from[1]), say(data, 1, cell.to[1]), ...(data.classes.length > 0 ? [nameAt(data, cell.code)] : []), cell.value, cell.rows, ...(data.classes.length > 0 ? [cell.right] : [])]) // prettier-ignore
  }),
  sample: () => {
    const size = 5;
    const cells = Array.from({ length: size * size }, (_, i) => {
      const [across, up] = [Math.floor(i / size), i % size];
      const value = 1 / (1 + Math.exp(-(across - 2) * 0.9 - (up - 2.2) * 0.7));
      const from = [18 + across * 12, up * 18] as const;
      const rows = (across * 7 + up * 5) % 3;
      return { from, to: [from[0] + 12, from[1] + 18] as const, value, code: Number(value > 0.5), rows, right: Math.min(rows, 1) };
    });
    const points = Array.from({ length: 20 }, (_, i) => {
      const [x, y] = [18 + ((i * 17) % 60), (i * 29) % 90];
      return { x, y, code: Number(x + y > 100), isRight: i % 5 > 0 };
    });
    const agreement = { value: 0.81, low: 0.75, high: 0.86 };
    return { columns: ['age', 'hours'], kinds: ['number', 'number'], answer: 'probability of >50K', others: 'as this row has them', classes: ['<=50K', '>50K'], cells, at: [{ x: 38, y: 40 }], points, agreement }; // prettier-ignore
  }
});

function saidOver({ cells, classes, answer }: DecisionFieldData): string {
  if (classes.length === 0) {
    const values = cells.map(({ value }) => value);
    return `the ${answer} goes from ${formatShort(Math.min(...values))} to ${formatShort(Math.max(...values))}`;
  }
  const shares = classes.map((name, code) => ({ name, share: cells.filter((cell) => cell.code === code).length / cells.length }));
  const some = shares.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
  if (some.length === 1) return `${quoted(some[0]!.name)} is called everywhere`;
  return listed(some.map(({ name, share }, i) => `${quoted(name)} is called on ${percent(share)}${i === 0 ? ' of the field' : ''}`));
}

function saidOfRows({ points, agreement, classes }: DecisionFieldData): string {
  const of = counted(points.length, 'held-out row');
  const { value, low, high } = agreement;
  const between = Number.isFinite(low) && Number.isFinite(high);
  if (points.length === 0 || !Number.isFinite(value)) return 'Too few held-out rows lie on it to tell how much of the model it shows.';
  if (classes.length > 0)
    return `It calls ${percent(value)}${between ? ` (${percent(low)} to ${percent(high)})` : ''} of ${of} on it as the model does by all of their columns.`;
  if (value <= 0) return `For ${of} on it, it tells no more of what the model says than their mean does: other columns decide.`;
  return `It accounts for ${percent(value)}${between ? ` (${percent(Math.max(0, low))} to ${percent(high)})` : ''} of how the model’s answers to ${of} on it vary.`;
}

const nameAt = ({ classes }: DecisionFieldData, code: number | null): string | null => (code === null ? null : (classes[code] ?? null));

const say = ({ kinds }: DecisionFieldData, j: 0 | 1, value: number): string =>
  kinds[j] === 'time' ? new Date(value).toISOString().slice(0, 10) : formatNumber(Number(value.toPrecision(4)));

function layers(data: DecisionFieldData, look: ChartLook) {
  const { colours } = look;
  const axis = (j: 0 | 1) => ({ title: safeWord(data.columns[j] ?? ''), axis: { tickCount: isNarrow(look) ? 4 : 6, grid: false } });
  const kind = (j: 0 | 1) => (data.kinds[j] === 'time' ? { type: 'temporal' as const, scale: { type: 'utc' as const, nice: false } } : { type: 'quantitative' as const, scale: { zero: false, nice: false } }); // prettier-ignore
  const place = { x: { field: 'x', ...kind(0), ...axis(0) }, y: { field: 'y', ...kind(1), ...axis(1) } };
  const span = { ...place, x2: { field: 'x2' }, y2: { field: 'y2' } };
  const shown = { fill: { field: 'colour', type: 'nominal' as const, scale: null }, opacity: { field: 'strength', type: 'quantitative' as const, scale: null } }; // prettier-ignore
  const points = data.points.map(({ x, y, code, isRight }) => ({ x, y, isRight, colour: code === null ? colours.ink2 : seriesColour(look, code) })); // prettier-ignore
  const ofClass = { field: 'colour', type: 'nominal' as const, scale: null };
  const halo = { stroke: colours.surface, strokeWidth: 1 };
  return [
    { data: { values: cellValues(data, look) }, mark: { type: 'rect' as const, strokeWidth: 0 }, encoding: { ...span, ...shown } },
    { data: { values: borders(data.cells) }, mark: { type: 'rule' as const, stroke: colours.ink2, strokeWidth: 1.25 }, encoding: span },
    { data: { values: points.filter(({ isRight }) => isRight) }, mark: { type: 'point' as const, shape: 'circle', size: 34, ...halo }, encoding: { ...place, fill: ofClass } }, // prettier-ignore
    { data: { values: points.filter(({ isRight }) => !isRight) }, mark: { type: 'point' as const, shape: 'M-1,-1L1,1M-1,1L1,-1', filled: false, size: 34, strokeWidth: 2 }, encoding: { ...place, stroke: ofClass } }, // prettier-ignore
    { data: { values: [...data.at] }, mark: { type: 'point' as const, shape: 'diamond', size: 190, fill: colours.surface, stroke: colours.ink, strokeWidth: 2 }, encoding: place }, // prettier-ignore
    ...names(data, look).map((name) => nameLayer(name, place, look))
  ];
}

/** How strongly a cell is drawn: by how sure of its class it is where there are two, alike where there are more, by its size for numbers. */
function cellValues(data: DecisionFieldData, look: ChartLook) {
  const values = data.cells.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const strengthOf = ({ value, code }: Cell) => {
    if (code === null) return 0.06 + 0.6 * (high > low ? (value - low) / (high - low) : 0);
    return data.classes.length === 2 ? 0.08 + 0.3 * Math.abs(2 * value - 1) : 0.24;
  };
  return data.cells.map((cell, row) => ({
    ...{ x: cell.from[0], x2: cell.to[0], y: cell.from[1], y2: cell.to[1], row },
    strength: strengthOf(cell),
    colour: cell.code === null ? look.colours.accent : seriesColour(look, cell.code)
  }));
}

/** The edges between cells that are called otherwise. */
function borders(cells: readonly Cell[]) {
  const at = new Map(cells.map((cell) => [cell.from.join(' '), cell]));
  return cells.flatMap(({ from, to, code }) => {
    const [right, above] = [at.get(`${to[0]} ${from[1]}`), at.get(`${from[0]} ${to[1]}`)];
    return [
      ...(right && right.code !== code ? [{ x: to[0], x2: to[0], y: from[1], y2: to[1] }] : []),
      ...(above && above.code !== code ? [{ x: from[0], x2: to[0], y: to[1], y2: to[1] }] : [])
    ];
  });
}

/** Each class that is called, named in the cell of it that is nearest to the middle of all of them. */
function names({ classes, cells }: DecisionFieldData, look: ChartLook) {
  return classes.flatMap((word, code) => {
    const own = cells.filter((cell) => cell.code === code).map(({ from, to }) => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const);
    if (own.length === 0) return [];
    const range = ([0, 1] as const).map(
      (j) => Math.max(...cells.map(({ to }) => to[j])) - Math.min(...cells.map(({ from }) => from[j])) || 1
    );
    const middle = ([0, 1] as const).map((j) => own.reduce((sum, place) => sum + place[j], 0) / own.length);
    const away = ([x, y]: readonly [number, number]) => ((x - middle[0]!) / range[0]!) ** 2 + ((y - middle[1]!) / range[1]!) ** 2;
    const [x, y] = own.reduce((best, place) => (away(place) < away(best) ? place : best));
    return [{ word: safeWord(word), x, y, colour: seriesColour(look, code) }];
  });
}

function nameLayer(name: { word: string; x: number; y: number; colour: string }, place: object, { colours }: ChartLook) {
  const text = { type: 'text' as const, fontSize: 13, fontWeight: 600 as const };
  return {
    data: { values: [name] },
    encoding: { ...place, text: { field: 'word' } },
    layer: [
      { mark: { ...text, stroke: colours.surface, strokeWidth: 4, strokeJoin: 'round' as const } },
      { mark: { ...text, fill: colours.ink } }
    ]
  };
}
