import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ID = 'virtual:predict-runtime';
const RUNTIME = fileURLToPath(new URL('../src/predict/standalone.ts', import.meta.url));
const WITHOUT = fileURLToPath(new URL('../src/predict/steps/without-formula.ts', import.meta.url));
const PAGE = fileURLToPath(new URL('../src/export-page/page.ts', import.meta.url));

/**
 * Puts what stands in for the formula step in its place.
 * @returns {import('vite').Plugin}
 */
const withoutFormulas = () => ({
  name: 'lathe-without-formulas',
  enforce: 'pre',
  resolveId: (id, importer) => (id === './steps/formula.ts' && importer?.endsWith('step-registry.ts') ? WITHOUT : undefined)
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

/** The scorer, as `var LatheRuntime`, for packages without formulas. */
export const buildPredictRuntime = () => bundle(RUNTIME, 'LatheRuntime', [withoutFormulas()]);

/** The whole scorer, as `var LatheRuntime`: the same source with the expression language. */
export const buildFormulaRuntime = () => bundle(RUNTIME, 'LatheRuntime');

/** What an exported page does beside scoring, as `var LathePage`. */
export const buildExportPage = () => bundle(PAGE, 'LathePage');

const asFunction = (name, code, variable) => `export function ${name}() {\n${code}\nreturn ${variable};\n}\n`;

/**
 * Gives `virtual:predict-runtime` its content: `predictRuntime()`, `formulaRuntime()` and `exportPage()`, functions around those scripts. Being functions, they can be
 * called, and their own text (`toString()`) can be written into an exported file: what the app checks and what the file carries are then one text.
 * @returns {import('vite').Plugin}
 */
export function predictRuntime() {
  return {
    name: 'lathe-predict-runtime',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return undefined;
      const [runtime, formulas, page] = await Promise.all([buildPredictRuntime(), buildFormulaRuntime(), buildExportPage()]);
      for (const file of [...runtime.files, ...formulas.files, ...page.files]) this.addWatchFile(file);
      return (
        asFunction('predictRuntime', runtime.code, 'LatheRuntime') +
        asFunction('formulaRuntime', formulas.code, 'LatheRuntime') +
        asFunction('exportPage', page.code, 'LathePage')
      );
    }
  };
}
