import { readEdits, type ShapeEdit } from '../../core/shape-edit.ts';
import type { Shape, ShapeTable } from '../../core/shapes.ts';
import { quoted } from '../../core/words.ts';
import type { Run, TrainSpec } from '../../app/api/training.ts';
import { specAgain } from './spec-again.ts';
import type { DependenceData } from '../../charts/dependence.ts';
import { formatNumber } from '../../charts/format.ts';

const ADDS: Readonly<Record<ShapeTable['sum'], string>> = { answer: 'added to the answer', 'log-odds': 'added to the log-odds' };

/** A shape as the chart takes it: bins as steps, curves as lines, levels as points. */
export function chartOf({ feature, isCategory, places }: Shape, sum: ShapeTable['sum']): DependenceData {
  const present = places.filter(({ isMissing }) => !isMissing || isCategory);
  const pointsOf = (place: Shape['places'][number]): DependenceData['points'] => {
    const { value: mean, low, high } = place;
    const at = (where: number | string) => ({ at: where, mean, low: low ?? mean, high: high ?? mean });
    if (isCategory) return [at(place.isMissing ? 'missing' : (place.level ?? ''))];
    const ends = [place.from!, place.to!].filter(Number.isFinite);
    return [...new Set(ends)].map(at);
  };
  return { feature, answer: ADDS[sum], kind: isCategory ? 'category' : 'number', points: present.flatMap(pointsOf), rows: [] };
}

/** What is seen: where it pulls up and down most, and what a missing value does. */
export function sayShape({ feature, places }: Shape, sum: ShapeTable['sum']): string {
  const whereOf = (place: Shape['places'][number]) => {
    if (place.isMissing) return 'where it is missing';
    if (place.level !== null) return `at ${quoted(place.level)}`;
    if (place.from === place.to) return `at ${formatNumber(place.from!)}`;
    if (!Number.isFinite(place.from)) return Number.isFinite(place.to) ? `up to ${formatNumber(place.to!)}` : 'everywhere';
    return Number.isFinite(place.to)
      ? `from ${formatNumber(place.from!)} to ${formatNumber(place.to!)}`
      : `above ${formatNumber(place.from!)}`;
  };
  const sorted = places.toSorted((a, b) => a.value - b.value);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (!least || !most || least.value === most.value) return `${quoted(feature)} adds the same everywhere.`;
  const unit = sum === 'answer' ? 'the answer' : 'the log-odds';
  return `${quoted(feature)} adds least to ${unit}, ${formatNumber(least.value)}, ${whereOf(least)}, and most, ${formatNumber(most.value)}, ${whereOf(most)}.`;
}

/** The edits a run was made with. */
export function editsOf({ params }: Pick<Run, 'params'>): readonly ShapeEdit[] {
  return typeof params['edits'] === 'string' ? readEdits(params['edits']) : [];
}

/** The same training with other edits: a run of its own, the one it came from stays as it is. */
export const editedSpec = (run: Run, edits: string): TrainSpec => specAgain(run, { edits });

/** Whether what is listed is in the model that is shown. @param before edits that the run was made with */
export function sayEditing(before: number, isChanged: boolean): string {
  if (isChanged) return 'What is listed here is in no model yet: the shapes above are those of this run.';
  return before > 0 ? 'This run was made with these edits.' : '';
}
