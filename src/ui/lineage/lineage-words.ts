import { counted, listed } from '../../core/words.ts';
import type { StepId } from '../../app/overview.ts';
import { stepAddress } from '../step-address.ts';
import type { Lineage, LineageNode } from './reach.ts';

const kinds: Readonly<Record<string, readonly [one: string, many: string]>> = {
  dataset: ['data version', 'data versions'],
  split: ['split', 'splits'],
  recipe: ['recipe', 'recipes'],
  run: ['run', 'runs'],
  package: ['package', 'packages'],
  version: ['registered version', 'registered versions'],
  deployment: ['deployment', 'deployments']
};

/** A kind of thing with a capital. */
export function kindWords(kind: string): string {
  const word = kinds[kind]?.[0] ?? kind;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** What the picture shows. */
export function lineageSentence({ nodes }: Lineage): string {
  const parts = Object.entries(kinds).flatMap(([kind, [one, many]]) => {
    const count = nodes.filter((node) => node.kind === kind).length;
    return count === 0 ? [] : [counted(count, one, many)];
  });
  return `${listed(parts, Infinity)}, the latest above: each line leads down to what a thing was made from.`;
}

const steps: Readonly<Record<string, StepId>> = {
  split: 'models',
  recipe: 'features',
  run: 'train',
  version: 'package',
  deployment: 'deploy'
};

/** The screen on which it can be looked at; null where there is none of its own. */
export function addressOf(projectId: string, { kind, name, isHere }: LineageNode): string | null {
  if (!isHere) return null;
  if (kind === 'dataset') {
    const version = /version (\d+)$/.exec(name)?.[1];
    return version === undefined ? null : `${stepAddress(projectId, 'data')}?version=${version}`;
  }
  const step = steps[kind];
  return step === undefined ? null : stepAddress(projectId, step);
}
