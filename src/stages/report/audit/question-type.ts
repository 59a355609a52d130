import type { ReportFacts } from '../report-facts.ts';
import type { Subject } from '../subject.ts';

export type AuditSection = 'data' | 'model' | 'infrastructure' | 'monitoring';

export interface AuditAnswer {
  readonly verdict: 'passed' | 'not passed' | 'not known';
  /** The record that says so, with its numbers; or what is missing. */
  readonly because: string;
}

/** One question of the self-audit. It passes on evidence alone. */
export interface AuditQuestion {
  readonly id: string;
  readonly section: AuditSection;
  readonly question: string;
  answer(facts: ReportFacts, subject: Subject): AuditAnswer;
}

export const passes = (because: string): AuditAnswer => ({ verdict: 'passed', because });
export const fails = (because: string): AuditAnswer => ({ verdict: 'not passed', because });
export const unknown = (because: string): AuditAnswer => ({ verdict: 'not known', because });

/** A question about what people do, of which the app keeps no record. */
export const outsideRecords = (because: string) => (): AuditAnswer => unknown(because);

/**
 * Whether all of the named release checks passed. A check that is not among the records is not known, so a renamed one can not pass by accident.
 * @param names labels of the release checks
 */
export function byChecks({ version }: ReportFacts, names: readonly string[]): AuditAnswer {
  if (!version) return unknown('No version is registered, so no checks were run.');
  const found = names.map((name) => ({ name, check: version.checks.find((check) => check.name === name) }));
  const failed = found.filter(({ check }) => check?.passed === false);
  if (failed.length > 0) return fails(failed.map(({ check }) => `${check!.name}: ${check!.detail}`).join(' '));
  const absent = found.filter(({ check }) => check === undefined);
  if (absent.length > 0) return unknown(`Not among the checks of this version: ${absent.map(({ name }) => name).join('; ')}.`);
  const outside = found.filter(({ check }) => check?.passed === null);
  if (outside.length > 0) return unknown(outside.map(({ check }) => `${check!.name}: ${check!.detail}`).join(' '));
  return passes(found.map(({ check }) => `${check!.name}: ${check!.detail}`).join(' '));
}

/** The release checks the questions go by. */
export const CHECKS = {
  beatsBaseline: 'Better than the baseline',
  meetsBar: 'Meets the bar',
  roundTrip: 'The file answers as the model does',
  singleRow: 'One row answers as in a batch',
  missing: 'Missing values are answered',
  unseen: 'New levels are answered, with a warning',
  again: 'The same again, every time'
} as const;
