import type { StoredFeature, UsedFeature } from '../../app/api/features.ts';
import { typeWords, valueTypeOf, type ValueType } from '../../core/expression/syntax.ts';
import type { ColumnType } from '../../core/schema.ts';
import { fitOfInput } from '../../core/feature-input.ts';
import type { FeatureInput } from '../../core/stored-feature.ts';
import { capital, counted, listedNames } from '../../core/words.ts';

/** A feature under its newest version, with the earlier ones behind it. */
export interface FeatureLine {
  readonly newest: StoredFeature;
  readonly earlier: readonly StoredFeature[];
}

/** One line a name, as the list comes: by name, the newest first. */
export function linesOf(features: readonly StoredFeature[]): FeatureLine[] {
  return features
    .filter(({ isNewest }) => isNewest)
    .map((newest) => ({ newest, earlier: features.filter(({ name, isNewest }) => name === newest.name && !isNewest) }));
}

/** What an input takes: "a number, in kg". */
export function inputWord({ type, unit, zone }: StoredFeature['inputs'][number]): string {
  const more = unit !== undefined ? `, in ${unit}` : zone !== undefined ? `, read by the clocks of ${zone}` : '';
  return `${typeWord(type)}${more}`;
}

/** What becomes of a column that stands for an input, where it means something else. */
export function fitWords(input: StoredFeature['inputs'][number], column: FeatureColumn | undefined): string {
  const fit = column && fitOfInput(input as FeatureInput, column);
  if (!fit || fit.kind === 'same') return '';
  return `${capital(fit.said)}.${fit.kind === 'refused' ? ` ${fit.hint}` : ''}`;
}

interface FeatureColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit?: string;
  readonly zone?: string;
}

export const typeWord = (type: string): string => typeWords[type as ValueType] ?? type;

/** "Version 2, a number, by Ada, written for Clinic. In use in Ward." */
export function featureSentence({ version, type, owner, from, usedBy }: StoredFeature): string {
  const by = owner === '' ? '' : `, by ${owner}`;
  const uses = usedBy.length === 0 ? 'No project uses it.' : `In use in ${listedNames(usedBy.map(({ name }) => name))}.`;
  return `Version ${version}, ${typeWord(type)}${by}, written for ${from.projectName}. ${uses}`;
}

/** What this project uses of a feature, and whether there is a newer version. */
export function usedSentence({ version, as, expression, newest }: UsedFeature): string {
  const what = `This project uses version ${version} as ${as}: ${expression}.`;
  if (newest === null) return `${what} It is not stored any more; the recipe holds the formula itself.`;
  return newest > version ? `${what} It stays on it until you move it to version ${newest}.` : what;
}

/** The columns that can stand for each input: those of its type, the one of its own name first chosen. */
export function choicesFor(
  { inputs }: Pick<StoredFeature, 'inputs'>,
  columns: readonly FeatureColumn[]
): { readonly input: string; readonly needs: string; readonly options: readonly string[]; readonly chosen: string }[] {
  return inputs.map((input) => {
    const { name, type } = input;
    const options = columns.filter((column) => valueTypeOf(column.type) === type).map((column) => column.name);
    return { input: name, needs: inputWord(input), options, chosen: options.includes(name) ? name : '' };
  });
}

/** What removing a version means, exactly. */
export function removalWords({ usedBy, earlier }: { usedBy: StoredFeature['usedBy']; earlier: number }): string {
  const users =
    usedBy.length === 0
      ? 'No project uses it.'
      : `${listedNames(usedBy.map(({ name }) => name))} ${usedBy.length === 1 ? 'uses' : 'use'} it and will go on working: the recipe holds the formula itself.`;
  return earlier === 0 ? `${users} It is the only version.` : `${users} ${counted(earlier, 'other version')} will stay.`;
}
