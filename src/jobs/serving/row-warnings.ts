import { quoted } from '../../core/words.ts';
import { isMissing, type Column, type Table } from '../../core/table.ts';
import type { InputColumn } from '../../predict/package-type.ts';
import { usualMarkers } from '../../stages/ingest/csv/missing-markers.ts';
import type { RawRows } from '../../stages/ingest/csv/read-for-schema.ts';

/**
 * What is odd about a row of a batch, in words: a value that could not be read and counts as missing, a level the model has never met. Empty when nothing
 * is. The same oddities are refused or told when rows come one by one.
 * @param table the rows as the model reads them, in the order of `inputs`
 */
export function rowWarnings(inputs: readonly InputColumn[], table: Table, { header, lines }: RawRows): (row: number) => string {
  const markers = new Set(usualMarkers.map((marker) => marker.toLowerCase()));
  const isMarker = (text: string) => text === '' || markers.has(text.toLowerCase());
  const checks = inputs.map((input, j) => ({ input, column: table.columns[j]!, at: header.indexOf(input.name) }));
  return (row) =>
    checks
      .flatMap(({ input, column, at }) => {
        const text = (lines[row]![at] ?? '').trim();
        if (isMissing(column, row))
          return isMarker(text) ? [] : [`${quoted(input.name)}: ${quoted(text)} can't be read as ${input.type}, taken as missing`];
        return isNewLevel(input, column, row) ? [`${quoted(input.name)}: ${quoted(text)} was not seen in training`] : [];
      })
      .join('; ');
}

const isNewLevel = ({ labels }: InputColumn, column: Column, row: number): boolean =>
  labels !== undefined && column.kind === 'category' && column.codes[row]! >= labels.length;
