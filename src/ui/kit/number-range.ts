/** What a field of numbers takes. */
export interface NumberRange {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly isWhole?: boolean;
  readonly required?: boolean;
}

/** What is wrong with a number, as an instruction; null when nothing is. An empty field is wrong only where a number is needed. */
export function rangeProblem(value: number | null, { min, max, isWhole, required }: NumberRange): string | null {
  const what = isWhole ? 'a whole number' : 'a number';
  const ask =
    min === undefined && max === undefined
      ? `Give ${what}.`
      : max === undefined
        ? `Give ${what} of at least ${min}.`
        : min === undefined
          ? `Give ${what} of at most ${max}.`
          : `Give ${what} between ${min} and ${max}.`;
  if (value === null) return required ? ask : null;
  const isInside = value >= (min ?? -Infinity) && value <= (max ?? Infinity);
  return isInside && (!isWhole || Number.isInteger(value)) ? null : ask;
}
