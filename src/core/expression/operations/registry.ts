import { createRegistry } from '../../registry.ts';
import type { Operation } from '../operation.ts';
import { comparisonOperations } from './comparisons.ts';
import { logicOperations } from './logic.ts';
import { numberOperations } from './numbers.ts';
import { textOperations } from './texts.ts';
import { timeOperations } from './times.ts';

/** Every operator and function of the expression language. Adding one is an entry in one of these lists; it is then read, checked, offered and explained. */
export const operations = createRegistry<Operation>('operation', [
  ...logicOperations,
  ...comparisonOperations,
  ...numberOperations,
  ...textOperations,
  ...timeOperations
]);

/** The name a function is written with: `isMissing` of `isMissing(x)`; null for operators. */
export function functionName({ signature }: Operation): string | null {
  return /^([A-Za-z]\w*)\(/.exec(signature)?.[1] ?? null;
}

/** The functions that are offered. */
export const functions: readonly Operation[] = operations.all.filter((operation) => functionName(operation) !== null && !operation.isOld);

/** Their names, as they are written. */
export const functionNames: readonly string[] = functions.flatMap((operation) => functionName(operation) ?? []);
