import { expect, test } from 'vitest';
import { imports, pathOf, sources } from './import-graph.ts';

interface Rule {
  readonly layers: readonly string[];
  readonly packages: readonly string[];
  readonly typesOnly?: readonly string[];
}

const pure = ['src/core', 'src/predict', 'src/kernels'];
const tfjs = ['@tensorflow/tfjs-core'];
/** Readers and writers of file formats; fetched when such a file comes. */
const fileFormats = ['hyparquet', 'hyparquet-compressors', 'hyparquet-writer', 'apache-arrow'];

/** Each layer and what it may import; ARCHITECTURE.md shows the same table. A layer may always import itself. */
const MAY_IMPORT: Readonly<Record<string, Rule>> = {
  'src/core': { layers: [], packages: [] },
  'src/predict': { layers: ['src/core'], packages: [] },
  // what runs in an exported page: the scorer's types, and where an image goes in its square
  'src/export-page': { layers: ['src/core', 'src/predict', 'src/stages'], packages: [] },
  'src/kernels': { layers: ['src/core'], packages: [] },
  'src/stages': { layers: pure, packages: ['fflate', ...fileFormats] },
  'src/neural': { layers: ['src/core'], packages: [], typesOnly: tfjs },
  'src/charts': { layers: ['src/core'], packages: [], typesOnly: ['vega-lite'] },
  'src/storage': { layers: ['src/core'], packages: ['dexie', 'valibot'] },
  'src/wire': { layers: ['src/core'], packages: ['comlink'] },
  'src/jobs': { layers: [...pure, 'src/stages', 'src/neural', 'src/storage'], packages: ['fflate', 'valibot'] },
  workers: {
    layers: [...pure, 'src/stages', 'src/neural', 'src/storage', 'src/wire', 'src/jobs'],
    packages: ['comlink', '@tensorflow/', 'workbox-precaching', 'virtual:predict-runtime']
  },
  'src/app': {
    layers: ['src/core', 'src/storage', 'src/wire', 'src/stages', 'src/neural'],
    packages: ['svelte']
  },
  'src/ui': {
    layers: ['src/core', 'src/charts', 'src/app'],
    packages: ['svelte', 'svelte-spa-router', 'bits-ui', '@lucide/svelte', '@tanstack/svelte-virtual', 'vega']
  }
};

/** Stages are rooms of their own: one may see another only through core types. */
const stageOf = (file: string) => /^src\/stages\/([^/]+)\//.exec(file)?.[1];

const layerOf = (file: string) => Object.keys(MAY_IMPORT).find((layer) => file.startsWith(layer + '/'));

const isPackage = (spec: string, allowed: readonly string[]) =>
  allowed.some(
    (name) => spec === name || spec.startsWith(name.endsWith('/') ? name : `${name}/`) || (name === 'vega' && /^vega(-|$)/.test(spec))
  );

function isAllowed(file: string, spec: string, isType: boolean): boolean {
  const layer = layerOf(file);
  if (!layer) return true; // src/main.ts composes the layers
  const rule = MAY_IMPORT[layer]!;
  if (!spec.startsWith('.')) return isPackage(spec, isType ? [...rule.packages, ...(rule.typesOnly ?? [])] : rule.packages);
  const path = pathOf(file, spec);
  const target = layerOf(path);
  if (layer === 'src/stages' && target === layer) return stageOf(file) === stageOf(path);
  return target === layer || rule.layers.includes(target ?? '');
}

function violations(): string[] {
  const found: string[] = [];
  for (const file of [...sources('src'), ...sources('workers')]) {
    for (const { from, isType } of imports(file)) if (!isAllowed(file, from, isType)) found.push(`${file} -> ${from}`);
  }
  return found;
}

test('imports only point down the layers', () => {
  expect(violations()).toEqual([]);
});

test('a planted import is caught', () => {
  expect(isAllowed('src/core/table.ts', '../stages/split/random.ts', false)).toBe(false);
  expect(isAllowed('src/stages/split/random.ts', '../train/registry.ts', false)).toBe(false);
  expect(isAllowed('src/stages/split/random.ts', 'dexie', false)).toBe(false);
  expect(isAllowed('src/ui/App.svelte', '../storage/storage.ts', false)).toBe(false);
  expect(isAllowed('src/neural/mlp.ts', '@tensorflow/tfjs-core', false)).toBe(false);
});
