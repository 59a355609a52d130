import { labelsImpossible } from '../../core/errors/deploying.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import { listed, listedNames, quoted } from '../../core/words.ts';
import type { PackageTarget } from '../../predict/package-type.ts';
import { answerReader } from '../../predict/read-answer.ts';
import type { ActualValue, FoundDeployment, GatewayDeps } from './deployment-type.ts';

export interface JoinedLabels {
  readonly joined: number;
  /** Labels of answers that are not in the log, of a deployment that logs only a share of them. */
  readonly unknown: number;
}

/**
 * Puts true answers beside the answers they belong to: all of them, or none.
 * @throws LatheError `labels-impossible` when one is no answer the model could give, or names no answer of this deployment, though all are logged
 */
export async function joinLabels(deps: GatewayDeps, found: FoundDeployment, labels: readonly ActualValue[]): Promise<JoinedLabels> {
  const { deployment } = found;
  const versions = await deps.answeredBy(
    deployment.name,
    labels.map(({ id }) => id)
  );
  const known = labels.filter(({ id }) => versions.has(id));
  const readerOf = readers(found);
  const impossible: ActualValue[] = [];
  for (const label of known) if (Number.isNaN((await readerOf(versions.get(label.id)!))(label.actual))) impossible.push(label);
  const stray = labels.filter(({ id }) => !versions.has(id));
  const refused = deployment.logShare < 1 ? [] : stray;
  if (impossible.length + refused.length > 0) {
    const { target } = (await found.resolve(deployment.model)).scorer.pkg;
    throw refusal(deployment.name, target, labels.length, impossible, refused);
  }
  return { joined: await deps.setActuals(deployment.name, known), unknown: stray.length };
}

/** How the answers of a version are read; of one that is gone, those of the present one. */
function readers(found: FoundDeployment): (model: string) => Promise<ReturnType<typeof answerReader>> {
  const known = new Map<string, Promise<ReturnType<typeof answerReader>>>();
  const make = async (model: string) => answerReader((await found.resolve(model)).scorer.pkg.target);
  const readerOf = (model: string) => {
    const reader =
      known.get(model) ??
      make(model).catch((error: unknown) => (isLatheError(error) ? make(found.deployment.model) : Promise.reject(error)));
    known.set(model, reader);
    return reader;
  };
  return readerOf;
}

function refusal(
  deployment: string,
  target: PackageTarget,
  all: number,
  impossible: readonly ActualValue[],
  stray: readonly ActualValue[]
) {
  const named = (values: readonly unknown[]) => listedNames([...new Set(values.map(String))]);
  const wrong = impossible.length;
  const no = target.labels ? `no class of ${quoted(target.name)}` : `no number, as ${quoted(target.name)} is`;
  const reasons = [
    ...(wrong > 0 ? [`${wrong} ${wrong === 1 ? 'is' : 'are'} ${no} (${named(impossible.map(({ actual }) => actual))})`] : []),
    ...(stray.length > 0
      ? [
          `${stray.length} ${stray.length === 1 ? 'names' : 'name'} no answer of ${quoted(deployment)} (${named(stray.map(({ id }) => id))})`
        ]
      : [])
  ];
  const hints = [
    ...(wrong > 0 ? [target.labels ? `The classes are ${listed(target.labels, 20)}.` : 'Give each answer as a number.'] : []),
    ...(stray.length > 0 ? ['Ids are those that came with the answers; the log lists them.'] : [])
  ];
  return labelsImpossible(wrong + stray.length, all, reasons.join('; '), hints.join(' '));
}
