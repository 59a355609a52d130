import type { StepInfo } from '../../app/api/preparing.ts';
import { acceptable, type Standing } from './draft.ts';

/** A kind of step that can be picked. */
export interface StepPick {
  readonly kind: StepInfo;
  /** Whether there is a column for it here. */
  readonly isUsable: boolean;
}

export interface PickGroup {
  readonly purpose: StepInfo['purpose'];
  readonly label: string;
  readonly picks: readonly StepPick[];
}

/** In the order that the work is usually done in. */
const purposes: readonly (readonly [StepInfo['purpose'], string])[] = [
  ['gaps', 'Fill gaps'],
  ['scale', 'Scale and bend numbers'],
  ['encode', 'Turn levels into numbers'],
  ['derive', 'Make new columns'],
  ['select', 'Choose columns'],
  ['text', 'Texts'],
  ['time', 'Dates and what came before'],
  ['rows', 'Which rows are learned from']
];

/** How well a kind of step answers to what was typed: lower is better, null = not at all. Every word has to be found. */
function distanceOf({ label, doc, kind }: StepInfo, group: string, wanted: readonly string[]): number | null {
  const named = `${label} ${kind.replaceAll('-', ' ')} ${kind}`.toLowerCase();
  const told = `${group} ${doc}`.toLowerCase();
  if (!wanted.every((word) => named.includes(word) || told.includes(word))) return null;
  return wanted.filter((word) => !named.includes(word)).length;
}

/** The kinds of steps that answer to what was typed, by what they are for; those that have no column here stand last in their group. */
export function stepPicks(kinds: readonly StepInfo[], columns: readonly Standing[], typed: string): PickGroup[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = purposes.map(([purpose, label]) => {
    const found = kinds.flatMap((kind) => {
      const distance = kind.purpose === purpose ? distanceOf(kind, label, wanted) : null;
      const isUsable = kind.about === 'rows' || acceptable(columns, kind).length > 0;
      return distance === null ? [] : [{ kind, isUsable, distance }];
    });
    const picks = found.sort((a, b) => Number(b.isUsable) - Number(a.isUsable) || a.distance - b.distance);
    return { purpose, label, picks, nearest: Math.min(...picks.map(({ distance }) => distance)) };
  });
  const known = groups.filter(({ picks }) => picks.length > 0);
  return (wanted.length > 0 ? known.sort((a, b) => a.nearest - b.nearest) : known).map(({ purpose, label, picks }) => ({
    purpose,
    label,
    picks: picks.map(({ kind, isUsable }) => ({ kind, isUsable }))
  }));
}
