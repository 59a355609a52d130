import { quantile } from '../core/stats.ts';
import { counted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber } from './format.ts';
import { band, largest, safeWord } from './parts.ts';

export interface ParallelCoordinatesData {
  readonly metric: string;
  readonly higherIsBetter: boolean;
  /** One for each parameter, with what stands at its foot and at its head. */
  readonly axes: readonly { readonly name: string; readonly low: string; readonly high: string }[];
  /** In the order they were tried; `places` from 0 to 1, one for each axis, `values` as they are read. */
  readonly trials: readonly {
    readonly places: readonly number[];
    readonly values: readonly string[];
    readonly score: number;
    /** Of the rows learned from. */
    readonly share: number;
  }[];
}

/** Trials on all rows that are drawn in colour: the best quarter. */
const COLOURED = 4;

/** Every set of parameters that was tried as a line from axis to axis, ending at its score: where good lines run together is where to look. */
export const parallelCoordinates = defineChart<ParallelCoordinatesData>({
  id: 'parallel-coordinates',
  label: 'Settings tried',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 260, layer: layers(data, look) }),
  describe(data) {
    const best = bestOf(data);
    if (!best) return 'No setting was tried yet.';
    const set = data.axes.map(({ name }, i) => `${name} ${best.values[i] ?? 'not set'}`).join(', ');
    return `Of ${counted(data.trials.length, 'trial')} the best reached ${data.metric} ${formatNumber(Number(best.score.toPrecision(4)))}${set ? `, with ${set}` : ''}.`;
  },
  table: (data) => ({
    columns: ['Trial', ...data.axes.map(({ name }) => name), 'Share of rows', data.metric],
    rows: data.trials.map((trial, i) => [i + 1, ...data.axes.map((_, k) => trial.values[k] ?? null), trial.share, trial.score])
  }),
  sample: () => ({
    metric: 'area under ROC',
    higherIsBetter: true,
    axes: [
      { name: 'learning rate', low: '0.01', high: '0.3' },
      { name: 'max leaf nodes', low: '4', high: '128' },
      { name: 'loss', low: 'log loss', high: 'exponential' }
    ],
    trials: Array.from({ length: 16 }, (_, i) => {
      const places = [((i * 7) % 16) / 15, ((i * 5) % 16) / 15, i % 2];
      const values = [String(0.01 + places[0]! * 0.29), String(Math.round(4 + places[1]! * 124)), i % 2 ? 'exponential' : 'log loss'];
      return { places, values, score: 0.9 - 0.2 * (places[0]! - 0.4) ** 2 - 0.05 * places[1]!, share: i % 5 === 0 ? 1 / 3 : 1 };
    })
  })
});

/** On all rows, where any was. */
function bestOf({ trials, higherIsBetter }: ParallelCoordinatesData) {
  const whole = trials.filter(({ share }) => share === 1);
  return largest(whole.length > 0 ? whole : trials, ({ score }) => (higherIsBetter ? score : -score));
}

function layers(data: ParallelCoordinatesData, look: ChartLook) {
  const { colours } = look;
  const names = inLines([...data.axes.map(({ name }) => safeWord(name)), safeWord(data.metric)], look);
  const y = { field: 'place', type: 'quantitative' as const, title: null, axis: null, scale: { domain: [-0.08, 1.08] } };
  const room = roomOf(names, look);
  const further = Math.max(...names.map((name) => name.split(BREAK).length)) - 1;
  // Further lines of a name go down from the first, towards the words at the heads of the axes.
  const above = further > 0 ? { labelPadding: 4 + further * LINE, labelLineHeight: LINE } : {};
  const lines = `split(datum.label, ${JSON.stringify(BREAK)})`;
  const axis = { labelAngle: 0, labelLimit: room, labelExpr: lines, orient: 'top' as const, ...above };
  const x = band('axis', null, { scale: { type: 'point', domain: names, padding: 0.3 }, axis });
  const rules = {
    data: { values: names.map((name) => ({ axis: name, place: 0, until: 1 })) },
    mark: { type: 'rule' as const, stroke: colours.line },
    encoding: { x, y, y2: { field: 'until' } }
  };
  const line = {
    data: { values: steps(data, names, look) },
    mark: { type: 'line' as const, strokeWidth: 1.5, strokeJoin: 'round' as const },
    encoding: {
      x,
      y,
      detail: { field: 'line', type: 'nominal' as const },
      stroke: { field: 'colour', type: 'nominal' as const, scale: null },
      strokeWidth: { field: 'width', type: 'quantitative' as const, scale: null },
      opacity: { field: 'opacity', type: 'quantitative' as const, scale: null },
      order: { field: 'order', type: 'quantitative' as const }
    }
  };
  const ends = {
    data: { values: marks(data, look).map((mark, row) => ({ ...mark, axis: names.at(-1), row })) },
    mark: { type: 'point' as const, size: 36 },
    encoding: { x, y, fill: { field: 'colour', type: 'nominal' as const, scale: null } }
  };
  return [rules, line, ends, ...endWords(data, { names, room }, x, y)];
}

