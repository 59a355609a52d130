import type { WorkContext } from '../../core/context.ts';
import type { Metric, Outcome } from '../../core/outcome.ts';
import type { Table } from '../../core/table.ts';
import { brief, counted } from '../../core/words.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { findAlerts, type Alert, type Needs } from './alerts.ts';
import { driftReport, type ColumnDrift } from './drift-report.ts';
import { estimatedAccuracy, predictionColumn, realisedOutcome, type LoggedPrediction } from './logged.ts';
import { latencyBins, trafficOverTime, type LatencyBin, type TrafficSpan } from './traffic-shape.ts';
import { summariseTraffic, type Request, type Traffic } from './traffic.ts';

export interface MonitorInput {
  readonly pkg: Pick<ModelPackage, 'reference' | 'target'>;
  /** Rows as the model was given them, all of the window. */
  readonly table: Table;
  /** Answers of this model in the window. */
  readonly predictions: readonly LoggedPrediction[];
  readonly requests: readonly Request[];
  readonly window: { readonly from: number; readonly to: number };
  readonly needs: Needs;
  /** Calibration error of the model where it was judged; null where it is not known. */
  readonly calibrationError: Metric | null;
  /** Rows of the window that were sent to try the watch out; none unless given. */
  readonly simulatedRows?: number;
}

/** Judges answers beside their labels; the evaluation's, handed in because a stage does not know another. */
export type Judge = (outcome: Outcome) => Promise<Record<string, Metric>>;

export interface MonitorReport {
  readonly window: { readonly from: number; readonly to: number; readonly rows: number };
  /** Rows that were sent to try the watch out: what is said here is then about invented traffic. */
  readonly simulatedRows: number;
  readonly traffic: Traffic;
  readonly timeline: readonly TrafficSpan[];
  readonly latency: readonly LatencyBin[];
  readonly drift: readonly ColumnDrift[];
  readonly predictionDrift: ColumnDrift;
  /** With labels that came in late. */
  readonly performance?: Record<string, Metric>;
  /** Without labels. */
  readonly estimatedPerformance?: Record<string, Metric>;
  readonly alerts: readonly Alert[];
  readonly notes: readonly string[];
}

/** How a deployment does: traffic, drift of each column and of the answers, performance with and without labels, and what should wake somebody. */
export async function monitorReport(input: MonitorInput, judge: Judge, context: WorkContext): Promise<MonitorReport> {
  const { pkg, predictions, window, calibrationError } = input;
  const drift = await driftReport(pkg.reference, input.table, predictionColumn(pkg.target, predictions), context);
  const realised = realisedOutcome(pkg.target, predictions);
  const performance = realised.outcome ? await judge(realised.outcome) : null;
  const estimated = isSurelyOff(calibrationError) ? null : estimatedAccuracy(pkg.target, predictions);
  const traffic = summariseTraffic(input.requests);
  return {
    window: { ...window, rows: input.table.rows },
    simulatedRows: input.simulatedRows ?? 0,
    traffic,
    timeline: trafficOverTime(input.requests),
    latency: latencyBins(input.requests),
    drift: drift.columns,
    predictionDrift: drift.prediction,
    ...(performance ? { performance } : {}),
    ...(estimated ? { estimatedPerformance: estimated } : {}),
    alerts: findAlerts({ at: window.to, traffic, drift, performance, needs: input.needs }),
    notes: [
      ...notesOf(realised.labelled, realised.unreadable, drift.columns),
      ...(isSurelyOff(calibrationError) ? [saidOff(calibrationError)] : [])
    ]
  };
}

/** From this calibration error on, beyond doubt, what a model promises of itself is no estimate of what it does. */
const MOST_OFF = 0.05;

const isSurelyOff = (error: Metric | null): error is Metric => error !== null && error.low > MOST_OFF;

const saidOff = ({ value, low, high }: Metric): string =>
  `Accuracy is not estimated without true answers: the model’s probabilities were off by ${brief(value)} on average where it was judged (${brief(low)} to ${brief(high)}). Calibrate it on the Train step, or wait for true answers.`;

function notesOf(labelled: number, unreadable: number, columns: readonly ColumnDrift[]): string[] {
  const untold = columns.filter(({ note }) => note !== '').length;
  return [
    ...(labelled === 0 ? ['No true answers came in yet.'] : [`${counted(labelled, 'true answer')} came in.`]),
    ...(unreadable > 0 ? [`${counted(unreadable, 'true answer')} could not be read as a value of the target.`] : []),
    ...(untold > 0 ? [`${counted(untold, 'column')} could not be compared yet.`] : [])
  ];
}
