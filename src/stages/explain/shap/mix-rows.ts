import { explanationNotForImages } from '../../../core/errors/judging.ts';
import { categoryColumn, gatherColumn, textAt, textColumn, type Column, type Table } from '../../../core/table.ts';

/**
 * Prepares mixing a row with background rows: the table has, for each coalition, all background rows with the columns of the coalition from the row.
 * @param row one row, and background rows with the same columns
 * @returns makes the table of some coalitions; `isKnown` is [coalitions, columns], 1 = from the row
 * @throws LatheError `explanation-not-for-images`
 */
export function rowMixer(row: Table, background: Table): (isKnown: Uint8Array) => Table {
  const stacked = stackedColumns(row, background);
  const width = stacked.length;
  return (isKnown) => {
    const coalitions = isKnown.length / width;
    const places = new Uint32Array(coalitions * background.rows);
    const columns = stacked.map((column, j) => {
      for (let i = 0; i < places.length; i++)
        places[i] = isKnown[Math.floor(i / background.rows) * width + j] === 1 ? 0 : 1 + (i % background.rows);
      return gatherColumn(column, places);
    });
    return { rows: places.length, columns };
  };
}

/**
 * Each column with the value of a row at place 0 and those of background rows behind it.
 * @throws LatheError `explanation-not-for-images`
 */
export const stackedColumns = (row: Table, background: Table): Column[] =>
  row.columns.map((column, j) => stack(column, background.columns[j]!));

function stack(row: Column, background: Column): Column {
  if (row.kind === 'category' && background.kind === 'category') {
    const labelled = (column: typeof row) => Array.from(column.codes, (code) => column.labels[code] ?? null);
    return { ...background, ...categoryColumn(background.name, [...labelled(row), ...labelled(background)]) };
  }
  if (row.kind === 'text' && background.kind === 'text') {
    const texts = (column: typeof row) => Array.from(column.missing, (_, i) => textAt(column, i));
    return textColumn(background.name, [...texts(row), ...texts(background)]);
  }
  if ((row.kind === 'number' || row.kind === 'time') && (background.kind === 'number' || background.kind === 'time'))
    return { ...background, values: Float64Array.of(...row.values, ...background.values) };
  throw explanationNotForImages(row.name);
}
