import { createRegistry } from '../../../core/registry.ts';
import { audit } from './audit.ts';
import { dataValidation } from './data-validation.ts';
import { datasheet } from './datasheet.ts';
import type { DocumentType } from './document-type.ts';
import { modelCard } from './model-card.ts';
import { runbook } from './runbook.ts';
import { stakeholder } from './stakeholder.ts';

/** Every kind of document. Adding one is a file here and a line there. */
export const documents = createRegistry<DocumentType>('document', [modelCard, datasheet, dataValidation, runbook, stakeholder, audit]);
