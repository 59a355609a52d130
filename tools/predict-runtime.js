import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ID = 'virtual:predict-runtime';
const PREDICT = fileURLToPath(new URL('../src/predict/', import.meta.url));
const PAGE = fileURLToPath(new URL('../src/export-page/page.ts', import.meta.url));

/**
 * The registries of the app list every kind of model and step; the runtime's are empty until parts are added.
 * @returns {import('vite').Plugin}
 */
const withOpenRegistries = () => ({
  name: 'lathe-open-registries',
  enforce: 'pre',
  resolveId: (id) => (/\/(model|step)-registry\.ts$/.test(id) ? `${PREDICT}open-registries.ts` : undefined)
});

/**
 * Hands out one thing of a module under another name.
 * @returns {import('vite').Plugin}
 */
const only = (entry, source) => ({
  name: 'lathe-runtime-part',
  // The builder takes an entry for a path and puts the root before it.
  resolveId: (id) => (id.endsWith(entry) ? `\0${entry}` : undefined),
  load: (id) => (id === `\0${entry}` ? source : undefined)
});

/**
 * A script that needs nothing from outside: `var NAME = ...`.
 * @returns {Promise<{ code: string, files: string[] }>}
 */
async function bundle(entry, name, plugins = []) {
  const result = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'silent',
    plugins,
    build: { write: false, minify: true, target: 'es2022', lib: { entry, formats: ['iife'], name } }
  });
  const [chunk] = [result].flat().flatMap(({ output }) => output);
  return { code: chunk.code.trim(), files: chunk.moduleIds };
}

/** The scorer, as `var LatheRuntime`, which knows no kind of model and no step until it is given some. */
export const buildPredictRuntime = () => bundle(`${PREDICT}standalone.ts`, 'LatheRuntime', [withOpenRegistries()]);

/** Every kind of model and step that the registries import, each as `var LathePart`. */
export const buildParts = () => Promise.all(['model', 'step'].flatMap((kind) => importsOf(kind).map((found) => buildPart(kind, found))));

function importsOf(kind) {
  const registry = readFileSync(`${PREDICT}${kind}-registry.ts`, 'utf8');
  return [...registry.matchAll(/import \{ (\w+) \} from '\.\/((?:models|steps)\/([\w-]+)\.ts)'/g)].map(([, name, path, file]) => ({
    name,
    path,
    file
  }));
}

async function buildPart(kind, { name, path, file }) {
  const entry = `runtime-part/${kind}/${file}`;
  const source = `export { ${name} as ${kind} } from '${PREDICT}${path}';`;
  return { kind, file, ...(await bundle(entry, 'LathePart', [only(entry, source)])) };
}

/** What an exported page does beside scoring, as `var LathePage`. */
export const buildExportPage = () => bundle(PAGE, 'LathePage');

const asFunction = (name, code, variable) => `export function ${name}() {\n${code}\nreturn ${variable};\n}\n`;

/** `export const modelParts = { boosting: modelBoosting, ... }`, keyed by the ids that the parts themselves say. */
const asRecord = (kind, parts) =>
  `export const ${kind}Parts = Object.fromEntries([${parts.map((part) => functionName(part))}].map((part) => [part().${kind}.id, part]));\n`;

const functionName = ({ kind, file }) => `${kind}_${file.replaceAll('-', '_')}`;

/**
 * Gives `virtual:predict-runtime` its content: functions around those scripts. Being functions, they can be called, and their own text (`toString()`) can
 * be written into an exported file: what the app checks and what the file carries are then one text.
 * @returns {import('vite').Plugin}
 */
export function predictRuntime() {
  return {
    name: 'lathe-predict-runtime',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return undefined;
      const [runtime, page, parts] = await Promise.all([buildPredictRuntime(), buildExportPage(), buildParts()]);
      for (const file of [runtime, page, ...parts].flatMap(({ files }) => files)) if (!file.startsWith('\0')) this.addWatchFile(file);
      return [
        asFunction('predictRuntime', runtime.code, 'LatheRuntime'),
        asFunction('exportPage', page.code, 'LathePage'),
        ...parts.map((part) => asFunction(functionName(part), part.code, 'LathePart')),
        ...['model', 'step'].map((kind) =>
          asRecord(
            kind,
            parts.filter((part) => part.kind === kind)
          )
        )
      ].join('');
    }
  };
}
