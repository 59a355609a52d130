import { isLatheError } from '../../core/errors/lathe-error.ts';
import { canonicalJson } from '../../core/hash.ts';
import type { Plain } from '../../core/plain.ts';
import { packageHash, readPackage } from '../../predict/package-file.ts';
import { packageTells } from '../../stages/govern/package-tells.ts';
import { timeRow } from '../scoring/time-row.ts';
import type { TrainingServices } from '../services.ts';

interface PackageJob {
  readonly packageHash: string;
}

/** What is spent on timing an answer. */
const MOST_MS = 200;

/** What a package holds, how large each part of it is, and how fast it answers here. */
export async function inspectPackage(job: PackageJob, { storage, clock }: TrainingServices): Promise<Plain> {
  const bytes = await storage.packages.get(job.packageHash);
  const pkg = readPackage(bytes);
  const { recipe, model, reference, inputs, target, calibration, threshold, uncertainty, provenance, task } = pkg;
  return {
    hash: job.packageHash,
    bytes: bytes.length,
    task,
    inputs: inputs.map((input) => ({ ...input })) as unknown as Plain,
    target: { ...target } as unknown as Plain,
    recipe: recipe.map((step) => ({ kind: step.kind, columns: step.columns, bytes: sizeOf(step.state) })),
    model: { id: model.id, label: model.label, params: model.params },
    calibration: calibration?.kind ?? null,
    threshold,
    uncertainty: uncertainty && { ...uncertainty },
    provenance: { ...provenance },
    parts: [
      { name: 'Model', bytes: sizeOf(model.state) },
      { name: 'Recipe', bytes: sizeOf(recipe as unknown as Plain) },
      { name: 'Reference for drift', bytes: sizeOf(reference as unknown as Plain) },
      { name: 'Inputs and target', bytes: sizeOf([inputs, target] as unknown as Plain) }
    ],
    tells: packageTells(pkg),
    msPerRow: timeRow(pkg, clock, MOST_MS)
  };
}

/** Bytes of a part in the file: its text and its arrays. */
function sizeOf(value: Plain): number {
  let arrays = 0;
  const text = canonicalJson(value, (array) => {
    arrays += array.byteLength;
    return 0;
  });
  return text.length + arrays;
}

/**
 * An experiment: a copy of the package with the bits of one byte turned over, read as any package is read. The stored one is not touched.
 * @param job.share where in the file, 0 to 1
 */
export async function alterPackage(job: PackageJob & { readonly share: number }, { storage }: TrainingServices): Promise<Plain> {
  const bytes = (await storage.packages.get(job.packageHash)).slice();
  const at = Math.min(bytes.length - 1, Math.max(0, Math.floor(job.share * bytes.length)));
  const before = bytes[at]!;
  bytes[at] = before ^ 0xff;
  return { at, bytes: bytes.length, before, after: bytes[at]!, hash: await packageHash(bytes), ...refusalOf(bytes) };
}

function refusalOf(bytes: Uint8Array): { readonly refused: boolean; readonly code: string; readonly message: string } {
  try {
    readPackage(bytes);
    return { refused: false, code: '', message: '' };
  } catch (error) {
    if (!isLatheError(error)) throw error;
    return { refused: true, code: error.code, message: error.message };
  }
}
