import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { test } from 'vitest';
import { categoryColumn, gather, type Table } from '../../src/core/table.ts';
import { createRng, normal } from '../../src/core/rng.ts';
import { gatherTarget, type Target } from '../../src/core/target.ts';
import { aucOf, classTarget, dataOf, fitModel, gaussian, numberColumn, numberTable, numberTarget, score } from '../stages/train/support.ts';
type Row = Readonly<Record<string, string>>;
function read(name: string): Row[] {
  const text = readFileSync(join(import.meta.dirname, `../../public/samples/${name}.csv`), 'utf8');
  return Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;
}
const tableOf = (rows: readonly Row[], target: string): Table => {
  const names = Object.keys(rows[0]!).filter((n) => n !== target);
  return { rows: rows.length, columns: names.map((n) => rows.every((r) => r[n] === '' || Number.isFinite(Number(r[n]))) ? numberColumn(n, rows.map((r) => r[n] === '' ? NaN : Number(r[n]))) : categoryColumn(n, rows.map((r) => r[n] || null))) };
};
const models: [string, Record<string, unknown>][] = JSON.parse(process.env['MODELS'] ?? '[["boosting",{}],["explainable-boosting",{}]]');
const sets = (process.env['SETS'] ?? 'adult,diamonds').split(',');
test('adult', { timeout: 600000 }, async () => {
  if (sets.includes('honest')) {
    const ROWS = 400; const columns = gaussian(ROWS, 6, 3); const features = numberTable(Object.fromEntries(columns.map((v, j) => [`x${j}`, v])));
    const rng = createRng(9); const isYes = Array.from({ length: ROWS }, (_, i) => columns[0]![i]! - columns[1]![i]! + 0.5 * normal(rng) > 0);
    for (const [id, params] of models) { const out = new Float64Array(ROWS); const at = (process.cpuUsage().user/1000);
      for (let fold = 0; fold < 5; fold++) { const rows = Array.from({ length: ROWS }, (_, i) => i); const [train, held] = [rows.filter((i) => i % 5 !== fold), rows.filter((i) => i % 5 === fold)];
        const t = classTarget(isYes.map((f) => f ? 'yes' : 'no'), ['no', 'yes']);
        const { state } = await fitModel(id, dataOf(gather(features, train), gatherTarget(t, train) as never), params); const s = score(id, state, gather(features, held)); held.forEach((r, i) => (out[r] = s[2 * i + 1]!)); }
      console.log('honest', id, JSON.stringify(params), aucOf(out, isYes).toFixed(4), ((process.cpuUsage().user/1000) - at).toFixed(0)); }
  }
  for (const [name, target] of [['adult', 'income'], ['diamonds', 'price'], ['titanic', 'survived'], ['wine-quality', 'quality']].filter(([n]) => sets.includes(n!)) as [string, string][]) {
    const rows = read(name); const features = tableOf(rows, target);
    const y: Target = name === 'adult' || name === 'titanic' ? classTarget(rows.map((r) => r[target]!)) : numberTarget(rows.map((r) => Number(r[target])));
    const all = rows.map((_, i) => i); const [train, held] = [all.filter((i) => i % 5 !== 4), all.filter((i) => i % 5 === 4)];
    for (const [id, params] of models) {
      const at = (process.cpuUsage().user/1000);
      const { state, notes } = await fitModel(id, dataOf(gather(features, train), gatherTarget(y, train) as never), params);
      const ms = (process.cpuUsage().user/1000) - at; const out = score(id, state, gather(features, held)); const scoreMs = (process.cpuUsage().user/1000) - at - ms;
      const value = y.kind === 'classes' ? aucOf(held.map((_, i) => out[2 * i + 1]!), held.map((r) => y.codes[r] === 1)) : Math.sqrt(held.reduce((s, r, i) => s + (out[i]! - y.values[r]!) ** 2, 0) / held.length);
      console.log(name, train.length, id, JSON.stringify(params), value.toFixed(5), ms.toFixed(0), 'ms', scoreMs.toFixed(0), notes.map((n) => n.message).join(' | '));
    }
  }
});
