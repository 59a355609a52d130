import { givenChoice, type DialectChoice } from '../../../core/dialect-choice.ts';
import type { CsvOptions } from '../../../core/csv-options.ts';
import { counted } from '../../../core/words.ts';
import type { Encoding } from './encoding.ts';
import type { FileHabits } from './evidence.ts';

export function encodingChoice({ label, isGiven, confidence = 1, reason = '' }: Encoding): DialectChoice {
  return isGiven ? givenChoice('encoding', label) : { what: 'encoding', value: label, confidence, reason, isGiven };
}

/** How the numbers of the file are written. */
export function numberChoices({ decimal, isDecimalGiven, votes = 0 }: FileHabits, { thousands }: CsvOptions): DialectChoice[] {
  const many = Math.abs(votes);
  const guess: DialectChoice = {
    what: 'decimal',
    value: decimal,
    confidence: many === 0 ? 0.5 : Math.min(0.99, 0.8 + many / 20),
    reason: many === 0 ? 'No column leaves no doubt.' : `${counted(many, 'column leaves', 'columns leave')} no doubt.`,
    isGiven: false
  };
  return [
    isDecimalGiven ? givenChoice('decimal', decimal) : guess,
    ...(thousands === undefined ? [] : [givenChoice('thousands', thousands)])
  ];
}
