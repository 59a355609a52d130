import type { Finding } from '../../../core/finding.ts';
import { grouped } from '../../../core/words.ts';

/** A check that stops at so many columns says so: finding nothing is no all-clear for those it did not see. */
export const notCompared = (what: string, looked: number, of: number, unit: string): Finding => ({
  code: 'not-compared',
  severity: 'info',
  columns: [],
  message: `${what} were looked for among ${grouped(looked)} of ${grouped(of)} ${unit} only.`,
  hint: 'A table this wide is not compared whole. Drop columns you do not need in a new version, and look again.',
  evidence: { looked, of }
});
