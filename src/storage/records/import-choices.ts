import * as v from 'valibot';
import { roles } from '../../core/schema.ts';

const said = v.exactOptional(v.string());

/** What was chosen of how a file is read, as it is kept with projects and with the versions it belongs to. */
export const importChoices = {
  options: v.record(v.string(), v.unknown()),
  roles: v.record(v.string(), v.picklist(roles)),
  marks: v.exactOptional(v.record(v.string(), v.looseObject({ longitude: said, unit: said, zone: said })))
};
