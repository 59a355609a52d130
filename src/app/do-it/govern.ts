import type { DoIt } from './do-it.ts';

/** Scans the columns for personal data, checks everything stored, and gives the protected columns their role where there are any to give. */
export const answerForIt: DoIt = async (project, overview, watch) => {
  const { dataset } = overview;
  if (!dataset) return { said: ['There are no data to answer for yet.'], undo: null };
  const findings = await project.data.privacy(dataset.id, watch);
  const serious = findings.filter(({ severity }) => severity !== 'info');
  const said = [
    findings.length === 0
      ? `Scanned ${dataset.columns.length} columns: no sign of personal data.`
      : `Scanned ${dataset.columns.length} columns: ${findings.length} signs of personal data, ${serious.length} of them serious. They are listed below with what to do.`
  ];
  const { entries, broken } = await project.govern.auditLog();
  said.push(
    broken === null
      ? `The audit log is whole: ${entries.length} entries, each follows from the one before.`
      : `The audit log does not follow from entry ${broken} on: something changed it from outside.`
  );
  if (!(await navigator.storage.persisted())) {
    const kept = await navigator.storage.persist();
    said.push(kept ? 'The browser has promised to keep the data.' : 'The browser would not promise to keep the data: make a backup.');
  }
  said.push('Roles of columns were left as they are: whether a column speaks of people is for you to say.');
  return { said, undo: null };
};
