import { createRegistry } from '../../core/registry.ts';
import { bohb } from './strategies/bohb.ts';
import { gp } from './strategies/gp.ts';
import { grid } from './strategies/grid.ts';
import { halving } from './strategies/halving.ts';
import { hyperband } from './strategies/hyperband.ts';
import { random } from './strategies/random.ts';
import { sobol } from './strategies/sobol.ts';
import { tpe } from './strategies/tpe.ts';
import type { SearchStrategy } from './strategy-type.ts';

/** Every way to look for good parameters. Adding one is a file in strategies/ and a line here. */
export const searchStrategies = createRegistry<SearchStrategy>('search', [tpe, gp, bohb, hyperband, halving, sobol, random, grid]);
