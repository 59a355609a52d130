import { percent } from '../../../core/words.ts';
import { table, type Figure, type Table } from '../document.ts';
import { named, score } from '../words.ts';

/** The numbers of a figure: behind it in HTML, in its place in Markdown. */
export function figureTable(figure: Figure): Table {
  switch (figure.kind) {
    case 'intervals': {
      const rows = figure.rows.map(({ label, value, low, high }) => [label, score(value), score(low), score(high)]);
      const mark = figure.mark ? [[figure.mark.label, score(figure.mark.value), 'fixed', 'fixed']] : [];
      return table(figure.caption, ['', 'Estimate#', '95 % from#', 'to#'], [...rows, ...mark]);
    }
    case 'confusion': {
      const columns = figure.labels.map((label) => `called ${named(label, 24)}#`);
      const rows = figure.counts.map((row, k) => [`was ${named(figure.labels[k] ?? '', 24)}`, ...row.map(String)]);
      return table(figure.caption, ['', ...columns], rows);
    }
    case 'calibration': {
      const rows = figure.bins.map((bin) => [
        percent(bin.predicted),
        percent(bin.observed),
        percent(bin.low),
        percent(bin.high),
        String(bin.rows)
      ]);
      return table(figure.caption, ['Claimed#', 'Came true#', '95 % from#', 'to#', 'Rows#'], rows);
    }
  }
}
