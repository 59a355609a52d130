import type { Profile } from '../../../app/api/exploring.ts';
import { strengths } from '../column-chart.ts';

const SHOWN = 6;

/** What the views begin with: the target, and the columns that go with it most; without one, those of the strongest pairs, then the first. Ids are left to be chosen. */
export function firstColumns(profile: Profile, usable: readonly string[], target: string | undefined): string[] {
  const towards = strengths(profile.associations, target);
  const strength = (name: string) =>
    target === undefined
      ? profile.associations.reduce((most, { a, b, value }) => (a === name || b === name ? Math.max(most, Math.abs(value)) : most), 0)
      : name === target
        ? 2
        : (towards.get(name) ?? 0);
  const isId = (name: string) => name !== target && profile.columns[name]?.['role'] === 'id';
  const shown = usable.filter((name) => !isId(name)).sort((a, b) => strength(b) - strength(a));
  const chosen = new Set(shown.slice(0, SHOWN));
  return usable.filter((name) => chosen.has(name));
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
