import { exportDamaged } from '../../core/errors/packaging.ts';

/**
 * Stand around the parts of a file that are read back. No title, name or label can bring one in: `<` is escaped wherever those are written, and
 * in a comment `*` and `/` are kept apart.
 */
export const RUNTIME_BEGIN = '/*<scorer>*/';
export const RUNTIME_END = '/*</scorer>*/';

/** The text between two marks, which stand once each. */
export function between(text: string, begin: string, end: string): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from + begin.length);
  if (from === -1 || to === -1 || text.indexOf(begin, from + 1) !== -1) throw exportDamaged(begin.trim());
  return text.slice(from + begin.length, to);
}
