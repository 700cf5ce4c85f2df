import { shapeOf } from './shape.ts';
import type { Documented } from './source.ts';

const page = (method: string, rest: Pick<Documented, 'requests' | 'answers'> & Partial<Documented>): Documented => ({
  method,
  api: 'v3',
  params: [],
  subparams: [],
  errors: [],
  refusals: [],
  errorCodes: [],
  ...rest,
});

/** The example of https://apidocs.bitrix24.ru/api-reference/rest-v3.html; `components.schemas` is in its words. */
const openApi = shapeOf({
  openapi: '3.0.0',
  info: { title: 'Bitrix24 REST V3 API', version: '1.0.0' },
  tags: [{ name: 'tasks', description: 'tasks module methods' }],
  paths: {},
  components: { schemas: {} },
});

/**
 * Methods without a page of their own: the overview of REST 3.0 tells of them, and of the answer of rest.scope.list the
 * vendor's own SDK, whose tests read it from a portal (https://github.com/bitrix24/b24phpsdk/issues/408).
 */
export const overviewPages: readonly Documented[] = [
  ...['rest.documentation.openapi', 'documentation'].map((method) =>
    page(method, { requests: [{}], answers: [openApi] }),
  ),
  page('rest.scope.list', {
    params: ['filterModule', 'filterController', 'filterMethod'].map((name) => ({
      name,
      type: 'string',
      required: false,
    })),
    requests: [{ filterModule: 'rest', filterController: 'scope' }],
    answers: [
      shapeOf({
        result: { rest: { scope: { list: { scope: 'rest.scope.list', title: '', description: '', fields: null } } } },
      }),
    ],
  }),
];
