import { createRegistry } from '../../core/registry.ts';
import type { ExportFormat } from './export-format.ts';
import { html } from './formats/html.ts';
import { javascript } from './formats/javascript.ts';
import { lathe } from './formats/lathe.ts';

/** Every kind of file a model can be handed over as. Adding one is a file in formats/ and a line here. */
export const exportFormats = createRegistry<ExportFormat>('export format', [lathe, html, javascript]);
