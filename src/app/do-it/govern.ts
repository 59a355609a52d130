import { personalWords, privacySigns } from '../../core/privacy-signs.ts';
import { counted } from '../../core/words.ts';
import type { DoIt } from './do-it.ts';

/** Scans the columns for personal data, verifies the audit log, and asks the browser to keep what is stored. Roles are left to the person. */
export const answerForIt: DoIt = async (project, overview, watch) => {
  const { dataset } = overview;
  if (!dataset) return { said: ['There are no data to answer for yet.'], undo: null };
  const findings = await project.data.privacy(dataset.id, watch);
  const said = [
    `Scanned ${counted(dataset.columns.length, 'column')}: ${personalWords(privacySigns(findings))}.${findings.length === 0 ? '' : ' What was found stands below, with what to do.'}`
  ];
  const { entries, broken } = await project.govern.auditLog();
  said.push(
    broken === null
      ? `The audit log is whole: ${counted(entries.length, 'entry', 'entries')}, each follows from the one before.`
      : `The audit log does not follow from entry ${broken} on: something changed it from outside.`
  );
  if (!(await navigator.storage.persisted())) {
    const kept = await navigator.storage.persist();
    said.push(kept ? 'The browser has promised to keep the data.' : 'The browser would not promise to keep the data: make a backup.');
  }
  said.push('Roles of columns were left as they are: whether a column speaks of people is for you to say.');
  return { said, undo: null };
};
