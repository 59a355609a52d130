import { isSurelyMissed } from '../../core/bar.ts';
import type { Metric } from '../../core/outcome.ts';
import { metricName } from '../../core/metric-names.ts';
import { brief, capital, counted, listed, percent, quoted } from '../../core/words.ts';
import { binomialCdf, normalSf } from '../../kernels/distributions.ts';
import { FEWEST_ROWS, type ColumnDrift, type DriftReport } from './drift-report.ts';
import type { Traffic } from './traffic.ts';

export interface Alert {
  readonly at: number;
  readonly rule: string;
  readonly message: string;
}

/** What the project asked for; null = nothing said. */
export interface Needs {
  readonly latencyMs: number | null;
  readonly bar: { readonly metric: string; readonly value: number; readonly higherIsBetter: boolean } | null;
}

export interface AlertInput {
  readonly at: number;
  readonly traffic: Traffic;
  readonly drift: DriftReport;
  readonly performance: Readonly<Record<string, Metric>> | null;
  readonly needs: Needs;
}

/** One reason to wake somebody. */
interface AlertRule {
  readonly id: string;
  readonly doc: string;
  /** Messages, one a case. */
  run(input: AlertInput): string[];
}

const FEWEST_REQUESTS = 20;
const ERROR_SHARE = 0.05;
const MISSING_JUMP = 0.05;
const UNSEEN_SHARE = 0.01;
const CHANCE = 0.001;

/** Every rule, gravest first. */
export const alertRules: readonly AlertRule[] = [
  {
    id: 'performance',
    doc: 'With labels that came in, the whole 95 % interval of the metric lies on the wrong side of the bar.',
    run({ performance, needs: { bar } }) {
      const metric = bar && performance?.[bar.metric];
      if (!metric || !isSurelyMissed(bar.value, metric, bar.higherIsBetter)) return [];
      return [
        `${capital(metricName(bar.metric))} is ${brief(metric.value)} (${brief(metric.low)} to ${brief(metric.high)}) on ${counted(metric.n, 'labelled row')}, beyond the bar of ${brief(bar.value)}.`
      ];
    }
  },
  {
    id: 'errors',
    doc: 'More than 5 % of at least 20 requests failed, or of fewer so many that a share of 5 % makes it no chance.',
    run({ traffic: { requests, errors } }) {
      const isNoChance = errors > 0 && 1 - binomialCdf(errors - 1, requests, ERROR_SHARE) < CHANCE;
      return isNoChance || (requests >= FEWEST_REQUESTS && errors > ERROR_SHARE * requests)
        ? [`${counted(errors, 'request')} of ${requests} failed (${percent(errors / requests)}).`]
        : [];
    }
  },
  {
    id: 'latency',
    doc: 'The 95th percentile of the latency is above what the problem allows.',
    run({ traffic: { p95Ms }, needs: { latencyMs } }) {
      return latencyMs !== null && p95Ms > latencyMs
        ? [`One answer in twenty takes more than ${brief(p95Ms)} ms; ${brief(latencyMs)} ms are allowed.`]
        : [];
    }
  },
  {
    id: 'drift',
    doc: 'A column drifted: corrected p-value below 0.05 and PSI at least 0.1.',
    run: ({ drift }) =>
      drift.columns.filter(({ alarm }) => alarm).map((column) => `${quoted(column.column)} has drifted ${evidence(column)}.`)
  },
  {
    id: 'prediction-drift',
    doc: 'The model’s answers drifted, by the same rule.',
    run: ({ drift: { prediction } }) => (prediction.alarm ? [`The answers have drifted ${evidence(prediction)}.`] : [])
  },
  {
    id: 'missing-values',
    doc: 'A column is missing in five points more of the rows than in training, and that is no chance.',
    run: ({ drift }) =>
      drift.columns
        .filter(missesMore)
        .map(
          ({ column, missingShare }) =>
            `${quoted(column)} is missing in ${percent(missingShare.now)} of the rows; in training it was ${percent(missingShare.before)}.`
        )
  },
  {
    id: 'unseen-levels',
    doc: 'More than 1 % of the values of a column, beyond what training promises, are levels that fewer than five training rows had, or none.',
    run: ({ drift }) => drift.columns.filter(holdsNewLevels).map(unseenMessage)
  }
];

/** All that fire, in the order of the rules. */
export const findAlerts = (input: AlertInput): Alert[] =>
  alertRules.flatMap(({ id, run }) => run(input).map((message) => ({ at: input.at, rule: id, message })));

const evidence = ({ psi, correctedPValue, rows }: ColumnDrift) =>
  `(PSI ${brief(psi)}, corrected p ${correctedPValue < 0.0001 ? '< 0.0001' : brief(correctedPValue)}, ${counted(rows, 'value')})`;

/** One-sided test of a share against the known one of training; the smallest share tested is one in a thousand, so that a first gap is no jump. */
function missesMore({ missingShare: { before, now }, rows }: ColumnDrift): boolean {
  const total = now < 1 ? rows / (1 - now) : 0;
  if (total > 0 && total < FEWEST_ROWS) return false;
  if (now === 1) return before < 1 - MISSING_JUMP;
  const expected = Math.max(before, 0.001);
  const z = (now - expected) / Math.sqrt((expected * (1 - expected)) / total);
  return now - before > MISSING_JUMP && normalSf(z) < CHANCE;
}

/** Rare levels of training are met again: then more of them than promised must be no chance. */
function holdsNewLevels({ unlisted }: ColumnDrift): boolean {
  const { share, expected, chance } = unlisted ?? { share: 0, expected: 0, chance: 1 };
  return share - expected > UNSEEN_SHARE && (expected === 0 || chance < CHANCE);
}

function unseenMessage(column: ColumnDrift): string {
  const names = listed(column.unseen.map(({ label, count }) => `${quoted(label)} (${count})`));
  return `${quoted(column.column)} holds levels that fewer than five training rows had, or none: ${names}.`;
}
