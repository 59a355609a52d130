import { paragraph, section, table, type Section } from '../document.ts';
import { auditQuestions } from '../audit/registry.ts';
import type { AuditAnswer, AuditQuestion, AuditSection } from '../audit/question-type.ts';
import { named } from '../words.ts';
import type { DocumentType } from './document-type.ts';

const SECTIONS: readonly (readonly [AuditSection, string])[] = [
  ['data', 'Data and features'],
  ['model', 'Model'],
  ['infrastructure', 'Infrastructure'],
  ['monitoring', 'Monitoring']
];

interface Asked extends Omit<AuditQuestion, 'answer'> {
  readonly answer: AuditAnswer;
}

/**
 * The project asked 28 questions, answered from its records only; what they do not hold is not known, never passed.
 * Source of the questions: Breck et al. (2017), "The ML Test Score", in our own words. The paper's score, the lowest of its four sections, counts
 * half points for work by hand; here only whole passes count.
 */
export const audit: DocumentType = {
  id: 'audit',
  write(facts, subject) {
    const asked = auditQuestions.all.map((question) => ({ ...question, answer: question.answer(facts, subject) }));
    return { title: `Self-audit: ${named(facts.projectName)}`, lead: leadOf(asked), sections: [summary(asked), ...SECTIONS.map(([id, title]) => sectionOf(title, asked.filter((one) => one.section === id)))] }; // prettier-ignore
  }
};

const passed = (asked: readonly Asked[]) => asked.filter(({ answer }) => answer.verdict === 'passed').length;
const count = (asked: readonly Asked[], verdict: AuditAnswer['verdict']) => asked.filter(({ answer }) => answer.verdict === verdict).length;

function leadOf(asked: readonly Asked[]): string {
  const lowest = Math.min(...SECTIONS.map(([id]) => passed(asked.filter((one) => one.section === id))));
  return `${passed(asked)} of ${asked.length} questions passed, ${count(asked, 'not passed')} did not, ${count(asked, 'not known')} cannot be answered from the records. The weakest section passed ${lowest}.`;
}

function summary(asked: readonly Asked[]): Section {
  const rows = SECTIONS.map(([id, title]) => {
    const own = asked.filter((one) => one.section === id);
    return [title, String(passed(own)), String(count(own, 'not passed')), String(count(own, 'not known')), String(own.length)];
  });
  return section(
    'Summary',
    table('Questions by section', ['Section', 'Passed#', 'Not passed#', 'Not known#', 'All#'], rows),
    paragraph(
      'A pass needs a record that shows it. What people did outside the app, such as a review, is not known here, however well it was done.'
    )
  );
}

const sectionOf = (title: string, asked: readonly Asked[]): Section =>
  section(
    title,
    table(
      'Each question with the record behind its answer',
      ['Question', 'Answer', 'Because'],
      asked.map(({ question, answer }) => [question, answer.verdict, answer.because])
    )
  );
