import type { Anchor, DecisionField, LineAround, PictureHeat } from '../../../app/api/explaining.ts';
import type { InputInfo } from '../../../app/api/inputs.ts';
import type { Metric } from '../../../core/outcome.ts';
import type { DecisionFieldData } from '../../../charts/decision-field.ts';
import type { LocalLineData } from '../../../charts/local-line.ts';
import type { PictureHeatData } from '../../../charts/picture-heat.ts';
import type { PixelPicture } from '../../kit/draw-pixels.ts';
import { brief, counted, countOf, percent } from '../../../core/words.ts';

const between = ({ low, high }: Metric, say: (value: number) => string): string =>
  Number.isFinite(low) && Number.isFinite(high) ? ` (${say(low)} to ${say(high)})` : '';
const shareOf = (metric: Metric): string => `${percent(metric.value)}${between(metric, percent)}`;

const answerOf = ({ of, unit }: Pick<LineAround, 'of' | 'unit'>): string => (unit === 'probability' ? `probability of ${of}` : of);

export function lineData(line: LineAround): LocalLineData {
  const parts = line.parts.map(({ condition, adds }) => ({ condition, adds: adds.value, low: adds.low, high: adds.high }));
  return { answer: answerOf(line), parts };
}

/** How far a line can be trusted: how well it fits, what it says of the row itself, and how much hangs on the draw. */
export function lineTrust({ fidelity, local, output, parts, overlap, ranks, scored, unit }: LineAround): string {
  const say = (value: number) => (unit === 'probability' ? percent(Math.min(1, Math.max(0, value))) : brief(value));
  const fit = `It accounts for ${shareOf(fidelity)} of how the answers around this row vary, near rows counting more (R²).`;
  const own = `Of the row itself it says ${say(local)}, the model ${say(output)}.`;
  const order = Number.isFinite(ranks.value) ? `; the order of all columns agrees by ${brief(ranks.value)} (Spearman)` : '';
  const stable = `Drawn ten times, the ${countOf(Math.min(3, parts.length), 'largest part')} overlap by ${shareOf(overlap)}, by Jaccard’s index${order}.`;
  return `${fit} ${own} ${stable} ${counted(scored, 'row')} were asked about.`;
}

/** How far a rule can be trusted: real rows that it holds for. */
export function anchorTrust({ among, answered, conditions, coverage, scored }: Anchor): string {
  const looked = `Looked for by asking about ${counted(scored, 'row')}; a rule that holds for more may not have been tried.`;
  if (conditions.length === 0) return looked;
  const few = among.n < 20 ? ' These are few rows.' : '';
  const real =
    among.n === 0
      ? 'It holds for no held-out row, so it could not be held against real ones.'
      : `Of ${counted(among.n, 'held-out row')} it holds for, ${shareOf(among)} ${among.n === 1 ? 'is' : 'are'} ${answered}.${few}`;
  const rare = coverage.value < 0.01 ? ' It is about hardly any row but this one.' : '';
  return `${real}${rare} ${looked}`;
}

/** @param inputs to tell times from numbers */
export function fieldData(field: DecisionField, inputs: readonly Pick<InputInfo, 'name' | 'type'>[]): DecisionFieldData {
  const [first, second] = field.features as [string, string];
  const kindAt = (name: string) => (inputs.find((input) => input.name === name)?.type === 'time' ? ('time' as const) : ('number' as const));
  const labels = field.labels ?? [];
  const isRight = ({ actual, answer }: DecisionField['points'][number]) => field.labels === null || actual === answer;
  const cells = field.values.flatMap((line, a) =>
    line.map((value, b) => {
      const here = field.points.filter(({ cell }) => cell[0] === a && cell[1] === b);
      return {
        from: [field.grids[0][a]!, field.grids[1][b]!] as const,
        to: [field.grids[0][a + 1]!, field.grids[1][b + 1]!] as const,
        value,
        code: field.codes?.[a]?.[b] ?? null,
        rows: here.length,
        right: field.labels ? here.filter(isRight).length : null
      };
    })
  );
  const [x, y] = field.at;
  return {
    columns: [first, second],
    kinds: [kindAt(first), kindAt(second)],
    answer: field.labels ? `probability of ${field.of}` : field.of,
    others: field.isTypical ? 'as a typical row has them' : 'as this row has them',
    classes: labels,
    cells,
    at: x === null || y === null ? [] : [{ x, y }],
    points: field.points.map((point) => ({
      x: point.x,
      y: point.y,
      code: field.labels ? labels.indexOf(String(point.actual)) : null,
      isRight: isRight(point)
    })),
    agreement: field.agreement
  };
}

/** Of integrated gradients: whether the parts add up, and what another baseline would have said. */
export interface AlongSlopes {
  readonly steps: number;
  readonly gap: number;
  readonly isComplete: boolean;
  /** Against a typical row; null for that row itself, left out for pictures. */
  readonly otherBaseline?: { readonly base: number; readonly overlap: number } | null;
}

export function slopesTrust({ steps, gap, isComplete, otherBaseline }: AlongSlopes): string {
  const sum = isComplete
    ? `The parts add up to the way between the two answers to ${percent(gap)}, in ${counted(steps, 'step')}.`
    : `After ${counted(steps, 'step')} the parts still miss the way between the two answers by ${percent(gap)}: take them as rough.`;
  const same = (overlap: number) => (overlap === 1 ? 'the three largest are the same' : overlap === 0 ? 'none of the three largest is the same' : `the three largest overlap by ${percent(overlap)}, by Jaccard’s index`); // prettier-ignore
  return otherBaseline ? `${sum} From a typical row in place of the mean of training rows, ${same(otherBaseline.overlap)}.` : sum;
}

export function heatData(found: PictureHeat, { width, channels, pixels }: PixelPicture, isClass: boolean): PictureHeatData {
  const { of, heat, check } = found;
  return {
    of,
    isClass,
    pixels: heat.map((value, i) => ({
      x: i % width,
      y: Math.floor(i / width),
      colour: Array.from({ length: channels }, (_, channel) => pixels[i * channels + channel] ?? 0),
      heat: value
    })),
    check: { share: check.share, now: check.now, warmest: check.warmest, random: check.random.value, low: check.random.low, high: check.random.high } // prettier-ignore
  };
}

/** Whether covering what a heat map calls warm moves the answer more than covering as much anywhere. */
export function heatTrust({ check }: PictureHeat): string {
  const { now, warmest, random } = check;
  if (warmest < Math.min(random.low, now))
    return 'What it calls warm matters: covering it moves the answer more than covering as much anywhere.';
  return 'Covering what it calls warm moves the answer no more than covering as much anywhere: it tells little of this answer.';
}
