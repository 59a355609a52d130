import type { ReportFacts } from './report-facts.ts';
import { roles } from './story/registry.ts';
import { thirtySeconds } from './story/thirty-seconds.ts';
import { subjectOf } from './subject.ts';

export interface RoleAnswer {
  readonly role: string;
  readonly question: string;
  readonly answer: string;
  /** False where the records can not answer yet; the answer then says what would make it known. */
  readonly known: boolean;
}

export interface Story {
  readonly thirtySeconds: string;
  readonly roles: RoleAnswer[];
}

/** The project told in half a minute, and six people's questions answered from its records: the same facts give the same words. */
export function tellStory(facts: ReportFacts): Story {
  const subject = subjectOf(facts);
  return {
    thirtySeconds: thirtySeconds(facts, subject),
    roles: roles.all.map(({ role, question, answer }) => ({ role, question, ...answer(facts, subject) }))
  };
}
