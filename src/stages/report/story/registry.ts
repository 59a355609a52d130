import { createRegistry } from '../../../core/registry.ts';
import type { RoleType } from './role-type.ts';
import { dataEngineer } from './roles/data-engineer.ts';
import { dataScientist } from './roles/data-scientist.ts';
import { developer } from './roles/developer.ts';
import { productManager } from './roles/product-manager.ts';
import { stakeholder } from './roles/stakeholder.ts';
import { user } from './roles/user.ts';

/** Everybody who asks. Adding a role is a file in roles/ and a line here. */
export const roles = createRegistry<RoleType>('role', [developer, dataScientist, user, stakeholder, productManager, dataEngineer]);
