import { counted, listed, listedNames } from '../../../core/words.ts';
import type { Finding } from '../../../core/finding.ts';
import { featuresOf, grave } from '../subject.ts';
import { named } from '../words.ts';
import type { ReportFacts } from '../report-facts.ts';
import { byChecks, CHECKS, fails, outsideRecords, passes, unknown, type AuditAnswer, type AuditQuestion } from './question-type.ts';

const ask = (id: string, question: string, answer: AuditQuestion['answer']): AuditQuestion => ({ id, section: 'data', question, answer });

export const dataQuestions: readonly AuditQuestion[] = [
  ask('data-expectations', 'Is it written down what each column should look like, and do the data comply?', expectations),
  ask(
    'data-useful',
    'Is every feature worth having?',
    outsideRecords('What each column is worth is shown in Evaluate, but not kept with the records.')
  ),
  ask(
    'data-cost',
    'Is no feature too dear for what it brings?',
    outsideRecords('The records hold the time of an answer, not what each column costs to get.')
  ),
  ask('data-policy', 'Do the features respect the rules on personal data?', policy),
  ask('data-privacy', 'Does the pipeline guard the data?', guarded),
  ask('data-new', 'Can a new feature be added quickly?', outsideRecords('How long it takes people to add one is not recorded.')),
  ask('data-code', 'Is the code that makes the features tested?', (facts) =>
    byChecks(facts, [CHECKS.singleRow, CHECKS.missing, CHECKS.unseen])
  )
];

function expectations({ dataset, findings }: ReportFacts): AuditAnswer {
  if (!dataset) return unknown('There are no data yet.');
  const typed = `${counted(dataset.columns.length, 'column')} have a type and a role`;
  if (findings === null) return unknown(`${typed}, but the data were not looked through.`);
  const blockers = findings.filter(({ severity }) => severity === 'blocker');
  if (blockers.length > 0) return fails(`${typed}, but: ${listed(blockers.map(({ message }) => named(message, 160)))}`);
  return passes(`${typed}; the audit found nothing that blocks.`);
}

function policy(facts: ReportFacts): AuditAnswer {
  if (!facts.dataset) return unknown('There are no data yet.');
  if (facts.privacy === null) return unknown('The columns were not scanned for personal data.');
  const names = new Set(featuresOf(facts).map(({ name }) => name));
  const used = grave(facts.privacy).filter(({ columns }: Finding) => columns.some((name) => names.has(name)));
  if (used.length > 0) return fails(`Features with signs of personal data: ${namesIn(used)}.`);
  const ofPeople = facts.privacy.filter(({ columns }) => columns.some((name) => names.has(name)));
  if (ofPeople.length === 0) return passes('The scan found nothing personal among the features.');
  return unknown(
    `The scan found no sign of a person in the features. If the rows are people, ${namesIn(ofPeople)} must not be learned from without a reason; no record says whether they are.`
  );
}

const namesIn = (findings: readonly Finding[]): string => listedNames([...new Set(findings.flatMap(({ columns }) => columns))]);

function guarded({ requests, audit, privacy }: ReportFacts): AuditAnswer {
  if (requests.foreign > 0) return fails(`${counted(requests.foreign, 'request')} went elsewhere since the app was opened.`);
  if (!audit.isWhole) return fails('The audit log has been changed.');
  if (privacy === null)
    return unknown('Nothing was sent elsewhere since the app was opened, but the columns were not scanned for personal data.');
  return passes(
    `Nothing was sent elsewhere since the app was opened, the columns were scanned, and the audit log is whole (${counted(audit.entries, 'entry', 'entries')}).`
  );
}
