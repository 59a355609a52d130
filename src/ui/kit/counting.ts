const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** A count as a sentence says it: "nine", "1,204". */
export const inWords = (count: number): string => words[count] ?? count.toLocaleString('en');

/** "nine features", "one feature". */
export const countOf = (count: number, one: string, many = `${one}s`): string => `${inWords(count)} ${count === 1 ? one : many}`;

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const names = /^(Brier|Matthews|Cohen|Platt|Poisson)\b/;

/** A label inside a sentence: "neural network (MLP)"; abbreviations and people's names keep their capitals. */
export const inSentence = (label: string): string =>
  /^[A-Z][a-z]/.test(label) && !names.test(label) ? label.slice(0, 1).toLowerCase() + label.slice(1) : label;
