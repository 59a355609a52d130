import * as kit from 'virtual:predict-runtime';
import { runtimeFor } from '../../src/stages/export/runtime-for.ts';
import { classPackage } from './test-packages.ts';

/** What exported files would carry, as the module that is bundled sees it. */
export const texts = [runtimeFor(classPackage(), kit).text, kit.exportPage.toString()];
