import { dayText } from './time-text.ts';
import { brief } from './words.ts';

/** What decides how the values of a column are said. */
export interface Sayable {
  readonly kind: string;
  /** Of moments: the zone whose clocks they are read by. */
  readonly zone?: string;
}

/**
 * Says values of a column of numbers or times: times by their day, as the clocks of the column's zone have it.
 * @param number how numbers are said; to three or four digits when not given
 */
export const sayerOf =
  (column: Sayable, number: (value: number) => string = brief) =>
  (value: number): string =>
    column.kind === 'time' ? dayText(value, column.zone) : number(value);
