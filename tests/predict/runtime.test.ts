import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import * as kit from 'virtual:predict-runtime';
import { expect, test } from 'vitest';
import { build } from 'vite';
import { buildParts, buildPredictRuntime, predictRuntime as runtimePlugin } from '../../tools/predict-runtime.js';
import { toBase64 } from '../../src/predict/base64.ts';
import { encodePackage } from '../../src/predict/package-file.ts';
import { modelScorers } from '../../src/predict/model-registry.ts';
import { createScorer } from '../../src/predict/scorer.ts';
import { stepAppliers } from '../../src/predict/step-registry.ts';
import type { PredictRuntime } from '../../src/predict/standalone.ts';
import { runtimeFor } from '../../src/stages/export/runtime-for.ts';
import { classPackage, digitPackage, numberPackage } from './test-packages.ts';

const rows = [{ age: 42, sex: 'm', since: '2009-05-01' }, {}, { age: '7', sex: 'new' }];

/** What a recipe takes to make an ordinary table ready: gaps, levels, scales. */
const USUAL_STEPS = ['impute', 'rare-levels', 'one-hot', 'scale'];

test('the scorer bundles alone to less than 28 kB, and to less than 40 kB with the usual steps and any kind of model', async () => {
  const { code } = await buildPredictRuntime();
  const parts = await buildParts();
  const steps = parts.filter((part) => USUAL_STEPS.includes(part.file)).reduce((sum, part) => sum + part.code.length, 0);
  const models = parts.filter((part) => part.kind === 'model');
  console.info(`src/predict, minified: ${code.length} bytes, ${gzipSync(code).length} gzipped`);
  console.info(parts.map((part) => `${part.file} ${part.code.length}`).join(', '));
  expect(code.length).toBeLessThan(28_000);
  for (const model of models) expect(code.length + steps + model.code.length).toBeLessThan(40_000);
});

test('every kind of model and step is a part, under its own id', () => {
  expect(Object.keys(kit.modelParts).sort()).toEqual(modelScorers.all.map(({ id }) => id).sort());
  expect(Object.keys(kit.stepParts).sort()).toEqual(stepAppliers.all.map(({ id }) => id).sort());
});

test.each([classPackage(), numberPackage(), digitPackage()])('the compiled scorer answers as its source does', (pkg) => {
  expect(
    runtimeFor(pkg, kit)
      .start()
      .open(toBase64(encodePackage(pkg)))
      .predict(rows)
  ).toEqual(createScorer(pkg).scoreRows(rows));
});

test('the text of the runtime is the runtime: evaluated on its own it answers the same', async () => {
  const { text } = runtimeFor(classPackage(), kit);
  const alone = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(`export const runtime = (${text})();`)}`)) as {
    runtime: PredictRuntime;
  };
  const base64 = toBase64(encodePackage(classPackage()));
  expect(alone.runtime.open(base64).predict(rows)).toEqual(createScorer(classPackage()).scoreRows(rows));
});

test('the minifier of the app leaves it whole: its text answers alone after a build too', async () => {
  const entry = fileURLToPath(new URL('./runtime-texts.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [runtimePlugin()],
    build: { write: false, minify: true, target: 'es2023', rollupOptions: { input: entry, preserveEntrySignatures: 'strict' } }
  });
  const [chunk] = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  const { texts } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent((chunk as { code: string }).code)}`)) as {
    texts: string[];
  };
  for (const text of texts) expect(text).toMatch(/^function/);
  const alone = (await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(`export const runtime = (${texts[0]!})();`)}`
  )) as { runtime: PredictRuntime };
  expect(alone.runtime.open(toBase64(encodePackage(classPackage()))).predict(rows)).toEqual(createScorer(classPackage()).scoreRows(rows));
});

test('it needs nothing of a page and sends nothing anywhere', () => {
  for (const word of ['fetch(', 'XMLHttpRequest', 'WebSocket', 'document', 'import(', 'eval(', 'new Function'])
    expect(runtimeFor(classPackage(), kit).text).not.toContain(word);
});

test('what it refuses, it refuses with code and hint', () => {
  expect(() => kit.predictRuntime().open('AAAA')).toThrow(
    expect.objectContaining({ code: 'package-damaged', hint: expect.any(String) as string })
  );
  const predictor = runtimeFor(classPackage(), kit)
    .start()
    .open(toBase64(encodePackage(classPackage())));
  expect(() => predictor.predict([{ age: 'x' }])).toThrow(expect.objectContaining({ code: 'rows-invalid' }));
  expect(predictor.check([{ age: 'x', more: 1 }])).toMatchObject({ problems: [{ column: 'age' }], warnings: [{ column: 'more' }] });
});
