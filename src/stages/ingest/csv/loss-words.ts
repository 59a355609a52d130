import { counted, quoted } from '../../../core/words.ts';
import { shortened } from './header.ts';

/** What a person is told of times that said more than can be kept. */
export const cutWords = (column: string, count: number): string =>
  `${quoted(shortened(column))}: ${counted(count, 'time was', 'times were')} cut to whole milliseconds.`;

/** What a person is told of whole numbers that are none of those that can be kept. */
export const roundedWords = (column: string, count: number): string =>
  `${quoted(shortened(column))}: ${counted(count, 'whole number', 'whole numbers')} beyond 9,007,199,254,740,991 ${count === 1 ? 'was' : 'were'} rounded; kept as text ${count === 1 ? 'it stays' : 'they stay'} exact.`;
