import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ID = 'virtual:predict-runtime';
const ENTRY = fileURLToPath(new URL('../src/predict/standalone.ts', import.meta.url));

/**
 * The scorer as one self-contained script: `var LatheRuntime = ...`.
 * @returns {Promise<{ code: string, files: string[] }>}
 */
export async function buildPredictRuntime() {
  const result = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: { entry: ENTRY, formats: ['iife'], name: 'LatheRuntime' }
    }
  });
  const [chunk] = [result].flat().flatMap(({ output }) => output);
  return { code: chunk.code.trim(), files: chunk.moduleIds };
}

/**
 * Gives `virtual:predict-runtime` its content: `predictRuntime()`, a function around that script. Being a function, it can be called, and its
 * own text (`toString()`) can be written into an exported file: what the app checks and what the file carries are then the same text.
 * @returns {import('vite').Plugin}
 */
export function predictRuntime() {
  return {
    name: 'lathe-predict-runtime',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return undefined;
      const { code, files } = await buildPredictRuntime();
      for (const file of files) this.addWatchFile(file);
      return `export function predictRuntime() {\n${code}\nreturn LatheRuntime;\n}\n`;
    }
  };
}
