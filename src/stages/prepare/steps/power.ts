import { quoted } from '../../../core/words.ts';
import { boxCoxNeedsPositive } from '../../../core/errors/preparing.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { boxCox, yeoJohnson } from '../../../predict/steps/power.ts';
import { present, standardUnit } from '../column-statistics.ts';
import { drive } from '../../../kernels/drive.ts';
import { bestPower } from '../power/best-power.ts';
import { defineStep, type StepContext } from '../step-type.ts';

interface ColumnFit {
  readonly lambda: number;
  readonly least: number;
  readonly center: number;
  readonly unit: number;
}

/** Bends each column by the power that makes it most like a normal one, by maximum likelihood. */
export const power = defineStep({
  id: 'power',
  purpose: 'scale',
  label: 'Bend towards normal',
  doc: 'Bends skewed numbers by a learned power until they look as normal as they can, for linear models and distances; trees do not need it.',
  accepts: ['number'],
  turnsInto: 'same',
  gapsAfter: () => 'kept',
  params: {
    method: {
      type: 'choice',
      default: 'yeo-johnson',
      options: ['yeo-johnson', 'box-cox'],
      doc: 'Yeo and Johnson’s power takes any number; Box and Cox’s only numbers above 0, and later ones below the smallest of training count as that.'
    },
    standardize: { type: 'bool', default: true, doc: 'Brings what comes out to mean 0 and deviation 1.' }
  },

  async fit(_table, columns, { method, standardize }, context) {
    const fits: ColumnFit[] = [];
    for (const column of columns) fits.push(await fitColumn(column as NumberColumn, method, standardize, context));
    return {
      method,
      lambdas: Float64Array.from(fits, ({ lambda }) => lambda),
      least: Float64Array.from(fits, ({ least }) => least),
      center: Float64Array.from(fits, ({ center }) => center),
      scale: Float64Array.from(fits, ({ unit }) => unit)
    };
  }
});

async function fitColumn(
  column: NumberColumn,
  method: 'yeo-johnson' | 'box-cox',
  standardize: boolean,
  context: StepContext
): Promise<ColumnFit> {
  const values = present(column.values);
  const isBoxCox = method === 'box-cox';
  if (isBoxCox && values.length > 0 && !(values[0]! > 0)) throw boxCoxNeedsPositive(column.name, values[0]!, countTo0(values));
  const isConstant = values.length === 0 || values[0] === values.at(-1);
  if (isConstant)
    context.tell(
      'column-constant',
      `${quoted(column.name)} ${values.length === 0 ? 'has no value' : 'does not vary'} in the training rows and is not bent.`
    );
  const lambda = isConstant ? 1 : await drive(bestPower(values, method), context);
  const least = isBoxCox ? (values[0] ?? 1) : 0;
  if (!standardize || values.length === 0) return { lambda, least, center: 0, unit: 1 };
  const [center, unit] = standardUnit(values.map((x) => (isBoxCox ? boxCox(x, lambda) : yeoJohnson(x, lambda))));
  return { lambda, least, center, unit: unit === 0 ? 1 : unit };
}

const countTo0 = (sorted: Float64Array): number => sorted.findIndex((x) => x > 0) + (sorted.at(-1)! > 0 ? 0 : sorted.length + 1);
