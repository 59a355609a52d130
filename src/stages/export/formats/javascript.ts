import { fromBase64, toBase64 } from '../../../predict/base64.ts';
import { commentText, scriptLiteral } from '../escape.ts';
import type { ExportFormat, ExportInput } from '../export-format.ts';
import { between, RUNTIME_BEGIN, RUNTIME_END } from '../markers.ts';

const PACKAGE_BEGIN = '/*<package>*/"';

/** One module without dependencies: Node, Deno, Bun, a page or a worker. */
export const javascript: ExportFormat = {
  id: 'javascript',
  label: 'JavaScript module',
  doc: 'One ES module with no dependencies: import { predict } and give it rows, in Node, in a page or in a worker.',
  extension: 'mjs',
  mime: 'text/javascript',
  make: (input) => new TextEncoder().encode(moduleText(input)),
  readBack(file) {
    const text = new TextDecoder().decode(file);
    return { bytes: fromBase64(between(text, PACKAGE_BEGIN, '"')), runtime: between(text, RUNTIME_BEGIN, RUNTIME_END) };
  }
};

const moduleText = ({ pkg, bytes, title, scripts }: ExportInput): string => `/*
 * ${commentText(title)}
 * Predicts "${commentText(pkg.target.name)}" from ${pkg.inputs.length} inputs. Made by Lathe ${commentText(pkg.provenance.latheVersion)}; needs nothing else.
 *
 *   import { predict } from './this-file.mjs';
 *   const [answer] = predict([${commentText(exampleRow(pkg.inputs))}]);
${unitLines(pkg.inputs)} */
const scorer = ${RUNTIME_BEGIN}${scripts.runtime}${RUNTIME_END};
const packageText = ${PACKAGE_BEGIN}${toBase64(bytes)}";
const model = scorer().open(packageText);

/** What the model takes and gives. */
export const metadata = ${scriptLiteral({ title, task: pkg.task, target: pkg.target, inputs: pkg.inputs, model: pkg.model.label, provenance: pkg.provenance })};

/** One answer for each row: { prediction, probabilities or interval, warnings }. A missing value is null or an absent key. */
export const predict = (rows) => model.predict(rows);

/** What is wrong (problems) and what is odd (warnings) about rows, without answering them. */
export const check = (rows) => model.check(rows);
`;

/** What the numbers are counted in, and whose clocks show the times. */
function unitLines(inputs: ExportInput['pkg']['inputs']): string {
  const told = inputs.flatMap(({ name, unit, zone }) => (unit === undefined && zone === undefined ? [] : [`${name} in ${unit ?? zone}`]));
  return told.length === 0 ? '' : ` *\n${told.map((line) => ` * ${commentText(line)}\n`).join('')}`;
}

const exampleRow = (inputs: ExportInput['pkg']['inputs']): string => {
  const fields = inputs.filter(({ type }) => type !== 'image').slice(0, 3);
  return `{ ${fields.map(({ name, typical }) => `${JSON.stringify(name)}: ${JSON.stringify(typical)}`).join(', ')} }`;
};
