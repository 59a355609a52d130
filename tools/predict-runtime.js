import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ID = 'virtual:predict-runtime';
const RUNTIME = fileURLToPath(new URL('../src/predict/standalone.ts', import.meta.url));
const PAGE = fileURLToPath(new URL('../src/export-page/page.ts', import.meta.url));

/**
 * A script that needs nothing from outside: `var NAME = ...`.
 * @returns {Promise<{ code: string, files: string[] }>}
 */
async function bundle(entry, name) {
  const result = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'silent',
    build: { write: false, minify: true, target: 'es2022', lib: { entry, formats: ['iife'], name } }
  });
  const [chunk] = [result].flat().flatMap(({ output }) => output);
  return { code: chunk.code.trim(), files: chunk.moduleIds };
}

/** The scorer, as `var LatheRuntime`. */
export const buildPredictRuntime = () => bundle(RUNTIME, 'LatheRuntime');

/** What an exported page does beside scoring, as `var LathePage`. */
export const buildExportPage = () => bundle(PAGE, 'LathePage');

const asFunction = (name, code, variable) => `export function ${name}() {\n${code}\nreturn ${variable};\n}\n`;

/**
 * Gives `virtual:predict-runtime` its content: `predictRuntime()` and `exportPage()`, functions around those scripts. Being functions, they can be
 * called, and their own text (`toString()`) can be written into an exported file: what the app checks and what the file carries are then one text.
 * @returns {import('vite').Plugin}
 */
export function predictRuntime() {
  return {
    name: 'lathe-predict-runtime',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return undefined;
      const [runtime, page] = await Promise.all([buildPredictRuntime(), buildExportPage()]);
      for (const file of [...runtime.files, ...page.files]) this.addWatchFile(file);
      return asFunction('predictRuntime', runtime.code, 'LatheRuntime') + asFunction('exportPage', page.code, 'LathePage');
    }
  };
}
