import type { Metric } from '../../core/outcome.ts';
import { brief, counted, listed, percent } from '../../core/words.ts';
import { normalSf } from '../../kernels/distributions.ts';
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
      if (!metric || !(bar.higherIsBetter ? metric.high < bar.value : metric.low > bar.value)) return [];
      return [
        `${bar.metric} is ${brief(metric.value)} (${brief(metric.low)} to ${brief(metric.high)}) on ${counted(metric.n, 'labelled row')}, beyond the bar of ${brief(bar.value)}.`
      ];
    }
  },
  {
    id: 'errors',
    doc: 'More than 5 % of at least 20 requests failed.',
    run({ traffic: { requests, errors } }) {
      return requests >= FEWEST_REQUESTS && errors > ERROR_SHARE * requests
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
    run: ({ drift }) => drift.columns.filter(({ alarm }) => alarm).map((column) => `${column.column} has drifted ${evidence(column)}.`)
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
            `${column} is missing in ${percent(missingShare.now)} of the rows; in training it was ${percent(missingShare.before)}.`
        )
  },
  {
    id: 'unseen-levels',
    doc: 'More than 1 % of the values of a column are levels that training never saw.',
    run: ({ drift }) => drift.columns.filter((column) => unseenShare(column) > UNSEEN_SHARE).map(unseenMessage)
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

const unseenShare = ({ unseen, rows }: ColumnDrift) => (rows === 0 ? 0 : unseen.reduce((total, { count }) => total + count, 0) / rows);

function unseenMessage(column: ColumnDrift): string {
  const names = listed(column.unseen.map(({ label, count }) => `"${label}" (${count})`));
  return `${column.column} holds levels that training never saw: ${names}.`;
}
