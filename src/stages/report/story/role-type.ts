import { sentences } from '../words.ts';
import type { ReportFacts } from '../report-facts.ts';
import type { Subject } from '../subject.ts';

/** Somebody with a question that the records of a project may answer. */
export interface RoleType {
  readonly id: string;
  readonly role: string;
  readonly question: string;
  answer(facts: ReportFacts, subject: Subject): Answer;
}

export interface Answer {
  readonly answer: string;
  readonly known: boolean;
}

export const known = (...parts: readonly (string | null | false)[]): Answer => ({ answer: sentences(...parts), known: true });

/** @param why what is missing, and what would make it known */
export const notKnown = (why: string): Answer => ({ answer: `Not known yet: ${why}.`, known: false });
