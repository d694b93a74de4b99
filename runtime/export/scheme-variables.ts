import type { JsonValue } from '../model/json.ts';
import type { SecurityScheme } from '../model/operation.ts';

/** How a suite sends a security scheme's credential, which `ATG_<SCHEME>` holds; nothing for a scheme that is no header, query parameter or cookie. */
export function schemeVariable(scheme: SecurityScheme): JsonValue | undefined {
  const variable = `ATG_${scheme.name.toUpperCase().replaceAll(/[^A-Z\d]+/gu, '_')}`;
  if (scheme.kind === 'apiKey') return { in: scheme.in, name: scheme.parameter, variable };
  // OAuth 2 and OpenID Connect give bearer tokens (RFC 6750).
  if (scheme.kind === 'other') return scheme.type === 'mutualTLS' ? undefined : bearer(variable);
  const { scheme: name } = scheme;
  if (name.toLowerCase() === 'basic') return { in: 'header', name: 'authorization', prefix: 'Basic', variable };
  if (name.toLowerCase() === 'bearer') return bearer(variable);
  return { in: 'header', name: 'authorization', variable };
}

function bearer(variable: string): JsonValue {
  return { in: 'header', name: 'authorization', prefix: 'Bearer', variable };
}
