import { counted, percent } from '../../core/words.ts';

/** What the checklist reads; null = not recorded. */
export interface GovernFacts {
  readonly hasPersonalData: boolean | null;
  readonly sensitiveColumns: number;
  readonly licence: string | null;
  /** How people agreed, or what else allows the use. */
  readonly legalBasis: string | null;
  readonly purpose: string | null;
  readonly importedAt: number | null;
  readonly retentionDays: number | null;
  readonly foreignRequests: number;
  readonly isAuditLogWhole: boolean;
  readonly fairnessChecked: boolean;
  readonly explained: boolean;
  readonly hasModelCard: boolean;
  readonly hasOwner: boolean;
  readonly monitored: boolean;
  /** Smallest group and share of rows in groups under five. */
  readonly anonymity: { readonly smallestGroup: number; readonly exposedShare: number } | null;
}

export interface ChecklistItem {
  readonly id: string;
  /** Where the demand comes from. */
  readonly source: string;
  readonly question: string;
  readonly state: 'met' | 'open' | 'not-needed' | 'not-known';
  /** What the records show. */
  readonly evidence: string;
}

const DAY = 86_400_000;

type Answer = Pick<ChecklistItem, 'state' | 'evidence'>;
const met = (evidence: string): Answer => ({ state: 'met', evidence });
const open = (evidence: string): Answer => ({ state: 'open', evidence });
const unknown = (evidence: string): Answer => ({ state: 'not-known', evidence });
const recorded = (value: string | null, what: string) =>
  value === null || value.trim() === '' ? open(`No ${what} is recorded.`) : met(value);

interface Item {
  readonly id: string;
  readonly source: string;
  readonly question: string;
  readonly onlyForPeople: boolean;
  readonly answer: (facts: GovernFacts, now: number) => Answer;
}

const items: readonly Item[] = [
  {
    id: 'licence',
    source: 'Copyright',
    question: 'May the data be used for this?',
    onlyForPeople: false,
    answer: ({ licence }) => recorded(licence, 'licence')
  },
  {
    id: 'legal-basis',
    source: 'GDPR, article 6',
    question: 'What allows the use of personal data?',
    onlyForPeople: true,
    answer: ({ legalBasis }) => recorded(legalBasis, 'consent or other basis')
  },
  {
    id: 'purpose',
    source: 'GDPR, article 5(1)(b)',
    question: 'What for, and for nothing else?',
    onlyForPeople: true,
    answer: ({ purpose }) => recorded(purpose, 'purpose')
  },
  { id: 'retention', source: 'GDPR, article 5(1)(e)', question: 'When are the data deleted?', onlyForPeople: true, answer: retention },
  {
    id: 'minimisation',
    source: 'GDPR, article 5(1)(c)',
    question: 'Are people hidden well enough?',
    onlyForPeople: true,
    answer: minimisation
  },
  {
    id: 'local',
    source: 'GDPR, article 32',
    question: 'Did anything leave the device?',
    onlyForPeople: false,
    answer: ({ foreignRequests }) =>
      foreignRequests === 0
        ? met('No request to anywhere else since the start.')
        : open(`${counted(foreignRequests, 'request')} went elsewhere.`)
  },
  {
    id: 'log',
    source: 'AI Act, article 12',
    question: 'Is what was done recorded?',
    onlyForPeople: false,
    answer: ({ isAuditLogWhole }) => (isAuditLogWhole ? met('The audit log is whole.') : open('The audit log was changed from outside.'))
  },
  {
    id: 'fairness',
    source: 'AI Act, article 10; GDPR, article 9',
    question: 'Is anybody treated worse?',
    onlyForPeople: true,
    answer: ({ fairnessChecked, sensitiveColumns }) =>
      fairnessChecked ? met('Fairness was measured.') : open(`${counted(sensitiveColumns, 'protected column')}; fairness was not measured.`)
  },
  {
    id: 'explanation',
    source: 'GDPR, articles 13 to 15',
    question: 'Can a decision be explained?',
    onlyForPeople: true,
    answer: ({ explained }) => (explained ? met('Explanations were made.') : open('No model was explained yet.'))
  },
  {
    id: 'documentation',
    source: 'AI Act, article 11',
    question: 'Is the model documented?',
    onlyForPeople: false,
    answer: ({ hasModelCard }) => (hasModelCard ? met('There is a model card.') : open('No model card was made.'))
  },
  {
    id: 'oversight',
    source: 'AI Act, article 14',
    question: 'Who answers for it?',
    onlyForPeople: false,
    answer: ({ hasOwner }) => (hasOwner ? met('An owner is named.') : open('No owner is named.'))
  },
  {
    id: 'monitoring',
    source: 'AI Act, article 72',
    question: 'Is it watched in use?',
    onlyForPeople: false,
    answer: ({ monitored }) => (monitored ? met('The deployment is watched.') : open('Nothing is watched.'))
  }
];

/** The checklist filled from a project's records. It says what is on record; it is no legal advice. */
export function fillChecklist(facts: GovernFacts, now: number): ChecklistItem[] {
  return items.map(({ id, source, question, onlyForPeople, answer }) => ({
    id,
    source,
    question,
    ...(onlyForPeople ? forPeople(facts, () => answer(facts, now)) : answer(facts, now))
  }));
}

function forPeople({ hasPersonalData }: GovernFacts, answer: () => Answer): Answer {
  if (hasPersonalData === null) return unknown('The data were not scanned for personal data.');
  return hasPersonalData ? answer() : { state: 'not-needed', evidence: 'No sign of personal data was found.' };
}

function retention({ importedAt, retentionDays }: GovernFacts, now: number): Answer {
  if (retentionDays === null) return open('No end is set.');
  if (importedAt === null) return unknown('When the data came in is not known.');
  const left = Math.ceil((importedAt + retentionDays * DAY - now) / DAY);
  return left > 0
    ? met(`Retention ends in ${counted(left, 'day')}.`)
    : open(`Retention ended ${counted(-left, 'day')} ago: delete the data.`);
}

function minimisation({ anonymity }: GovernFacts): Answer {
  if (!anonymity) return unknown('How many share the same values was not measured, or too few columns tell of a person.');
  const words = `Smallest group ${anonymity.smallestGroup}; ${percent(anonymity.exposedShare)} of the rows in groups under five.`;
  return anonymity.smallestGroup >= 5 ? met(words) : open(words);
}
