/** A value that can be shown: its shape stays, what names a person goes. The first letter and the last digit of longer values are left. */
export function mask(value: string): string {
  const letters = [...value.trim().slice(0, 40)];
  return letters.map((letter, i) => (keeps(letter, i, letters.length) ? letter : /\p{L}/u.test(letter) ? 'x' : '•')).join('');
}

const keeps = (letter: string, i: number, length: number) =>
  !/[\p{L}\p{N}]/u.test(letter) || (i === 0 && /\p{L}/u.test(letter)) || (i === length - 1 && length > 6);
