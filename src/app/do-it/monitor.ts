import type { DoIt } from './do-it.ts';

/** Looks at the latest deployment; where nobody has asked it anything yet, it first sends held-out rows as they are, marked as simulated. */
export const lookAfter: DoIt = async (project, overview, watch) => {
  const deployment = overview.deployments.at(-1);
  if (!deployment) return { said: ['There is nothing to watch yet. Deploy a version first.'], undo: null };
  const { name } = deployment;
  const said: string[] = [];
  let report = await project.monitor(name, watch);
  if (report.window.rows === 0) {
    const { sent } = await project.deployments.sendTest(name, { rows: 100 }, watch);
    said.push(`Nobody had asked ${name} anything, so ${sent} held-out rows were sent through it, marked as simulated in its log.`);
    report = await project.monitor(name, watch);
  }
  const drifted = report.drift.filter((column) => column.alarm).map((column) => column.column);
  said.push(
    `Looked at ${report.window.rows} rows in ${report.traffic.requests} requests: ${drifted.length === 0 ? 'no column has drifted' : `${drifted.join(', ')} drifted`}, ${report.alerts.length === 0 ? 'and nothing should wake anybody' : `${report.alerts.length} alerts`}.`
  );
  if (!report.performance) said.push('How good the answers were is not known before true answers come in.');
  return { said, undo: null };
};
