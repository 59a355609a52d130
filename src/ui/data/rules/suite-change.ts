import type { Rule } from '../../../core/rule.ts';

/**
 * The suite without one change of it: what was added then goes, what was taken out comes back where it stood, what was edited is as it was. What else was
 * changed since stays.
 * @param before the suite the change began with @param after what it made @param now the suite as it is
 */
export function takenBack(before: readonly Rule[], after: readonly Rule[], now: readonly Rule[]): Rule[] {
  const [old, made] = [byId(before), byId(after)];
  const left = now.flatMap((rule) => {
    const was = old.get(rule.id);
    if (!made.has(rule.id)) return [rule];
    if (!was) return [];
    return [JSON.stringify(was) === JSON.stringify(made.get(rule.id)) ? rule : was];
  });
  const there = byId(now);
  before.forEach((rule, place) => {
    if (!made.has(rule.id) && !there.has(rule.id)) left.splice(Math.min(place, left.length), 0, rule);
  });
  return left;
}

const byId = (rules: readonly Rule[]) => new Map(rules.map((rule) => [rule.id, rule]));
