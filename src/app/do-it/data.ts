import { counted, listedNames, quoted } from '../../core/words.ts';
import type { Dataset } from '../api/data.ts';
import type { Project } from '../api/projects.ts';
import type { Watch } from '../api/watch.ts';
import { curesFor } from './explore.ts';
import type { DoIt } from './do-it.ts';
import { giveRoles, takeBack } from './fix-columns.ts';

/** Looks the data over: what names the row gets the role id, rules are held against every row, and personal data are looked for. */
export const doData: DoIt = async (project, { dataset, problem }, watch) => {
  if (!dataset) return { said: ['There are no data yet: drop a file, choose one, or paste a table.'], undo: null };
  const findings = await project.data.audit(dataset.id, watch);
  const ids = curesFor(findings, dataset, problem?.target).filter(({ role }) => role === 'id');
  const id = await giveRoles(project, dataset.id, ids);
  return {
    said: [
      ...ids.map(({ column, why }) => `${quoted(column)} has the role id now: ${why}.`),
      await checked(project, id),
      await scanned(project, dataset, watch)
    ],
    undo: ids.length > 0 ? () => takeBack(project, ids) : null
  };
};

async function checked(project: Project, id: string): Promise<string> {
  const results = await project.data.validate(id);
  const broken = results.filter(({ passed }) => !passed);
  return broken.length === 0
    ? `All ${counted(results.length, 'rule')} proposed from these data hold in every row.`
    : `${broken.length} of ${counted(results.length, 'rule')} do not hold: ${broken.map(({ rule }) => `${quoted(rule.column)} (${rule.kind})`).join(', ')}.`;
}

async function scanned(project: Project, dataset: Dataset, watch: Watch): Promise<string> {
  const found = await project.data.privacy(dataset.id, watch);
  const columns = [...new Set(found.flatMap((finding) => finding.columns))];
  return columns.length === 0 ? 'Nothing personal was found.' : `Signs of personal data in ${listedNames(columns)}: see Govern.`;
}
