import type { Finding } from './finding.ts';
import { counted } from './words.ts';

/** What a scan for personal data found, told apart: a person seen in a column is one thing, a column that tells something protected another. */
export interface PrivacySigns {
  /** Columns whose values or names point at somebody. */
  readonly personal: readonly string[];
  /** Columns that are protected if the rows are people; they may as well be penguins. */
  readonly guarded: readonly string[];
  /** Columns that together single out rows. */
  readonly together: readonly string[];
}

export function privacySigns(findings: readonly Finding[]): PrivacySigns {
  const columnsOf = (is: (code: string) => boolean) => [
    ...new Set(findings.filter(({ code }) => is(code)).flatMap(({ columns }) => columns))
  ];
  return {
    personal: columnsOf((code) => code !== 'privacy-sensitive' && code !== 'privacy-k-anonymity'),
    guarded: columnsOf((code) => code === 'privacy-sensitive'),
    together: columnsOf((code) => code === 'privacy-k-anonymity')
  };
}

/** "3 columns look personal", "nothing looks personal", as every screen says it. */
export const personalWords = ({ personal }: PrivacySigns): string =>
  personal.length === 0 ? 'nothing looks personal' : counted(personal.length, 'column looks', 'columns look') + ' personal';
