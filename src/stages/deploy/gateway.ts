import { counted } from '../../core/words.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { FoundDeployment, GatewayDeps } from './deployment-type.ts';
import { checkToken, createLimiter } from './guard.ts';
import { joinLabels } from './join-labels.ts';
import { describeModel, summarize } from './model-description.ts';
import { openApiOf } from './openapi.ts';
import { answerRows } from './predict-rows.ts';
import { json, problem, type GatewayRequest, type GatewayResponse } from './problem-json.ts';
import { MAX_ERRORS, parseLabels, parseRows } from './request-body.ts';

/** An answer, and how many rows it is about. */
interface Answer {
  readonly response: GatewayResponse;
  readonly rows: number;
}

interface Route {
  readonly method: 'GET' | 'POST';
  /** Whether it counts: guarded by the rate limit and written to the request log. */
  readonly isWork: boolean;
  answer(deps: GatewayDeps, found: FoundDeployment, request: GatewayRequest): Promise<Answer>;
}

const alone = (response: GatewayResponse): Answer => ({ response, rows: 0 });

/** What stands behind /api/v1/models/NAME. */
const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['', { method: 'GET', isWork: false, answer: async (_deps, found) => alone(json(await describeModel(found))) }],
  [
    'openapi.json',
    {
      method: 'GET',
      isWork: false,
      answer: async (_deps, found) => alone(json(openApiOf(found.deployment, await found.resolve(found.deployment.model))))
    }
  ],
  ['predict', { method: 'POST', isWork: true, answer: answerPredict }],
  ['feedback', { method: 'POST', isWork: true, answer: answerFeedback }]
]);

/**
 * The API of the deployments, without a network: a request as plain data in, a response as plain data out. Every refusal is a problem+json; only a bug
 * rejects. The rate limit counts within one gateway, so keep one.
 */
export function createGateway(deps: GatewayDeps): (request: GatewayRequest) => Promise<GatewayResponse> {
  const limit = createLimiter(() => deps.now());
  return async (request) => {
    const place = parsePath(request.path);
    if (place === null) return problem(404, `There is nothing at ${request.path.slice(0, 200)}. Models are under /api/v1/models.`);
    if (place.name === null)
      return request.method === 'GET' ? json({ models: await Promise.all((await deps.list()).map(summarize)) }) : wrongMethod('GET');
    const route = ROUTES.get(place.rest);
    const found = route && (await deps.find(place.name));
    if (!route || !found)
      return problem(404, route ? `There is no deployment called "${place.name}".` : `A deployment has no "${place.rest}".`);
    if (request.method !== route.method) return wrongMethod(route.method);
    return guarded(deps, limit, route, found, request);
  };
}

const wrongMethod = (allowed: string) => problem(405, `Use ${allowed} here.`, [], { allow: allowed });

/** The API may stand below any folder: a page served from /lathe/ has it at /lathe/api. */
function parsePath(path: string): { readonly name: string | null; readonly rest: string } | null {
  const match = /\/api\/v1\/models(?:\/([^/?#]+)(?:\/([^?#]*))?)?\/?(?:[?#].*)?$/.exec(path);
  if (!match) return null;
  const [, name, rest = ''] = match;
  if (name === undefined) return { name: null, rest: '' };
  try {
    return { name: decodeURIComponent(name), rest: rest.replace(/\/$/, '') };
  } catch {
    return null;
  }
}

async function guarded(
  deps: GatewayDeps,
  limit: ReturnType<typeof createLimiter>,
  route: Route,
  found: FoundDeployment,
  request: GatewayRequest
): Promise<GatewayResponse> {
  const start = deps.clock();
  const refusal = checkToken(found.deployment, request) ?? (route.isWork ? limit(found.deployment) : null);
  const { response, rows } = refusal ? alone(refusal) : await answerSafely(deps, route, found, request);
  if (route.isWork) {
    const latencyMs = deps.clock() - start;
    await deps.logRequest({
      id: deps.newId(),
      deployment: found.deployment.name,
      at: deps.now(),
      status: response.status,
      rows,
      latencyMs
    });
  }
  return response;
}

/** A failure the user can act on (a version that is gone, a damaged package) is an answer; anything else is a bug and stays one. */
async function answerSafely(deps: GatewayDeps, route: Route, found: FoundDeployment, request: GatewayRequest): Promise<Answer> {
  try {
    return await route.answer(deps, found, request);
  } catch (error) {
    if (!isLatheError(error)) throw error;
    return alone(problem(500, error.message, [{ detail: error.hint }]));
  }
}

async function answerPredict(deps: GatewayDeps, found: FoundDeployment, request: GatewayRequest): Promise<Answer> {
  const rows = parseRows(request);
  if (rows.kind === 'refused') return alone(rows.response);
  const { predictions, problems } = await answerRows(deps, found, rows.value);
  if (problems.length === 0) return { response: json({ predictions }), rows: rows.value.length };
  const errors = problems.slice(0, MAX_ERRORS).map(({ row, column, message }) => ({ pointer: pointerTo(row, column), detail: message }));
  return {
    response: problem(
      422,
      `${counted(problems.length, 'value')} in ${counted(rows.value.length, 'row')} can’t be taken; no row was answered.`,
      errors
    ),
    rows: rows.value.length
  };
}

/** A JSON pointer to a value of a row (RFC 6901: `~` and `/` are escaped). */
const pointerTo = (row: number, column: string) =>
  `/rows/${row}${column === '' ? '' : `/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`}`;

async function answerFeedback(deps: GatewayDeps, found: FoundDeployment, request: GatewayRequest): Promise<Answer> {
  const labels = parseLabels(request);
  if (labels.kind === 'refused') return alone(labels.response);
  const rows = labels.value.length;
  try {
    return { response: json({ ...(await joinLabels(deps, found, labels.value)) }), rows };
  } catch (error) {
    if (!isLatheError(error) || error.code !== 'labels-impossible') throw error;
    return { response: problem(422, error.message, [{ detail: error.hint }]), rows };
  }
}
