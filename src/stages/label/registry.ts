import { createRegistry } from '../../core/registry.ts';
import { asTheyCome } from './orders/as-they-come.ts';
import { diverse } from './orders/diverse.ts';
import { uncertain } from './orders/uncertain.ts';
import { uncertainAndDiverse } from './orders/uncertain-and-diverse.ts';

/** The ways to choose what is asked next. */
export const samplingOrders = createRegistry('order', [asTheyCome, uncertain, diverse, uncertainAndDiverse]);