/** Stands where a name goes on in the next line. */
const BREAK = '\n';

/** px between two axes. */
const roomOf = (names: readonly string[], look: ChartLook): number => Math.max(36, look.width / Math.max(1, names.length) - 10);

const LETTER = 6.6;
/** px from one line of a name to the next. */
const LINE = 14;

/** Names that have no room beside each other go on in further lines, between words. */
function inLines(names: readonly string[], look: ChartLook): string[] {
  const letters = roomOf(names, look) / LETTER;
  return names.map((name) =>
    name.split(' ').reduce((lines, word) => {
      const last = lines.length - lines.lastIndexOf(BREAK) - 1;
      return lines === '' ? word : `${lines}${last + 1 + word.length > letters ? BREAK : ' '}${word}`;
    }, '')
  );
}

/** From the worst to the best that is drawn: a setting that failed altogether lies at the foot, and does not press all others together. */
function worthRange(worth: readonly number[]): readonly [number, number] {
  const [q1, q3] = [quantile(worth, 0.25), quantile(worth, 0.75)];
  const floor = q3 > q1 ? q1 - FAR * (q3 - q1) : -Infinity;
  return [Math.min(...worth.filter((own) => own >= floor)), Math.max(...worth)];
}

/** Quarters of the settings by which one lies below the others until it is no part of the scale. */
const FAR = 3;

interface Mark {
  readonly place: number;
  readonly colour: string;
  readonly width: number;
  readonly opacity: number;
}

/** How each trial is drawn; the score lies between the worst and the best, the best on top. */
function marks(data: ParallelCoordinatesData, { colours }: ChartLook): Mark[] {
  const worth = data.trials.map(({ score }) => (data.higherIsBetter ? score : -score));
  const [low, high] = worthRange(worth);
  const best = bestOf(data);
  const whole = worth.filter((_, i) => data.trials[i]!.share === 1).sort((a, b) => b - a);
  const limit = whole[Math.ceil(whole.length / COLOURED) - 1] ?? Infinity;
  return data.trials.map((trial, i) => {
    const place = high > low ? Math.max(0, (worth[i]! - low) / (high - low)) : 0.5;
    if (trial === best) return { place, colour: colours.series[0], width: 3, opacity: 1 };
    const isGood = trial.share === 1 && worth[i]! >= limit;
    return { place, colour: isGood ? colours.series[0] : colours.ink3, width: 1.25, opacity: isGood ? 0.6 : trial.share < 1 ? 0.18 : 0.35 };
  });
}

function steps(data: ParallelCoordinatesData, names: readonly string[], look: ChartLook) {
  const drawn = marks(data, look);
  return data.trials.flatMap(({ places }, line) =>
    names.map((axis, order) => ({ ...drawn[line]!, line, axis, order, place: order < places.length ? places[order]! : drawn[line]!.place }))
  );
}

/** What stands at the foot and at the head of every axis. */
function endWords(data: ParallelCoordinatesData, { names, room }: { names: readonly string[]; room: number }, x: object, y: object) {
  const scores = data.trials.map(({ score }) => score);
  const short = (value: number) => formatNumber(Number(value.toPrecision(3)));
  const [low, high] = worthRange(scores.map((score) => (data.higherIsBetter ? score : -score)));
  const said = (worth: number) => (scores.length > 0 ? short(data.higherIsBetter ? worth : -worth) : '');
  const isCut = scores.some((score) => (data.higherIsBetter ? score : -score) < low);
  const all = [...data.axes, { name: '', low: `${said(low)}${isCut ? ' or worse' : ''}`, high: said(high) }];
  const word = (place: number, words: readonly string[], dy: number) => ({
    data: { values: names.map((axis, i) => ({ axis, place, word: words[i] })) },
    mark: { type: 'text' as const, dy, limit: room },
    encoding: { x, y, text: { field: 'word' } }
  });
  return [
    word(
      0,
      all.map((axis) => axis.low),
      11
    ),
    word(
      1,
      all.map((axis) => axis.high),
      -9
    )
  ];
}
