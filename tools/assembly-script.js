import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import asc from 'assemblyscript/asc';

const CACHE = join(import.meta.dirname, '../node_modules/.cache/lathe-asc');

/**
 * Compiles `import { wasm } from './assembly/index.ts?asc'` with AssemblyScript: the module holds the bytes themselves, so that workers, Node and
 * a page without a network get them in the same way, by an import.
 * @returns {import('vite').Plugin}
 */
export function assemblyScript() {
  return {
    name: 'lathe-assembly-script',
    enforce: 'pre',
    async load(id) {
      const suffix = Object.keys(memories).find((ending) => id.endsWith(ending));
      if (suffix === undefined) return undefined;
      const { wasm, files } = await compiled(id.slice(0, -suffix.length), [...common, ...memories[suffix]]);
      for (const file of files) this.addWatchFile(file);
      return `export const wasm = Uint8Array.from(atob('${Buffer.from(wasm).toString('base64')}'), (char) => char.charCodeAt(0));\n`;
    }
  };
}

/** No garbage collector, no host calls, SIMD. */
const common = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];

/** How an import asks for its memory: 8 MiB that never grow, as much as is needed up to 4 GiB, or such a one that threads share. Pages are of 64 KiB. */
const memories = {
  '?asc': ['--initialMemory', '128', '--maximumMemory', '128'],
  '?asc-growing': ['--initialMemory', '1', '--maximumMemory', '65536'],
  '?asc-shared': ['--initialMemory', '1', '--maximumMemory', '65536', '--importMemory', '--sharedMemory', '--enable', 'threads']
};

/**
 * Takes seconds, so what was compiled is kept as long as the sources and the compiler stay the same.
 * @returns {Promise<{ wasm: Uint8Array, files: string[] }>}
 */
async function compiled(entry, options) {
  const folder = dirname(entry);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(folder, name));
  const hash = createHash('sha256').update(JSON.stringify([asc.version, options, files.map((file) => readFileSync(file, 'utf8'))]));
  const kept = join(CACHE, `${hash.digest('hex').slice(0, 16)}.wasm`);
  if (!existsSync(kept)) {
    mkdirSync(CACHE, { recursive: true });
    const written = `${kept}.${process.pid}`;
    writeFileSync(written, await compile(entry, options));
    renameSync(written, kept);
  }
  return { wasm: readFileSync(kept), files };
}

async function compile(entry, options) {
  let wasm = null;
  const { error, stderr } = await asc.main([entry, ...options, '--outFile', 'kernel.wasm', '--baseDir', dirname(entry)], {
    readFile: (name, base) => readFile(join(base, name), 'utf8').catch(() => null),
    writeFile: (_name, contents) => {
      wasm = contents;
    },
    listFiles: () => []
  });
  if (error || wasm === null) throw new Error(`${entry} does not compile:\n${stderr.toString()}`);
  return wasm;
}
