import type { Profile } from '../../../app/api/exploring.ts';
import { strengths } from '../column-chart.ts';

const SHOWN = 6;

/** What the views begin with: the target, and the columns that go with it most; without one, those of the strongest pairs, then the first. What names the row is left to be chosen. */
export function firstColumns(profile: Profile, usable: readonly string[], target: string | undefined): string[] {
  const towards = strengths(profile.associations, target);
  const strength = (name: string) =>
    target === undefined
      ? profile.associations.reduce((most, { a, b, value }) => (a === name || b === name ? Math.max(most, Math.abs(value)) : most), 0)
      : name === target
        ? 2
        : (towards.get(name) ?? 0);
  const shown = usable
    .filter((name) => name === target || !namesTheRow(profile.columns[name] ?? {}))
    .sort((a, b) => strength(b) - strength(a));
  const chosen = new Set(shown.slice(0, SHOWN));
  return usable.filter((name) => chosen.has(name));
}

/** An id, or whole numbers that differ from row to row and fill their range: a count of rows, whose bars are all of one height. */
function namesTheRow({ role, type, count, distinct, min, max }: Readonly<Record<string, unknown>>): boolean {
  if (role === 'id') return true;
  return type === 'integer' && distinct === count && Number(max) - Number(min) + 1 <= 1.05 * Number(count);
}

/** Two columns of numbers or times for the density: those it had, where they are still shown, else the first two. */
export function pairOf(
  names: readonly string[],
  numeric: ReadonlySet<string>,
  now: { readonly x: string; readonly y: string } | null
): { x: string; y: string } | null {
  if (now && names.includes(now.x) && names.includes(now.y)) return { ...now };
  const [x, y] = names.filter((name) => numeric.has(name));
  return x === undefined || y === undefined ? null : { x, y };
}
