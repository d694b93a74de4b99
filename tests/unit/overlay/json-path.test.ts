import { describe, expect, it } from 'vitest';
import { pointerTo } from '../../../runtime/model/json.ts';
import { jsonPath } from '../../../src/overlay/json-path.ts';
import { selectorsOf } from '../../e2e/apply-overlay.ts';

describe('a JSONPath', () => {
  it.each([
    [[], '$'],
    [['paths', '/users/{id}', 'get'], "$.paths['/users/{id}'].get"],
    [['paths', '/a', 'get', 'parameters', 0, 'schema'], "$.paths['/a'].get.parameters[0].schema"],
    [['paths', '/a', 'get', 'responses', '200'], "$.paths['/a'].get.responses['200']"],
    [['components', 'parameters', '0', 'schema'], "$.components.parameters['0'].schema"],
    [['parameters', '0'], "$.parameters['0']"],
    [['components', 'schemas', 'A', 'allOf', 1, 'required'], '$.components.schemas.A.allOf[1].required'],
    [['components', 'schemas', 'A', 'properties', 'items', '0'], "$.components.schemas.A.properties.items['0']"],
    [['components', 'schemas', 'A', 'properties', '0'], "$.components.schemas.A.properties['0']"],
    [
      ['paths', '/a', 'post', 'requestBody', 'content', 'application/json', 'schema'],
      "$.paths['/a'].post.requestBody.content['application/json'].schema",
    ],
    [['paths', '/it\'s "\\ü"'], String.raw`$.paths['/it\'s "\\ü"']`],
  ])('of %j is %s', (tokens, path) => {
    expect(jsonPath(pointerTo('', ...tokens))).toBe(path);
    expect(selectorsOf(path)).toEqual(tokens);
  });
});
