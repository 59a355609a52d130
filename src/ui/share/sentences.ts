import { stepIds, type StepId } from '../../app/overview.ts';

/** A role's question, its answer, and whether the records know it. */
export interface RoleAnswer {
  readonly role: string;
  readonly question: string;
  readonly answer: string;
  readonly known: boolean;
}

/** The first sentence, to be read large, and the rest. A point inside a number or a name ends no sentence. */
export function firstSentence(text: string): { first: string; rest: string } {
  const end = /[.?](?=\s+\p{Lu})/u.exec(text);
  return end ? { first: text.slice(0, end.index + 1), rest: text.slice(end.index + 1).trim() } : { first: text, rest: '' };
}

/** "In thirty seconds: you want to tell ...". */
export function shareTitle(thirtySeconds: string): string {
  const { first } = firstSentence(thirtySeconds.trim());
  if (first === '') return 'There is nothing to tell yet.';
  return `In thirty seconds: ${first}`;
}

/** How long a text takes to say, at 150 words a minute. */
export const secondsToSay = (text: string): number => Math.max(1, Math.round((text.trim().split(/\s+/).filter(Boolean).length / 150) * 60));

const byRole: readonly (readonly [string, StepId])[] = [
  ['engineer', 'data'],
  ['scien', 'monitor'],
  ['stake', 'problem'],
  ['devel', 'package']
];

/** Where an answer that is not known yet comes from: the step it names ("run the audit in Explore"), else the one closest to the role. */
export function stepFor({ role, answer }: Pick<RoleAnswer, 'role' | 'answer'>): StepId {
  const named = stepIds.find((id) => new RegExp(`\\b${id[0]!.toUpperCase()}${id.slice(1)}\\b`).test(answer));
  return named ?? byRole.find(([part]) => role.toLowerCase().includes(part))?.[1] ?? 'evaluate';
}

/** What an interviewer asks, with what this project's records say to it. */
export interface InterviewQuestion {
  readonly question: string;
  readonly hint: string;
}

export const interviewQuestions: readonly InterviewQuestion[] = [
  {
    question: 'Tell me about a project, in half a minute.',
    hint: 'Problem, what you did, how good it is and how sure you are, what came of it. Say the number with its interval.'
  },
  { question: 'How do you know it is any good?', hint: 'Name the baseline, the bar set before training, and rows the model never saw.' },
  {
    question: 'What would you do differently?',
    hint: 'An honest open point is worth more than a higher score. The role questions without an answer are a good list.'
  },
  { question: 'Explain it to somebody who pays for it.', hint: 'What a right answer is worth, what a wrong one costs, who checks.' }
];
