import { counted, listed, percent, quoted } from '../../../core/words.ts';
import { countOutcomes, type Rule, type RuleResult, type SuiteCause, type SuiteRun } from '../../../core/rule.ts';

/** What a rule is about. */
export const aboutWords = ({ column }: Rule): string => (column === '' ? 'The table' : quoted(column));

/** How a rule was broken. */
export function brokenWords({ seen, failing, checked, rule }: RuleResult): string {
  if (seen !== undefined) return `${seen.slice(0, 1).toUpperCase()}${seen.slice(1)}${seen.endsWith('.') ? '' : '.'}`;
  const allowed = rule.mostly === undefined ? '' : `; ${percent(1 - rule.mostly)} may`;
  return `Broken in ${counted(failing, 'row')} of ${counted(checked, 'row')} (${percent(failing / Math.max(1, checked))})${allowed}.`;
}

/** A run in one sentence. */
export function runWords({ results, off, leftOut, setAside }: SuiteRun): string {
  const { passed, warned, failed } = countOutcomes(results);
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(warned > 0 ? [`${warned} warned`] : []),
    failed + warned === 0 ? `all ${counted(passed, 'rule')} hold` : `${passed} hold`
  ];
  const aside = [
    ...(off > 0 ? [`${counted(off, 'rule')} off`] : []),
    ...(leftOut > 0 ? [`${leftOut} not about a batch`] : []),
    ...(setAside ? [`${counted(setAside.count, 'row')} set aside`] : [])
  ];
  return `${listed(parts)}${aside.length > 0 ? ` (${listed(aside)})` : ''}`;
}

const causes: Readonly<Record<SuiteCause, string>> = {
  asked: 'when asked',
  import: 'at the import',
  'new-version': 'as the version was made',
  batch: 'before a batch'
};

/** What a run was held against, and why. */
export const runAbout = ({ version, about, cause, rows }: SuiteRun): string =>
  `${version === null ? `A batch for ${quoted(about)}` : `Version ${version}, ${causes[cause]}`}, ${counted(rows, 'row')}`;
