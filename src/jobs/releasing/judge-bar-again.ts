import { checkBar, meetsBar } from '../../stages/package/checks/meets-bar.ts';
import type { JudgedRun } from '../judging/load-judged.ts';
import type { JobServices } from '../services.ts';
import { releaseResult } from './release-result.ts';

/** Once the test part was opened for a run, the bar of its registered versions is judged by that part, and by no other. */
export async function judgeBarAgain(judged: JudgedRun, { storage, now }: JobServices): Promise<void> {
  const { run } = judged;
  const own = (await storage.versions.list(run.projectId)).filter(({ runId }) => runId === run.id);
  if (own.length === 0) return;
  const verdict = checkBar(await releaseResult(judged, storage));
  for (const version of own) {
    const before = version.checks.find(({ name }) => name === meetsBar.label);
    if (!before || before.detail === verdict.detail) continue;
    const checks = version.checks.map((check) => (check === before ? { name: check.name, ...verdict } : check));
    await storage.versions.setChecks(run.projectId, version.name, version.version, checks);
    await storage.audit.append(run.projectId, now(), 'bar-judged-again', `${version.name} ${version.version}: ${verdict.detail}`);
  }
}
