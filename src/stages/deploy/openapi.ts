import type { InputColumn, PackageTarget } from '../../predict/package-type.ts';
import type { GatewayDeployment, ResolvedModel } from './deployment-type.ts';
import { MAX_ROWS } from './request-body.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The description of a deployment's endpoint, as OpenAPI 3.1, made from the inputs of its package. */
export function openApiOf(deployment: GatewayDeployment, { scorer, name, version }: ResolvedModel) {
  const { pkg } = scorer;
  const base = `/api/v1/models/${encodeURIComponent(deployment.name)}`;
  return {
    openapi: '3.1.0',
    info: {
      title: deployment.name,
      version: String(version),
      description: `Answers "${pkg.target.name}" with version ${version} of "${name}" (${pkg.model.label}).`
    },
    paths: {
      [`${base}/predict`]: { post: operation('predict', 'Answer rows', 'PredictRequest', 'PredictResponse') },
      [`${base}/feedback`]: { post: operation('feedback', 'Tell the true answers', 'FeedbackRequest', 'FeedbackResponse') }
    },
    components: {
      schemas: schemasOf(pkg.inputs, pkg.target),
      ...(deployment.token === null ? {} : { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } })
    },
    ...(deployment.token === null ? {} : { security: [{ token: [] }] })
  };
}

const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const content = (name: string, type = 'application/json') => ({ [type]: { schema: reference(name) } });

function operation(operationId: string, summary: string, request: string, response: string) {
  const refusals = {
    400: 'No JSON',
    401: 'No token',
    413: 'Too large',
    415: 'Not JSON',
    422: 'Values of the wrong type',
    429: 'Too many requests'
  };
  return {
    operationId,
    summary,
    requestBody: { required: true, content: content(request) },
    responses: {
      200: { description: 'Answered', content: content(response) },
      ...Object.fromEntries(
        Object.entries(refusals).map(([status, description]) => [
          status,
          { description, content: content('Problem', 'application/problem+json') }
        ])
      )
    }
  };
}

const object = (properties: Schema, required: readonly string[]): Schema => ({ type: 'object', properties, required });
const listOf = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });

/** One answer, with what only some models say of it. */
function predictionSchema(target: PackageTarget): Schema {
  const answer = answerSchema(target);
  const optional = target.labels
    ? { probabilities: { type: 'object', additionalProperties: { type: 'number', minimum: 0, maximum: 1 } } }
    : { interval: listOf({ type: 'number' }, { minItems: 2, maxItems: 2 }) };
  return object(
    {
      id: { type: 'string' },
      model: { type: 'string' },
      version: { type: 'integer' },
      prediction: answer,
      ...optional,
      why: { type: 'string', description: 'Why the answer is not the likelier class: costs moved the threshold. Absent where it is.' },
      ...(target.labels
        ? { set: listOf(answer, { description: 'Classes of which one is right in 95 of 100 rows; of models that know their limits.' }) }
        : {}),
      asFarOut: {
        type: 'number',
        minimum: 0,
        maximum: 1,
        description: 'Share of the training rows that lie at least as far out; of models that know their limits.'
      },
      farBy: {
        type: 'string',
        enum: ['distance', 'forest', 'energy'],
        description: 'The measure by which the row lies farther out than 99 in 100 training rows. Absent where it does not.'
      },
      abstained: { type: 'boolean', description: 'The answer should not be acted on. Absent where it can be.' },
      warnings: listOf({ type: 'string' }),
      latencyMs: { type: 'number' }
    },
    ['id', 'model', 'version', 'prediction', 'latencyMs']
  );
}

function schemasOf(inputs: readonly InputColumn[], target: PackageTarget): Readonly<Record<string, Schema>> {
  const answer = answerSchema(target);
  return {
    Row: { type: 'object', properties: Object.fromEntries(inputs.map((input) => [input.name, inputSchema(input)])) },
    PredictRequest: object({ rows: listOf(reference('Row'), { minItems: 1, maxItems: MAX_ROWS }) }, ['rows']),
    Prediction: predictionSchema(target),
    PredictResponse: object({ predictions: listOf(reference('Prediction')) }, ['predictions']),
    FeedbackRequest: object(
      { labels: listOf(object({ id: { type: 'string' }, actual: answer }, ['id', 'actual']), { maxItems: MAX_ROWS }) },
      ['labels']
    ),
    FeedbackResponse: object({ joined: { type: 'integer' }, unknown: { type: 'integer' } }, ['joined', 'unknown']),
    Problem: object(
      {
        type: { type: 'string' },
        title: { type: 'string' },
        status: { type: 'integer' },
        detail: { type: 'string' },
        errors: listOf({ type: 'object' })
      },
      ['title', 'status']
    )
  };
}

function answerSchema({ type, labels }: PackageTarget): Schema {
  if (type === 'boolean') return { type: 'boolean' };
  if (!labels) return { type: 'number' };
  return type === 'integer' || type === 'number' ? { type: 'number', enum: labels.map(Number) } : { type: 'string', enum: labels };
}

const describedNumber = ({ range, unit }: InputColumn): string =>
  [...(unit === undefined ? [] : [`In ${unit}.`]), ...(range ? [`In training mostly ${range[0]} to ${range[1]}.`] : [])].join(' ');

/** What an input takes. Ranges and levels are those of training: told, not enforced. */
function inputSchema(input: InputColumn): Schema {
  switch (input.type) {
    case 'number':
    case 'integer':
      return {
        type: ['number', 'null'],
        ...(describedNumber(input) === '' ? {} : { description: describedNumber(input) }),
        ...example(input)
      };
    case 'boolean':
      return { type: ['boolean', 'null'] };
    case 'time': {
      const byClocks = input.zone === undefined ? '' : `, read by the clocks of ${input.zone} where it says no offset`;
      return {
        type: ['string', 'number', 'null'],
        description: `ISO 8601 text${byClocks}, or milliseconds since 1970 UTC.`,
        ...example(input)
      };
    }
    case 'image': {
      const { width, height, channels } = input.image ?? { width: 0, height: 0, channels: 1 };
      const size = width * height * channels;
      return listOf(
        { type: 'integer', minimum: 0, maximum: 255 },
        {
          minItems: size,
          maxItems: size,
          description: `${width} by ${height} pixels, row by row, ${channels} ${channels === 1 ? 'value' : 'values'} each.`
        }
      );
    }
    default:
      return {
        type: ['string', 'null'],
        ...(input.labels ? { description: `Training saw, in five rows or more: ${input.labels.slice(0, 50).join(', ')}.` } : {}),
        ...example(input)
      };
  }
}

const example = ({ typical }: InputColumn): Schema => (typical === null ? {} : { examples: [typical] });
