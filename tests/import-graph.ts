import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** A file and what it imports, each by its path from the root of the project. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const root = join(import.meta.dirname, '..');

/** Every source file below a folder. */
export function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|svelte)$/.test(entry.name)) yield path;
  }
}

/** What a file imports, as it is written there: values and types, at once or when needed. */
export function imports(file: string): { from: string; isType: boolean }[] {
  const text = readFileSync(join(root, file), 'utf8');
  const statement =
    /^\s*(?:import|export)\b(\s+type\b)?[^'";]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...text.matchAll(statement)].map((match) => ({ from: (match[2] ?? match[3] ?? match[4])!, isType: match[1] !== undefined }));
}

/** The path of an import that begins with a dot. */
export const pathOf = (file: string, from: string): string =>
  relative(root, join(root, dirname(file), from))
    .split(sep)
    .join('/');

export function importGraph(folder: string): ImportGraph {
  const targets = (file: string) => imports(file).filter(({ from }) => from.startsWith('.'));
  return new Map([...sources(folder)].map((file) => [file, targets(file).map(({ from }) => pathOf(file, from))]));
}

/** The circles that a walk in depth through all files runs into, each as the files on the way round; none means that there is no circle. */
export function circles(graph: ImportGraph): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    const met = way.indexOf(file);
    if (met >= 0) found.push([...way.slice(met), file]);
    if (met >= 0 || done.has(file)) return;
    for (const target of graph.get(file) ?? []) walk(target, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return found;
}
