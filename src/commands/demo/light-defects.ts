/** What is wrong with the demo's API, by the check that finds it. */
export const lightDefects = [
  {
    check: 'not_a_server_error',
    operation: 'POST /tasks',
    description: 'The table of labels ends at priority 4: a task of priority 5 is answered 500.',
  },
  {
    check: 'response_headers_conformance',
    operation: 'POST /tasks',
    description: 'The required header Location is missing.',
  },
  {
    check: 'negative_data_rejection',
    operation: 'GET /tasks',
    description: 'A limit above the maximum of 50 is accepted.',
  },
  {
    check: 'content_type_conformance',
    operation: 'GET /tasks/{taskId}',
    description: 'An unknown task is answered with an HTML page.',
  },
  {
    check: 'status_code_conformance',
    operation: 'DELETE /tasks/{taskId}',
    description: 'Deleting an unknown task is answered 410, which is not documented.',
  },
  {
    check: 'response_schema_conformance',
    operation: 'GET /stats',
    description: 'Over 0 days the average is NaN, which JSON writes as null.',
  },
] as const satisfies readonly { readonly check: string; readonly operation: string; readonly description: string }[];
