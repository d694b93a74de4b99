import { expect, it } from 'vitest';
import { loadApi } from '../../../runtime/spec/load-api.ts';
import { createDependencyGraph } from '../../../runtime/stateful/dependency-graph.ts';
import { graphDot } from '../../../src/commands/operations/graph-dot.ts';
import type { GraphFormat } from '../../../src/commands/operations/graph-format.ts';
import { graphJson } from '../../../src/commands/operations/graph-json.ts';
import { graphMermaid } from '../../../src/commands/operations/graph-mermaid.ts';
import { withPaths } from '../spec/support.ts';

const id = { type: 'object', properties: { id: { type: 'integer' } } };
const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const empty = { responses: { 204: { description: '' } } };
const api = await loadApi(
  withPaths({
    '/users': { post: { responses: { 201: { description: '', ...json(id) } } } },
    '/users/{id}': { get: empty },
    '/users/{id}/notes': {
      post: {
        requestBody: json({
          type: 'object',
          properties: { 'replyTo"Id': { type: 'integer' }, userId: { type: 'integer' } },
        }),
        responses: { 200: { description: '' } },
      },
    },
    '/users/{id}/notes/{note}': { delete: empty },
  }),
);

function written(format: GraphFormat, labels?: readonly string[]): string {
  const entries = api.operations.filter(({ label }) => labels?.includes(label) ?? true);
  return [...format(entries, createDependencyGraph(api))].join('');
}

it('is drawn by mermaid: what is sure with a whole line, what is likely with a dotted one', () => {
  expect(written(graphMermaid)).toMatchInlineSnapshot(`
    "flowchart LR
      o0["POST /users"]
      o1["GET /users/{id}"]
      o2["POST /users/{id}/notes"]
      o3["DELETE /users/{id}/notes/{note}"]
      o0 -->|"id"| o1
      o0 -->|"id, body/userId"| o2
      o0 -->|"id"| o3
      o2 -.->|"note"| o3
    "
  `);
});

it('is drawn by Graphviz', () => {
  expect(written(graphDot)).toMatchInlineSnapshot(`
    "digraph operations {
      rankdir=LR;
      node [shape=box];
      "POST /users";
      "GET /users/{id}";
      "POST /users/{id}/notes";
      "DELETE /users/{id}/notes/{note}";
      "POST /users" -> "GET /users/{id}" [label="id"];
      "POST /users" -> "POST /users/{id}/notes" [label="id, body/userId"];
      "POST /users" -> "DELETE /users/{id}/notes/{note}" [label="id"];
      "POST /users/{id}/notes" -> "DELETE /users/{id}/notes/{note}" [label="note", style=dashed];
    }
    "
  `);
});

it('leaves out what the filters leave out', () => {
  expect(written(graphMermaid, ['GET /users/{id}', 'DELETE /users/{id}/notes/{note}'])).toMatchInlineSnapshot(`
    "flowchart LR
      o0["GET /users/{id}"]
      o1["DELETE /users/{id}/notes/{note}"]
    "
  `);
});

it('is told in full by JSON', () => {
  const read = JSON.parse(written(graphJson, ['DELETE /users/{id}/notes/{note}'])) as unknown;
  expect(read).toMatchInlineSnapshot(`
    [
      {
        "needs": [
          {
            "in": "path",
            "name": "id",
            "producers": [
              {
                "from": "response.body#/id",
                "kind": "path",
                "operation": "POST /users",
                "score": 0.833,
              },
            ],
            "required": true,
            "resource": "/users/{}",
          },
          {
            "in": "path",
            "name": "note",
            "producers": [
              {
                "from": "response.body",
                "kind": "path",
                "operation": "POST /users/{id}/notes",
                "score": 0.5,
              },
            ],
            "required": true,
            "resource": "/users/{}/notes/{}",
          },
        ],
        "operation": "DELETE /users/{id}/notes/{note}",
      },
    ]
  `);
});
