const error = { $ref: '#/components/schemas/Error' };
const refusal = (description: string): object => ({ description, content: { 'application/json': { schema: error } } });
const answer = (description: string, schema: object, headers?: object): object => ({
  description,
  ...(headers === undefined ? {} : { headers }),
  content: { 'application/json': { schema } },
});

const task = { $ref: '#/components/schemas/Task' };
const taskId = {
  name: 'taskId',
  in: 'path',
  required: true,
  schema: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
  example: 1,
};
const status = { type: 'string', enum: ['open', 'done'] };

/** The OpenAPI document of the small API that `api-test-gen demo` tests. */
export const lightDocument: object = {
  openapi: '3.1.0',
  info: { title: 'Task list', version: '1.0.0' },
  paths: {
    '/tasks': {
      get: {
        operationId: 'listTasks',
        parameters: [
          { name: 'status', in: 'query', schema: status },
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50, default: 20 } },
        ],
        responses: {
          200: answer('The newest tasks.', { type: 'array', maxItems: 50, items: task }),
          400: refusal('A parameter is invalid.'),
        },
      },
      post: {
        operationId: 'addTask',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/NewTask' },
              example: { title: 'Water the plants', priority: 2 },
            },
          },
        },
        responses: {
          201: answer('The task was added.', task, {
            Location: { required: true, schema: { type: 'string', format: 'uri-reference' } },
          }),
          400: refusal('The task is invalid.'),
          413: refusal('The body is larger than 1 MiB.'),
          415: refusal('The body is not JSON.'),
        },
      },
    },
    '/tasks/{taskId}': {
      parameters: [taskId],
      get: {
        operationId: 'getTask',
        responses: { 200: answer('The task.', task), 404: refusal('No such task.') },
      },
      delete: {
        operationId: 'deleteTask',
        parameters: [{ ...taskId, example: 4 }],
        responses: {
          204: { description: 'The task is gone.' },
          403: refusal('The task is a permanent one.'),
          404: refusal('No such task.'),
        },
      },
    },
    '/stats': {
      get: {
        operationId: 'getStats',
        parameters: [{ name: 'days', in: 'query', schema: { type: 'integer', minimum: 0, maximum: 365, default: 7 } }],
        responses: {
          200: answer('How fast the list grows.', {
            type: 'object',
            required: ['tasks', 'perDay'],
            properties: { tasks: { type: 'integer', minimum: 0 }, perDay: { type: 'number', minimum: 0 } },
          }),
          400: refusal('A parameter is invalid.'),
        },
      },
    },
  },
  components: {
    schemas: {
      NewTask: {
        type: 'object',
        required: ['title', 'priority'],
        properties: {
          title: { type: 'string', minLength: 1, maxLength: 80 },
          priority: { type: 'integer', minimum: 1, maximum: 5 },
          done: { type: 'boolean', default: false },
        },
      },
      Task: {
        type: 'object',
        required: ['id', 'title', 'priority', 'label', 'status'],
        properties: {
          id: { type: 'integer', minimum: 1 },
          title: { type: 'string' },
          priority: { type: 'integer', minimum: 1, maximum: 5 },
          label: { type: 'string', enum: ['URGENT', 'HIGH', 'NORMAL', 'LOW', 'SOMEDAY'] },
          status,
        },
      },
      Error: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
    },
  },
};
