import type { Deployment } from '../../app/api/deploying.ts';
import type { InputInfo } from '../../app/api/inputs.ts';
import type { ScoredRow } from '../../app/api/judging.ts';
import type { Project } from '../../app/api/projects.ts';
import type { MonitorReport } from '../../app/api/watching.ts';
import type { Overview } from '../../app/overview.ts';
import { formatNumber, formatShare } from '../../charts/format.ts';
import { deviation } from '../../core/stats.ts';
import { resolveModel } from '../deploy/sentences.ts';

/** What moving one column did to the answers. */
export interface ShiftTrial {
  readonly column: string;
  /** Share of the answers that changed, or mean absolute change of a number. */
  readonly effect: number;
  readonly isShare: boolean;
  readonly words: string;
}

const ROWS = 120;
const MOST_COLUMNS = 12;
type Row = Record<string, unknown>;

/** Moves each column of numbers by one standard deviation in rows of the project, and asks the model without the log. Strongest first. */
export async function tryShift(project: Project, overview: Overview, deployment: Deployment | undefined): Promise<ShiftTrial[]> {
  const version = deployment && resolveModel(deployment.model, overview.versions);
  const dataset = overview.dataset;
  if (!version || !dataset) return [];
  const inputs = await project.inputs(version.runId);
  const start = Math.max(0, Math.floor((dataset.rows - ROWS) / 2));
  const rows = (await project.data.rows(dataset.id, { start, count: ROWS })).map((row) => onlyInputs(row, inputs));
  const before = await project.whatIf(version.runId, rows);
  const trials: ShiftTrial[] = [];
  for (const { name } of inputs.filter(isNumber).slice(0, MOST_COLUMNS)) {
    const after = await project.whatIf(version.runId, moved(rows, name));
    trials.push(trialOf(name, before, after));
  }
  return trials.sort((a, b) => b.effect - a.effect);
}

const isNumber = ({ type }: InputInfo) => type === 'number' || type === 'integer';

const onlyInputs = (row: Row, inputs: readonly InputInfo[]): Row => Object.fromEntries(inputs.map(({ name }) => [name, row[name] ?? null]));

/** One column up by one standard deviation of these rows; gaps stay. */
export function moved(rows: readonly Row[], column: string): Row[] {
  const known = rows.map((row) => row[column]).filter((value) => typeof value === 'number');
  const by = known.length > 1 ? deviation(known) : 0;
  return rows.map((row) => (typeof row[column] === 'number' ? { ...row, [column]: row[column] + by } : row));
}

export function trialOf(column: string, before: readonly ScoredRow[], after: readonly ScoredRow[]): ShiftTrial {
  const isShare = before.some((row) => row.probabilities !== undefined || typeof row.prediction !== 'number');
  const change = (row: ScoredRow, i: number) =>
    isShare
      ? Number(String(row.prediction) !== String(after[i]?.prediction))
      : Math.abs(Number(row.prediction) - Number(after[i]?.prediction));
  const effect = before.length === 0 ? 0 : before.reduce((sum, row, i) => sum + change(row, i), 0) / before.length;
  return { column, effect, isShare, words: isShare ? formatShare(effect) : formatNumber(Number(effect.toPrecision(3))) };
}

/** The order of things at night, with this project's own way back. */
export function incidentAnswer(overview: Overview, deployment: Deployment | undefined, report: MonitorReport | null): string {
  const earlier = deployment?.history.at(-2);
  const back = earlier
    ? `Here that is ${earlier.model}, and takes one press.`
    : deployment
      ? 'Here there is no earlier version to go back to yet, which I would change before anything else.'
      : 'Here nothing is deployed yet.';
  const alerts = report
    ? ` Right now ${report.alerts.length === 0 ? 'nothing is alarming' : report.alerts.length === 1 ? 'one alert stands open' : `${report.alerts.length} alerts stand open`}.`
    : '';
  const owner =
    typeof overview.problem?.['owner'] === 'string'
      ? ` Then tell ${overview.problem['owner']}, who owns it.`
      : ' Then tell the owner, who is not named in this project yet.';
  return `Stop the harm first, understand it in the morning: roll back to the version that worked. ${back}${owner} Keep the log as it is; it is the evidence.${alerts}`;
}
