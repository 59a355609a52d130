import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as kit from 'virtual:predict-runtime';
import { expect, test } from 'vitest';
import { categoryColumn, type Table } from '../../../src/core/table.ts';
import { encodePackage } from '../../../src/predict/package-file.ts';
import type { ModelPackage } from '../../../src/predict/package-type.ts';
import { plainRows } from '../../../src/predict/plain-rows.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import type { ScoredRow } from '../../../src/predict/scored-row.ts';
import { checkParity } from '../../../src/stages/export/check-parity.ts';
import { commentText, endsNoScript, escapeHtml, scriptLiteral } from '../../../src/stages/export/escape.ts';
import { exportModel } from '../../../src/stages/export/export-model.ts';
import { exportFormats } from '../../../src/stages/export/registry.ts';
import { runtimeFor } from '../../../src/stages/export/runtime-for.ts';
import { classPackage, digitPackage, numberPackage } from '../../predict/test-packages.ts';

const heldOut: Table = {
  rows: 4,
  columns: [
    { kind: 'number', name: 'age', values: Float64Array.of(1, NaN, 50, 79) },
    categoryColumn('sex', ['f', 'm', null, 'other']),
    categoryColumn('member', ['no', 'yes', null, 'no'], ['no', 'yes']),
    { kind: 'time', name: 'since', values: Float64Array.of(0, 1e12, NaN, 1.5e12) }
  ]
};

const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"\'`${alert(1)}\\',
  '*/ alert(1) /*',
  '<!-- --> ]]>',
  '\u2028\u2029\u0000\u0007\uFFFE\uD800',
  '__proto__',
  'constructor',
  '{{constructor.constructor("alert(1)")()}}',
  '田中さんにあげて下さい 👩‍👩‍👧 ‮evil',
  'javascript:alert(1)',
  '/*<scorer>*/ /*</scorer>*/ /*<package>*/"',
  ''
];

const make = (pkg: ModelPackage, format: string, title = 'A model') =>
  exportModel({ format, bytes: encodePackage(pkg), scorer: createScorer(pkg), title, heldOut, kit });

interface Exported {
  predict(rows: unknown[]): ScoredRow[];
  metadata: { title: string; inputs: unknown };
}

/** Runs an exported module as its user would: from a file of its own. */
async function load(bytes: Uint8Array): Promise<Exported> {
  const folder = mkdtempSync(join(tmpdir(), 'lathe-export-'));
  try {
    const file = join(folder, 'model.mjs');
    writeFileSync(file, bytes);
    return (await import(/* @vite-ignore */ file)) as Exported;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hostile = (text: string): ModelPackage => {
  const pkg = classPackage();
  const [age, sex, ...rest] = pkg.inputs;
  return {
    ...pkg,
    inputs: [age!, { ...sex!, labels: [text, 'm'] }, ...rest],
    target: { name: text, type: 'category', labels: [text, `${text}2`], positive: text },
    model: { ...pkg.model, label: text }
  };
};

test.each(['lathe', 'html', 'javascript'])('a "%s" file answers as the app does, and says on how many rows', (format) => {
  for (const pkg of [classPackage(), numberPackage(), digitPackage()]) {
    const { parity, bytes, name } = make(pkg, format, 'My Model: v3/ü');
    expect(parity).toEqual({ checked: true, rows: 4, maxDifference: 0, tolerance: 1e-12 });
    expect(exportFormats.get(format).readBack(bytes).bytes).toEqual(encodePackage(pkg));
    expect(name).toBe(`my-model-v3-u.${exportFormats.get(format).extension}`);
  }
});

test.each([classPackage(), numberPackage(), digitPackage()])(
  'the JavaScript module, run from its file, answers as the app does',
  async (pkg) => {
    const { predict, metadata } = await load(make(pkg, 'javascript').bytes);
    expect(predict(plainRows(heldOut))).toEqual(createScorer(pkg).scoreRows(plainRows(heldOut)));
    expect(metadata.inputs).toEqual(pkg.inputs);
  }
);

test.each(HOSTILE)('no name, label or title gets out of its place: %j', async (text) => {
  const pkg = hostile(text);
  const module = await load(make(pkg, 'javascript', text).bytes);
  expect(module.metadata.title).toBe(text);
  expect(module.predict([{}])).toEqual(createScorer(pkg).scoreRows([{}]));
  const page = new TextDecoder().decode(make(pkg, 'html', text).bytes);
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page.match(/<\/script/g)).toHaveLength(2);
  expect(page).not.toContain('<img');
});

test('the page is small, asks nothing of any network, and runs only its own script', () => {
  const text = new TextDecoder().decode(make(classPackage(), 'html').bytes);
  console.info(`exported page: ${text.length} bytes, of which the model takes ${encodePackage(classPackage()).length}`);
  expect(text.length).toBeLessThan(200_000);
  expect(text).toContain("default-src 'none'; script-src 'sha256-");
  expect(text).not.toMatch(/https?:\/\//);
  expect(text).not.toMatch(/unsafe-(inline|eval)/);
});

test('a file with another scorer, another model or a changed byte is not handed over', () => {
  const pkg = classPackage();
  const other = encodePackage(classPackage({ threshold: 0.0001 }));
  const check = (file: Uint8Array) =>
    checkParity({ format: exportFormats.get('javascript'), file, scorer: createScorer(pkg), rows: heldOut, runtime: runtimeFor(pkg, kit) });
  const good = make(pkg, 'javascript').bytes;
  const changed = (from: string, to: string) => new TextEncoder().encode(new TextDecoder().decode(good).replace(from, to));
  expect(check(good).maxDifference).toBe(0);
  expect(() => check(changed('Math.exp', 'Math.abs'))).toThrow(expect.objectContaining({ code: 'export-differs' }));
  expect(() => check(changed('/*<scorer>*/', ''))).toThrow(expect.objectContaining({ code: 'export-damaged' }));
  expect(() => check(changed('/*<package>*/"T', '/*<package>*/"U'))).toThrow(expect.objectContaining({ code: 'package-damaged' }));
  const swapped = exportFormats
    .get('javascript')
    .make({ pkg, bytes: other, title: '', scripts: { runtime: runtimeFor(pkg, kit).text, page: '' } });
  expect(() => check(swapped)).toThrow(expect.objectContaining({ code: 'export-differs' }));
});

test('a format that is not there is named with those that are', () => {
  expect(() => make(classPackage(), 'punch-card')).toThrow(expect.objectContaining({ code: 'unknown-id' }));
});

test('texts are escaped for the place they stand in', () => {
  expect(escapeHtml(`<a href="x" id='y'>&\u0000`)).toBe('&#60;a href=&#34;x&#34; id=&#39;y&#39;&#62;&#38;\uFFFD');
  for (const text of HOSTILE) {
    expect(JSON.parse(scriptLiteral(text))).toBe(text);
    expect(scriptLiteral(text)).not.toMatch(/[<>\u2028\u2029]/);
    expect(commentText(text)).not.toMatch(/\*\/|[\r\n\u2028\u2029]/);
  }
  expect(endsNoScript('a</ScRiPt>')).toBe(false);
});
