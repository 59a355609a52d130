const LEAST_LINES = 3;
const LOOKED_AT = 100;
/** Words with single blanks between them. */
const FIELD = /[^\s]+(?: [^\s]+)*/g;

/**
 * Whether the lines of a text are columns set under one another, parted by two blanks or more: each line has as many fields, and the fields of each
 * column begin or end at the same place. The header may stand otherwise.
 * @param text the beginning of a file @param isWhole it is all of it; else its last line is left aside
 */
export function areAligned(text: string, isWhole: boolean): boolean {
  const all = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const lines = (isWhole ? all : all.slice(0, -1)).slice(0, LOOKED_AT);
  if (lines.length <= LEAST_LINES || lines.some((line) => line.includes('\t'))) return false;
  const [header, ...rows] = lines.map((line) =>
    Array.from(line.matchAll(FIELD), ({ index, 0: field }) => ({ from: index, to: index + field.length }))
  );
  const width = header!.length;
  if (width < 2 || rows.some((fields) => fields.length !== width)) return false;
  const isSame = (edge: 'from' | 'to', j: number) => rows.every((fields) => fields[j]![edge] === rows[0]![j]![edge]);
  return header!.every((_, j) => isSame('from', j) || isSame('to', j));
}
