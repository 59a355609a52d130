import type { AutoReport, FamilyTried } from '../../core/auto-report.ts';
import type { Run, SaidAutoReport } from '../../app/api/training.ts';
import { showScore } from '../models/words.ts';
import { inSentence } from '../../core/words.ts';
import { formatDuration, formatWhen } from '../kit/format.ts';

/** The latest search whose winner is still among the runs that can be compared here; null when there is none. */
export function reportHere(reports: readonly SaidAutoReport[], ranked: readonly Pick<Run, 'id'>[]): SaidAutoReport | null {
  const here = new Set(ranked.map(({ id }) => id));
  return reports.findLast(({ best }) => best !== null && here.has(best.runId)) ?? null;
}

/** When a search was begun, and what leads since. */
export function sayWhen(startedAt: number, overtakenBy: string | null, now: number): string {
  const when = `Searched ${formatWhen(startedAt, now)}.`;
  return overtakenBy === null ? when : `${when} Since then another run has overtaken what it found: ${inSentence(overtakenBy)}.`;
}

/** What came of a family, in a few words. */
export function sayFamily({ end, runs, forecastMs, ms, why }: FamilyTried): string {
  switch (end) {
    case 'tried':
      return `${runs === 1 ? 'its defaults' : `${runs} settings`} in ${formatDuration(ms)}`;
    case 'too-slow':
      return `left out: a run would have taken about ${formatDuration(forecastMs ?? NaN)}`;
    case 'stopped':
      return `stopped after ${formatDuration(ms)}, its share of the time`;
    case 'refused':
      return why ?? 'cannot learn from these data';
  }
}

/** "The best of 34 tried; corrected for choosing: 0.795 (0.762 to 0.83)"; null where that is not known. */
export function sayBestOf({ tried, estimate, metric }: Pick<AutoReport, 'tried' | 'estimate' | 'metric'>): string | null {
  if (!estimate) return null;
  const show = (value: number) => showScore(metric, value);
  const { value, low, high } = estimate.corrected;
  return `The best of ${tried} tried; corrected for choosing: ${show(value)} (${show(low)} to ${show(high)}).`;
}
