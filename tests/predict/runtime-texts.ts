import { exportPage, predictRuntime } from 'virtual:predict-runtime';

/** What exported files would carry, as the module that is bundled sees it. */
export const texts = [predictRuntime.toString(), exportPage.toString()];
