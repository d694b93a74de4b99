import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadDocument } from '../../../runtime/spec/load-api.ts';
import { createDependencyGraph } from '../../../runtime/stateful/dependency-graph.ts';
import { bestEdges } from './edges-of.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/specs', import.meta.url));

/** A producer below this is hardly more than a guess. */
const trusted = 0.3;

/** Of the path parameters of all operations, the least share in percent that somebody gives, as read off the documents by hand. */
const shares: readonly (readonly [document: string, percent: number])[] = [
  ['asana.com', 99],
  ['box.com', 70],
  ['digitalocean.com', 94],
  ['github.com', 95],
  ['gitlab.com', 96],
  ['kubernetes.io', 100],
  ['openai.com-v31', 100],
  ['spotify.com', 78],
  ['stripe.com', 98],
  ['zoom.us', 95],
];

/** Read in the documents by hand: what these operations need, and who gives it. */
const verified: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'asana.com': {
    'GET /tasks/{task_gid}': ['path task_gid ← POST /tasks /data/gid (path)'],
    'POST /projects/{project_gid}/sections': ['path project_gid ← POST /projects /data/gid (path)'],
  },
  'digitalocean.com': {
    'GET /v2/apps/{app_id}/deployments/{deployment_id}': [
      'path app_id ← POST /v2/apps /app/id (path)',
      'path deployment_id ← POST /v2/apps/{app_id}/deployments /deployment/id (path)',
    ],
    'GET /v2/databases/{database_cluster_uuid}/ca': [
      'path database_cluster_uuid ← POST /v2/databases /database/id (path)',
    ],
    'GET /v2/databases/{database_cluster_uuid}/replicas/{replica_name}': [
      'path database_cluster_uuid ← POST /v2/databases /database/id (path)',
      'path replica_name ← POST /v2/databases/{database_cluster_uuid}/replicas /replica/name (path)',
    ],
    'DELETE /v2/account/keys/{ssh_key_identifier}': [
      'path ssh_key_identifier ← POST /v2/account/keys /ssh_key/id (path)',
    ],
    'GET /v2/snapshots/{snapshot_id}': ['path snapshot_id ← GET /v2/snapshots /snapshots/*/id (path)'],
    'POST /v2/load_balancers/{lb_id}/forwarding_rules': [
      'path lb_id ← POST /v2/load_balancers /load_balancer/id (path)',
      'body /forwarding_rules/*/certificate_id ← POST /v2/certificates /certificate/id (foreign-key)',
    ],
  },
  'github.com': {
    'POST /orgs/{org}/hooks/{hook_id}/deliveries/{delivery_id}/attempts': [
      'path org ← GET /user/orgs /*/login (name)',
      'path hook_id ← POST /orgs/{org}/hooks /id (path)',
      'path delivery_id ← GET /orgs/{org}/hooks/{hook_id}/deliveries /*/id (path)',
    ],
    'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}': [
      'path owner ← POST /orgs/{org}/repos location (location)',
      'path repo ← POST /orgs/{org}/repos location (location)',
      'path workflow_id ← GET /repos/{owner}/{repo}/actions/workflows /workflows/*/id (path)',
    ],
  },
  'kubernetes.io': {
    'PATCH /apis/apps/v1/namespaces/{namespace}/deployments/{name}': [
      'path namespace ← POST /api/v1/namespaces /metadata/name (name)',
      'path name ← POST /apis/apps/v1/namespaces/{namespace}/deployments /metadata/name (path)',
    ],
  },
  'openai.com-v31': {
    'GET /evals/{eval_id}/runs/{run_id}/output_items/{output_item_id}': [
      'path eval_id ← POST /evals /id (path)',
      'path run_id ← POST /evals/{eval_id}/runs /id (path)',
      'path output_item_id ← GET /evals/{eval_id}/runs/{run_id}/output_items /data/*/id (path)',
    ],
  },
  'stripe.com': {
    'GET /v1/accounts/{account}/persons': ['path account ← POST /v1/accounts /id (path)'],
    'POST /v1/customers/{customer}/sources/{id}/verify': [
      'path customer ← POST /v1/customers /id (path)',
      'path id ← POST /v1/customers/{customer}/sources /id (path)',
    ],
  },
  'zoom.us': {
    'DELETE /meetings/{meetingId}/registrants/{registrantId}': [
      'path meetingId ← POST /users/{userId}/meetings /id (name)',
      'path registrantId ← POST /meetings/{meetingId}/registrants /registrant_id (path)',
    ],
    'PATCH /rooms/locations/{locationId}/settings': ['path locationId ← POST /rooms/locations /id (path)'],
  },
};

describe.skipIf(!existsSync(folder))('real documents (skipped where ../shared/data/specs is absent)', () => {
  it.each(shares)(
    '%s: at least %i percent of the path parameters are given by somebody',
    { timeout: 120_000 },
    async (name, percent) => {
      const { api } = await loadDocument(path.join(folder, `${name}.json.gz`));
      const graph = createDependencyGraph(api);
      let needed = 0;
      let given = 0;
      for (const entry of api.operations) {
        for (const { need, edges } of graph.needsOf(entry)) {
          if (need.in !== 'path') continue;
          needed += 1;
          if ((edges[0]?.score ?? 0) >= trusted) given += 1;
        }
      }
      expect((100 * given) / needed).toBeGreaterThanOrEqual(percent);
      for (const [label, edges] of Object.entries(verified[name] ?? {})) {
        const found = bestEdges(api, label, graph).filter((edge) =>
          edges.some((one) => one.split(' ← ')[0] === edge.split(' ← ')[0]),
        );
        expect({ label, edges: found }).toEqual({ label, edges });
      }
    },
  );
});
