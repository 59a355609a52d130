import { counted, listedNames } from '../../core/words.ts';
import type { DoIt } from './do-it.ts';

/** Looks at the latest deployment; where nobody has asked it anything yet, it first sends held-out rows as they are, marked as simulated. */
export const lookAfter: DoIt = async (project, overview, watch) => {
  const deployment = overview.deployments.at(-1);
  if (!deployment) return { said: ['There is nothing to watch yet. Deploy a version first.'], undo: null };
  const { name } = deployment;
  const said: string[] = [];
  let report = await project.monitor(name, watch);
  if (report.window.rows === 0) {
    const { sent, from } = await project.deployments.sendTest(name, { rows: 100 }, watch);
    said.push(
      `Nobody had asked ${name} anything, so ${counted(sent, 'row')} of the ${from} part were sent through it, marked as simulated in its log.`
    );
    report = await project.monitor(name, watch);
  }
  const drifted = report.drift.filter((column) => column.alarm).map((column) => column.column);
  said.push(
    `Looked at ${counted(report.window.rows, 'row')} in ${counted(report.traffic.requests, 'request')}: ${drifted.length === 0 ? 'no column has drifted' : `${listedNames(drifted)} drifted`}, ${report.alerts.length === 0 ? 'and nothing should wake anybody' : `${counted(report.alerts.length, 'alert')}: ${report.alerts.map(({ message }) => message).join(' ')}`}.`
  );
  if (!report.performance) said.push('How good the answers were is not known before true answers come in.');
  return { said, undo: null };
};
