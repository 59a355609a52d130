import { counted, quoted } from '../../core/words.ts';
import type { Finding } from '../../core/finding.ts';
import type { Role } from '../../core/schema.ts';
import type { Dataset } from '../api/data.ts';
import type { DoIt } from './do-it.ts';
import { giveRoles, takeBack, type RoleChange } from './fix-columns.ts';

/** Findings about a target; while nobody has named one they are about a guess, and call for nothing. */
const ofTarget: readonly string[] = ['target-leak', 'single-feature-leak', 'aggregate-of-target', 'group-like'];

/** What a finding calls for without asking anybody: only where keeping the column could not be right. */
const cures: Readonly<Record<string, { readonly role: Role; readonly why: string }>> = {
  'target-leak': { role: 'ignore', why: 'it is the target under another name' },
  'single-feature-leak': { role: 'ignore', why: 'alone it predicts the target too well to be honest' },
  'aggregate-of-target': { role: 'ignore', why: 'the answers of the test part are in it' },
  'group-like': { role: 'group', why: 'all its rows share one answer, so a division has to keep them together' },
  constant: { role: 'ignore', why: 'it has one value at most' },
  'id-like': { role: 'id', why: 'it names the row and does not describe it' }
};

/** The roles the findings call for. Warnings about one strong column are left to a person. */
export function curesFor(findings: readonly Finding[], dataset: Dataset, target: string | undefined): (RoleChange & { why: string })[] {
  const found = new Map<string, RoleChange & { why: string }>();
  for (const { code, severity, columns } of findings) {
    const cure = cures[code];
    if (!cure || (code === 'single-feature-leak' && severity !== 'blocker')) continue;
    if (target === undefined && ofTarget.includes(code)) continue;
    for (const name of columns) {
      const column = dataset.columns.find((candidate) => candidate.name === name);
      if (!column || name === target || column.role === 'target' || found.has(name)) continue;
      if (column.role !== cure.role) found.set(name, { column: name, role: cure.role, before: column.role, why: cure.why });
    }
  }
  return [...found.values()];
}

/** Audits the data and takes out what would fool a model. */
export const doExplore: DoIt = async (project, { dataset, problem }, watch) => {
  if (!dataset) return { said: ['There are no data yet: import them on the Data step.'], undo: null };
  const findings = await project.data.audit(dataset.id, watch);
  const changes = curesFor(findings, dataset, problem?.target);
  if (changes.length === 0)
    return {
      said: [
        findings.length === 0
          ? 'The audit found nothing to mend.'
          : `The audit has ${counted(findings.length, 'finding')}, and none that has to be mended without you.`
      ],
      undo: null
    };
  await giveRoles(project, dataset.id, changes);
  return {
    said: changes.map(({ column, role, why }) => `${quoted(column)} has the role ${role} now: ${why}.`),
    undo: () => takeBack(project, changes)
  };
};
