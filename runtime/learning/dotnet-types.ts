import type { Demand } from './contract.ts';
import { anyDate, format, type } from './demands.ts';

const known: Readonly<Record<string, Demand>> = {
  'System.Boolean': type('boolean'),
  'System.Byte': type('integer'),
  'System.Int16': type('integer'),
  'System.Int32': type('integer'),
  'System.Int64': type('integer'),
  'System.UInt32': type('integer'),
  'System.UInt64': type('integer'),
  'System.Single': type('number'),
  'System.Double': type('number'),
  'System.Decimal': type('number'),
  'System.String': type('string'),
  'System.Guid': format('uuid'),
  'System.DateTime': anyDate,
  'System.DateTimeOffset': anyDate,
  'System.DateOnly': format('date'),
};

/** What a .NET type demands of JSON. A text is demanded first where a format says more of it. */
export function dotnetType(name: string): readonly Demand[] {
  const inner = /^System\.Nullable`1\[(.+)\]$/u.exec(name)?.[1] ?? name;
  if (
    /^System\.Collections\.Generic\.(?:List|IList|IEnumerable|ICollection|HashSet)`1\[.*\]$/su.test(inner) ||
    inner.endsWith('[]')
  )
    return [type('array')];
  const demand = Object.hasOwn(known, inner) ? known[inner] : undefined;
  if (demand === undefined) return [];
  return demand.keyword === 'format' ? [type('string'), demand] : [demand];
}
