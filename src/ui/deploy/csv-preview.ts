export interface CsvPreview {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The first records of a CSV text as Lathe writes it (commas, doubled quotes). A record cut off by the end of the text is left out. */
export function previewCsv(text: string, rows: number): CsvPreview {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let i = 0; i < text.length && records.length <= rows; i++) {
    const mark = text[i]!;
    if (isQuoted) {
      if (mark !== '"') field += mark;
      else if (text[i + 1] === '"') field += text[++i]!;
      else isQuoted = false;
    } else if (mark === '"') isQuoted = true;
    else if (mark === ',' || mark === '\n') {
      record.push(field);
      field = '';
      if (mark === '\n') {
        records.push(record);
        record = [];
      }
    } else if (mark !== '\r') field += mark;
  }
  const [header = [], ...rest] = records;
  return { header, rows: rest.slice(0, rows) };
}
