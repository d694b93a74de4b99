/** What a run may warn of: why it proves less than it seems to. */
export const warningCodes = [
  'missing_auth',
  'missing_test_data',
  'validation_mismatch',
  'unreachable',
  'no_positive_case',
  'withheld',
  'unused_filter',
  'unsupported_regex',
  'missing_decoder',
  'operation_timeout',
  'connection_lost',
  'server_stalled',
  'server_died',
] as const;

export type WarningCode = (typeof warningCodes)[number];

/** An operation that never answered 2xx is warned of once, under the most telling of these; `unreachable` stands for all of them. */
export const unreachableCodes: readonly WarningCode[] = [
  'unreachable',
  'missing_auth',
  'missing_test_data',
  'validation_mismatch',
  'no_positive_case',
];
