import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ModelType } from '../src/core/model.ts';
import { createRng } from '../src/core/rng.ts';
import { categoryColumn } from '../src/core/table.ts';
import type { ModelScorer } from '../src/predict/model-scorer.ts';

/** CONTRIBUTING.md promises that a model is two files; these are the two files it shows. */
const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const [scorer, model] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!.replace(/^ {3}/gm, ''));
const folder = mkdtempSync(join(tmpdir(), 'lathe-contributing-'));

/** Written elsewhere than the page says, so its imports are made absolute. */
function write(place: string, text: string): string {
  const path = join(folder, `${place.replaceAll('/', '-')}.ts`);
  const absolute = text.replace(/from '(\.[^']+)'/g, (_, spec: string) => `from '${join(root, place, spec)}'`);
  writeFileSync(path, absolute);
  return path;
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the model of CONTRIBUTING.md learns two clouds apart and scores with its other half', async () => {
  const { nearestMean: fits } = (await import(write('src/stages/train/models', model!))) as { nearestMean: ModelType };
  const { nearestMean: scores } = (await import(write('src/predict/models', scorer!))) as { nearestMean: ModelScorer };
  expect(fits.id).toBe(scores.id);
  const rng = createRng(1);
  const answers = Array.from({ length: 60 }, (_, i) => (i % 2 ? 'near' : 'far'));
  const values = Float64Array.from(answers, (answer) => rng() + (answer === 'near' ? 0 : 5));
  const target = categoryColumn('y', answers);
  const features = { rows: 60, columns: [{ kind: 'number' as const, name: 'x', values }] };
  const quiet = {
    signal: new AbortController().signal,
    breathe: () => Promise.resolve(),
    onProgress: () => undefined,
    onCurve: () => undefined
  };
  const { state } = await fits.fit(
    { features, target: { kind: 'classes', name: 'y', codes: target.codes, labels: target.labels }, weights: null },
    {},
    {
      ...quiet,
      rng,
      openEngine: () => Promise.reject(new Error('No engine is needed.'))
    }
  );
  const probabilities = scores.compile(state)(features);
  answers.forEach((_, i) => expect(probabilities[i * 2 + target.codes[i]!]).toBeGreaterThan(0.9));
});
